/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ID3v2.4 tag (id3.org, "id3v2.4.0-structure" and "-frames") and the Info frame. LAME writes no Info
 * frame at 32 and 48 kb/s mono, because its own, with a table of contents, is larger than a frame; without
 * one a player guesses the duration and plays the encoder's delay. A table of contents is no use at a
 * constant bit rate. */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "audio/language.h"
#include "audio/mp3_frame.h"
#include "audio/tags.h"

enum {
    ID3_HEADER_BYTES = 10,
    ID3_LENGTH_DIGITS = 12,
    ID3_UTF8 = 3,
    ID3_ROUND = 64, /* bytes; the tag is padded to a multiple, which leaves editors a little room */
};

/* Seven bits a byte, so that no tag holds an MPEG sync word. */
static void add_syncsafe(struct buf *out, size_t value)
{
    for (int shift = 21; shift >= 0; shift -= 7)
        buf_add_byte(out, (char)(value >> shift & 0x7F));
}

static void add_u32(struct buf *out, uint64_t value)
{
    uint32_t word = value > UINT32_MAX ? UINT32_MAX : (uint32_t)value;
    for (int shift = 24; shift >= 0; shift -= 8)
        buf_add_byte(out, (char)(word >> shift));
}

static void add_frame(struct buf *out, const char *id, struct span prefix, struct span text)
{
    buf_add_text(out, id);
    add_syncsafe(out, prefix.n + text.n);
    buf_add(out, "\0\0", 2); /* flags */
    buf_add_span(out, prefix);
    buf_add_span(out, text);
}

static void add_text_frame(struct buf *out, const char *id, struct span text)
{
    static const char encoding = ID3_UTF8;
    struct buf clean = BUF_EMPTY;
    tag_add(&clean, text);
    if (clean.n)
        add_frame(out, id, (struct span){&encoding, 1}, buf_span(&clean));
    buf_finish(&clean);
}

/* A URL frame is ASCII; what is not percent-encoded is no URL. */
static void add_url_frame(struct buf *out, struct span url)
{
    for (size_t i = 0; i < url.n; i++)
        if (url.p[i] <= ' ' || url.p[i] >= 0x7F)
            return;
    if (url.n && url.n <= TAG_BYTES)
        add_frame(out, "WOAS", SPAN(""), url);
}

/* The longest beginning of an ISO 8601 date that ID3v2.4 allows: yyyy[-MM[-dd[THH[:mm[:ss]]]]], no zone. */
static struct span id3_time(struct span date)
{
    static const char form[] = "dddd-dd-ddTdd:dd:dd";
    static const size_t ends[] = {4, 7, 10, 13, 16, 19};
    size_t n = 0, end = 0;
    while (n < sizeof form - 1 && n < date.n &&
           (form[n] == 'd' ? date.p[n] >= '0' && date.p[n] <= '9' : date.p[n] == form[n]))
        n++;
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        if (ends[i] <= n)
            end = ends[i];
    return span_slice(date, 0, end);
}

static void add_length_frame(struct buf *out, uint64_t nframes)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%llu", (unsigned long long)(nframes * 1000 / AUDIO_RATE_HZ));
    add_text_frame(out, "TLEN", span_of(digits));
}

static void add_id3(const struct tags *tags, uint64_t nframes, struct buf *out)
{
    struct buf frames = BUF_EMPTY;
    add_text_frame(&frames, "TIT2", tags->title);
    add_text_frame(&frames, "TPE1", tags->artist);
    add_text_frame(&frames, "TALB", tags->album);
    add_text_frame(&frames, "TLAN", language_iso639_2(tags->language));
    add_text_frame(&frames, "TDRC", id3_time(tags->date));
    add_url_frame(&frames, tags->url);
    /* The same size with and without the length. */
    size_t size = frames.n + ID3_HEADER_BYTES + 1 + ID3_LENGTH_DIGITS;
    size = (size + ID3_HEADER_BYTES + ID3_ROUND - 1) / ID3_ROUND * ID3_ROUND - ID3_HEADER_BYTES;
    if (nframes)
        add_length_frame(&frames, nframes);
    buf_add(out, "ID3\4\0\0", 6);
    add_syncsafe(out, size);
    buf_add_span(out, buf_span(&frames));
    memset(buf_reserve(out, size - frames.n), 0, size - frames.n);
    out->n += size - frames.n;
    buf_finish(&frames);
}

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
    add_u32(out, music_bytes);
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
    add_u32(out, nframes ? 0x0B : 0); /* frames, bytes, quality */
    if (nframes) {
        add_u32(out, mp3_frames);
        add_u32(out, audio_bytes + size);
        add_u32(out, 0);
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
    add_id3(tags, nframes, out);
    add_info(nframes, mp3_frames, audio_bytes, mp3_bitrate(bitrate_kbps), out);
}
