/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walks the frames of an ID3v2.4 tag in a file without reading pictures and texts. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "audio/id3.h"

enum {
    HEADER_BYTES = 10, /* of the tag and of a frame */
    FRAMES_MOST = 2000,
    VALUE_BYTES = 96, /* what is looked at of a frame */
};

/* false: some byte has its highest bit set, so it is no such number. */
static bool syncsafe(const uint8_t *p, uint32_t *value)
{
    *value = (uint32_t)p[0] << 21 | (uint32_t)p[1] << 14 | (uint32_t)p[2] << 7 | p[3];
    return ((p[0] | p[1] | p[2] | p[3]) & 0x80) == 0;
}

static void take_frame(const uint8_t *id, struct span value, struct audio_told *out)
{
    static const char prefix[] = "\3" ID3_KEY_NAME;
    struct span key = span_slice(value, sizeof prefix, sizeof prefix + KEY_HEX);
    if (memcmp(id, "TXXX", 4) == 0 && value.n > sizeof prefix &&
        memcmp(value.p, prefix, sizeof prefix) == 0 && key_valid(key)) {
        memcpy(out->key, key.p, KEY_HEX);
        out->key[KEY_HEX] = '\0';
    } else if (memcmp(id, "TLEN", 4) == 0 && value.n > 1) {
        sscanf(value.p + 1, "%20" SCNu64, &out->duration_ms);
    }
}

bool id3_tell(int fd, struct audio_told *out)
{
    uint8_t header[HEADER_BYTES];
    uint32_t tag_bytes, size_bytes;
    *out = (struct audio_told){0};
    if (pread(fd, header, sizeof header, 0) != sizeof header || memcmp(header, "ID3\4", 4) != 0 ||
        !syncsafe(header + 6, &tag_bytes))
        return false;
    off_t at = HEADER_BYTES, end = at + (off_t)tag_bytes;
    for (int i = 0; i < FRAMES_MOST && at + HEADER_BYTES < end; i++) {
        if (pread(fd, header, sizeof header, at) != sizeof header || header[0] == 0 ||
            !syncsafe(header + 4, &size_bytes) || (off_t)size_bytes > end - at - HEADER_BYTES)
            break;
        char value[VALUE_BYTES + 1] = "";
        size_t wanted = size_bytes < VALUE_BYTES ? size_bytes : VALUE_BYTES;
        if (pread(fd, value, wanted, at + HEADER_BYTES) != (ssize_t)wanted)
            break;
        take_frame(header, (struct span){value, wanted}, out);
        at += HEADER_BYTES + (off_t)size_bytes;
    }
    return out->key[0] != '\0';
}
