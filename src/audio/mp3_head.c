/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Info frame, called Xing where the bit rate varies. LAME writes none at 32 and 48 kb/s mono, because its
 * own, with a table of contents, is larger than a frame; without one a player guesses the duration and plays
 * the encoder's delay. A table of contents is no use at a constant bit rate. */
#include <assert.h>
#include <string.h>

#include "audio/id3.h"
#include "audio/mp3_frame.h"
#include "audio/tags.h"

/* CRC-16 as the LAME tag uses it: polynomial 0x8005, reflected, from 0. */
static uint16_t crc16(const char *bytes, size_t n)
{
    uint16_t crc = 0;
    for (size_t i = 0; i < n; i++) {
        crc ^= (uint8_t)bytes[i];
        for (int bit = 0; bit < 8; bit++)
            crc = (uint16_t)(crc & 1 ? crc >> 1 ^ 0xA001 : crc >> 1);
    }
    return crc;
}

/* What the frame tells. */
struct info {
    const char *name; /* "Info": constant bit rate, "Xing": varying */
    int bitrate_kbps; /* of this frame */
    int least_kbps;   /* of the stream */
    char method;      /* of the LAME block: 1 constant, 4 the newer varying one */
    uint32_t quality; /* 0: not told */
    uint64_t nframes, mp3_frames, audio_bytes;
    const struct mp3_index *index; /* NULL: no table of contents */
};

/* The LAME block (gabriel.mp3-tech.org/mp3infotag.html) up to its CRC. */
static void add_lame_block(struct buf *out, uint64_t padding, uint64_t music_bytes, const struct info *info)
{
    uint32_t gap = (uint32_t)MP3_DELAY << 12 | (uint32_t)padding;
    buf_add_text(out, "LAME3.100");
    buf_add_byte(out, info->method);           /* tag revision 0 */
    buf_add_byte(out, 0);                      /* low-pass: not told */
    buf_add(out, "\0\0\0\0\0\0\0\0", 8);       /* ReplayGain: none, the level is right as it is */
    buf_add_byte(out, 0);                      /* encoding flags */
    buf_add_byte(out, (char)info->least_kbps); /* 160 at most */
    buf_add_byte(out, (char)(gap >> 16));      /* delay and padding, 12 bits each */
    buf_add_byte(out, (char)(gap >> 8));
    buf_add_byte(out, (char)gap);
    buf_add(out, "\0\0\0\0", 4); /* mode, gain, preset: not told */
    tag_add_u32(out, music_bytes);
    buf_add(out, "\0\0", 2); /* the music's CRC would have to wait for the music */
}

enum { TABLE_ENTRIES = 100 };

/* Where each percent of the time begins, in 256ths of the bytes, this frame's 'size' included. */
static void add_table(struct buf *out, const struct info *info, size_t size)
{
    uint64_t total = info->audio_bytes + size;
    for (uint64_t i = 0; i < TABLE_ENTRIES; i++) {
        uint64_t byte = mp3_index_byte(info->index, info->mp3_frames * i / TABLE_ENTRIES) + size;
        uint64_t part = byte * 256 / total;
        buf_add_byte(out, (char)(i == 0 ? 0 : part < 255 ? part : 255));
    }
}

static void add_counts(struct buf *out, const struct info *info, size_t size)
{
    enum { FRAMES = 1, BYTES = 2, TABLE = 4, QUALITY = 8 };
    bool known = info->nframes > 0;
    tag_add_u32(out, known ? FRAMES | BYTES | (info->index ? TABLE : 0) | QUALITY : 0);
    if (!known)
        return;
    tag_add_u32(out, info->mp3_frames);
    tag_add_u32(out, info->audio_bytes + size);
    if (info->index)
        add_table(out, info, size);
    tag_add_u32(out, info->quality);
}

static void add_info(const struct info *info, struct buf *out)
{
    size_t begin = out->n, size = mp3_frame_bytes(info->bitrate_kbps);
    bool known = info->nframes > 0;
    uint8_t header[MP3_HEADER_BYTES];
    mp3_frame_header(info->bitrate_kbps, header);
    buf_add(out, header, sizeof header);
    buf_add(out, "\0\0\0\0\0\0\0\0\0", MP3_SIDE_BYTES);
    buf_add_text(out, info->name);
    add_counts(out, info, size);
    uint64_t padding = known ? info->mp3_frames * MP3_FRAME - info->nframes - MP3_DELAY : 0;
    assert(padding < 1 << 12);
    add_lame_block(out, padding, known ? info->audio_bytes + size : 0, info);
    uint16_t crc = crc16(out->p + begin, out->n - begin);
    buf_add_byte(out, (char)(crc >> 8));
    buf_add_byte(out, (char)crc);
    size_t rest = size - (out->n - begin);
    memset(buf_reserve(out, rest), 0, rest);
    out->n += rest;
}

void mp3_head(const struct tags *tags, uint64_t nframes, uint64_t mp3_frames, uint64_t audio_bytes,
              int bitrate_kbps, struct buf *out)
{
    int kbps = mp3_bitrate(bitrate_kbps);
    const struct info info = {.name = "Info",
                              .bitrate_kbps = kbps,
                              .least_kbps = kbps,
                              .method = 1,
                              .nframes = nframes,
                              .mp3_frames = mp3_frames,
                              .audio_bytes = audio_bytes};
    id3_add(tags, nframes, out);
    add_info(&info, out);
}

void mp3_head_vbr(const struct tags *tags, uint64_t nframes, const struct mp3_index *index, int level,
                  struct buf *out)
{
    const struct info info = {.name = "Xing",
                              .bitrate_kbps = 64, /* the least that the table fits into */
                              .least_kbps = 8,
                              .method = 4,
                              .quality = 100 - 10 * (uint32_t)level, /* as LAME counts, 100 best */
                              .nframes = nframes,
                              .mp3_frames = index->nframes,
                              .audio_bytes = index->nbytes,
                              .index = index};
    id3_add(tags, nframes, out);
    add_info(&info, out);
}
