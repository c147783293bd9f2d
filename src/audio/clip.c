/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Music is as loud as the speech beside it: its integrated loudness is brought to the same LUFS through the
 * same limiter. That takes some rounds, for what the limiter takes away is known only afterwards. */
#include <math.h>
#include <string.h>

#include "audio/audio.h"

enum { ROUNDS = 4, GAIN_MOST_DB = 40 };

/* Peak at half of full scale: nothing is clipped, and 15 bits are kept of what is quiet. False: silence. */
static bool to_int16(struct span floats, struct buf *out)
{
    const float *from = (const float *)(const void *)floats.p;
    size_t nframes = floats.n / sizeof *from;
    float peak = 0;
    for (size_t i = 0; i < nframes; i++)
        peak = fmaxf(peak, fabsf(from[i]));
    if (peak < 1e-5f)
        return false;
    int16_t *to = (int16_t *)(void *)buf_reserve(out, nframes * sizeof *to);
    for (size_t i = 0; i < nframes; i++)
        to[i] = (int16_t)lrintf(from[i] / peak * 16384);
    out->n += nframes * sizeof *to;
    return true;
}

/* The meter wants 0.4 s; silence behind is no part of what it calls loudness. */
static double loudness(const int16_t *frames, size_t nframes)
{
    static const int16_t silence[AUDIO_RATE_HZ / 2];
    struct loudness_meter *meter = loudness_meter_create();
    double lufs = -HUGE_VAL;
    if (meter && loudness_meter_add(meter, frames, nframes) &&
        loudness_meter_add(meter, silence, sizeof silence / sizeof *silence))
        lufs = loudness_meter_lufs(meter);
    loudness_meter_destroy(meter);
    return lufs;
}

/* Into 'to', which has room for as many. */
static bool level(const int16_t *from, size_t nframes, double lufs, int16_t *to)
{
    double gain_db = lufs - loudness(from, nframes);
    for (int i = 0; i < ROUNDS && isfinite(gain_db) && gain_db <= GAIN_MOST_DB; i++) {
        struct sound sound = {.gain_db = gain_db};
        memcpy(to, from, nframes * sizeof *to);
        sound_finish(to, nframes, &sound);
        gain_db += lufs - loudness(to, nframes);
    }
    return isfinite(gain_db);
}

static size_t zeros_at_end(const int16_t *frames, size_t nframes)
{
    size_t n = 0;
    while (n < nframes && frames[nframes - 1 - n] == 0)
        n++;
    return n;
}

bool clip_read(struct span file, int64_t max_ms, double lufs, struct buf *frames, struct error *err)
{
    struct buf floats = BUF_EMPTY, raw = BUF_EMPTY;
    bool ok = audio_file_decode(file, max_ms, &floats, err);
    if (ok && !to_int16(buf_span(&floats), &raw))
        ok = error_set(err, ERROR_CONFIG, "there is nothing to hear in it");
    if (ok) {
        const int16_t *from = (const int16_t *)(const void *)raw.p;
        size_t n = raw.n / sizeof *from, pause = (size_t)CLIP_PAUSE_MS * AUDIO_RATE_HZ / 1000;
        size_t room = mp3_segment_frames(n + pause, 0) * MP3_FRAME;
        int16_t *to = (int16_t *)(void *)buf_reserve(frames, room * sizeof *to);
        memset(to, 0, room * sizeof *to);
        ok = level(from, n, lufs, to) || error_set(err, ERROR_CONFIG, "there is too little to hear in it");
        size_t whole = mp3_segment_frames(n + pause, zeros_at_end(to, n + pause)) * MP3_FRAME;
        frames->n += ok ? whole * sizeof *to : 0;
    }
    buf_finish(&floats);
    buf_finish(&raw);
    return ok;
}
