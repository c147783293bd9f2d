/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Info frame. LAME writes none
 * at 32 and 48 kb/s mono, because its own, with a table of contents, is larger than a frame; without
 * one a player guesses the duration and plays the encoder's delay. A table of contents is no use at a
 * constant bit rate. */
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

/* The LAME block (gabriel.mp3-tech.org/mp3infotag.html) up to its CRC. */
static void add_lame_block(struct buf *out, uint64_t padding, uint64_t music_bytes, int bitrate_kbps)
{
    uint32_t gap = (uint32_t)MP3_DELAY << 12 | (uint32_t)padding;
    buf_add_text(out, "LAME3.100");
    buf_add_byte(out, 0x01);               /* tag revision 0, constant bit rate */
    buf_add_byte(out, 0);                  /* low-pass: not told */
    buf_add(out, "\0\0\0\0\0\0\0\0", 8);   /* ReplayGain: none, the level is right as it is */
    buf_add_byte(out, 0);                  /* encoding flags */
    buf_add_byte(out, (char)bitrate_kbps); /* 160 at most */
    buf_add_byte(out, (char)(gap >> 16));  /* delay and padding, 12 bits each */
    buf_add_byte(out, (char)(gap >> 8));
    buf_add_byte(out, (char)gap);
    buf_add(out, "\0\0\0\0", 4); /* mode, gain, preset: not told */
    tag_add_u32(out, music_bytes);
    buf_add(out, "\0\0", 2); /* the music's CRC would have to wait for the music */
}

static void add_info(uint64_t nframes, uint64_t mp3_frames, uint64_t audio_bytes, int bitrate_kbps,
                     struct buf *out)
{
    size_t begin = out->n, size = mp3_frame_bytes(bitrate_kbps);
    uint8_t header[MP3_HEADER_BYTES];
    mp3_frame_header(bitrate_kbps, header);
    buf_add(out, header, sizeof header);
    buf_add(out, "\0\0\0\0\0\0\0\0\0", MP3_SIDE_BYTES);
    buf_add_text(out, "Info");
    tag_add_u32(out, nframes ? 0x0B : 0); /* frames, bytes, quality */
    if (nframes) {
        tag_add_u32(out, mp3_frames);
        tag_add_u32(out, audio_bytes + size);
        tag_add_u32(out, 0);
    }
    uint64_t padding = nframes ? mp3_frames * MP3_FRAME - nframes - MP3_DELAY : 0;
    assert(padding < 1 << 12);
    add_lame_block(out, padding, nframes ? audio_bytes + size : 0, bitrate_kbps);
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
    id3_add(tags, nframes, out);
    add_info(nframes, mp3_frames, audio_bytes, mp3_bitrate(bitrate_kbps), out);
}
