/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audio/tags.h"

#include <string.h>

static void add_text(struct buf *out, struct span text, size_t max_bytes)
{
    size_t begin = out->n;
    for (size_t i = 0, length; i < text.n && out->n - begin + 4 <= max_bytes; i += length) {
        uint32_t code = utf8_at(text, i, &length);
        buf_add_code(out, code < 0x20 || code == 0x7F ? ' ' : code);
    }
}

void tag_add(struct buf *out, struct span text)
{
    add_text(out, text, TAG_BYTES);
}

void tag_add_whole(struct buf *out, struct span text)
{
    add_text(out, text, SIZE_MAX);
}

void tag_add_u32(struct buf *out, uint64_t value)
{
    uint32_t word = value > UINT32_MAX ? UINT32_MAX : (uint32_t)value;
    for (int shift = 24; shift >= 0; shift -= 8)
        buf_add_byte(out, (char)(word >> shift));
}

const char *cover_media_type(struct span cover)
{
    if (cover.n > 8 && memcmp(cover.p, "\x89PNG\r\n\x1A\n", 8) == 0)
        return "image/png";
    if (cover.n > 3 && memcmp(cover.p, "\xFF\xD8\xFF", 3) == 0)
        return "image/jpeg";
    return NULL;
}
