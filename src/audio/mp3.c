/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Segments that join without a seam: a fresh encoder never reaches back before its first frame, and a segment
 * that ends in MP3_TAIL zeros leaves nothing in the encoder's overlap that the next one would have needed.
 * The only file that knows LAME. */
#include <assert.h>
#include <lame/lame.h>
#include <string.h>

#include "audio/mp3_frame.h"

enum {
    CHUNK = 8 * MP3_FRAME,
    /* lame.h: the worst case, 1.25 * samples + 7,200 */
    CHUNK_BYTES = CHUNK * 5 / 4 + 7200,
    LAST_FRAMES = 2, /* what the last segment keeps of the flush, so that decoders get all samples out */
};

size_t mp3_segment_frames(size_t nframes, size_t nsilent)
{
    size_t nearest = (nframes + MP3_FRAME / 2) / MP3_FRAME;
    size_t least = (nframes - nsilent + MP3_TAIL + MP3_FRAME - 1) / MP3_FRAME;
    return nearest > least ? nearest : least;
}

size_t mp3_segment_bytes(size_t mp3_frames, int bitrate_kbps, bool last)
{
    bitrate_kbps = mp3_bitrate(bitrate_kbps);
    uint64_t n = mp3_frames + (last ? LAST_FRAMES : 0);
    if (n == 0)
        return 0;
    /* LAME gives the first frame no padding byte and then one whenever a whole byte is owed. */
    uint64_t padding = ((n - 1) * mp3_frame_rest(bitrate_kbps) + AUDIO_RATE_HZ - 1) / AUDIO_RATE_HZ;
    return (size_t)(n * mp3_frame_bytes(bitrate_kbps) + padding);
}

struct span mp3_encoder_version(void)
{
    return span_of(get_lame_version());
}

static void silent(const char *format, va_list arguments)
{
    (void)format;
    (void)arguments;
}

/* What makes an encoder. */
struct form {
    int bitrate_kbps; /* 0: varies */
    int level;        /* LAME's V, when it varies */
    int quality;
};

static void set_rate(lame_t lame, const struct form *form)
{
    lame_set_VBR(lame, form->bitrate_kbps ? vbr_off : vbr_mtrh);
    if (form->bitrate_kbps)
        lame_set_brate(lame, form->bitrate_kbps);
    else
        lame_set_VBR_q(lame, form->level);
}

static lame_t encoder_create(const struct form *form)
{
    lame_t lame = lame_init();
    if (!lame)
        return NULL;
    lame_set_errorf(lame, silent);
    lame_set_msgf(lame, silent);
    lame_set_debugf(lame, silent);
    lame_set_in_samplerate(lame, AUDIO_RATE_HZ);
    lame_set_out_samplerate(lame, AUDIO_RATE_HZ);
    lame_set_num_channels(lame, 1);
    lame_set_mode(lame, MONO);
    set_rate(lame, form);
    lame_set_quality(lame, form->quality);
    lame_set_bWriteVbrTag(lame, 0);
    lame_set_write_id3tag_automatic(lame, 0);
    /* It resamples without a word when it finds a rate unsuitable. */
    if (lame_init_params(lame) < 0 || lame_get_out_samplerate(lame) != AUDIO_RATE_HZ ||
        lame_get_framesize(lame) != MP3_FRAME ||
        (form->bitrate_kbps && lame_get_brate(lame) != form->bitrate_kbps)) {
        lame_close(lame);
        return NULL;
    }
    return lame;
}

static bool encode_all(lame_t lame, const int16_t *frames, size_t nframes, struct buf *out)
{
    for (size_t at = 0, n; at < nframes; at += n) {
        n = nframes - at < CHUNK ? nframes - at : CHUNK;
        uint8_t *room = (uint8_t *)buf_reserve(out, CHUNK_BYTES);
        int made = lame_encode_buffer(lame, frames + at, NULL, (int)n, room, CHUNK_BYTES);
        if (made < 0)
            return false;
        out->n += (size_t)made;
    }
    int made = lame_encode_flush(lame, (uint8_t *)buf_reserve(out, CHUNK_BYTES), CHUNK_BYTES);
    if (made < 0)
        return false;
    out->n += (size_t)made;
    return true;
}

/* Bytes of the first 'nframes' MP3 frames; 0 when there are fewer. */
static size_t bytes_of_frames(struct span stream, size_t nframes)
{
    size_t at = 0;
    for (size_t i = 0; i < nframes; i++) {
        size_t length = mp3_frame_length(span_slice(stream, at, stream.n));
        if (length == 0 || length > stream.n - at)
            return 0;
        at += length;
    }
    return at;
}

/* Keeps exactly the frames that are wanted. */
static bool encode(const int16_t *frames, size_t mp3_frames, const struct form *form, bool last,
                   struct buf *out, struct error *err)
{
    size_t begin = out->n, nframes = mp3_frames * MP3_FRAME;
    assert(nframes >= MP3_TAIL);
    for (size_t i = 0; i < MP3_TAIL; i++)
        assert(frames[nframes - 1 - i] == 0);
    lame_t lame = encoder_create(form);
    if (!lame)
        return error_set(err, ERROR_INTERNAL, "LAME refuses %d kb/s, level %d at quality %d",
                         form->bitrate_kbps, form->level, form->quality);
    bool ok = encode_all(lame, frames, nframes, out);
    lame_close(lame);
    struct span stream = span_slice(buf_span(out), begin, out->n);
    size_t kept = ok ? bytes_of_frames(stream, mp3_frames + (last ? LAST_FRAMES : 0)) : 0;
    out->n = begin + kept;
    return kept || error_set(err, ERROR_INTERNAL, "LAME made less than %zu frames", mp3_frames);
}

bool mp3_encode_segment(const int16_t *frames, size_t mp3_frames, int bitrate_kbps, int quality, bool last,
                        struct buf *out, struct error *err)
{
    const struct form form = {.bitrate_kbps = mp3_bitrate(bitrate_kbps), .quality = quality};
    size_t begin = out->n, wanted = mp3_segment_bytes(mp3_frames, bitrate_kbps, last);
    if (!encode(frames, mp3_frames, &form, last, out, err))
        return false;
    size_t made = out->n - begin;
    if (made == wanted)
        return true;
    out->n = begin;
    return error_set(err, ERROR_INTERNAL, "LAME made %zu bytes of %zu frames, not %zu", made, mp3_frames,
                     wanted);
}

bool mp3_encode_segment_vbr(const int16_t *frames, size_t mp3_frames, int level, int quality, bool last,
                            struct buf *out, struct error *err)
{
    const struct form form = {.level = level, .quality = quality};
    return encode(frames, mp3_frames, &form, last, out, err);
}
