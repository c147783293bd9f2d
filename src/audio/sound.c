/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The limiter: each sample's gain is the lowest that any sample of the next 5.8 ms needs, released slowly,
 * then averaged over 5.8 ms; a peak is therefore met with exactly its gain, reached without a corner. Gains
 * are whole numbers of 2^-30, so that the running average never drifts and every run gives the same bytes. */
#include <math.h>
#include <string.h>

#include "audio/audio.h"
#include "audio/biquad.h"

enum {
    LOOK_AHEAD = 128,                       /* frames: 5.8 ms */
    FADE_FRAMES = AUDIO_RATE_HZ * 3 / 1000, /* 3 ms */
    GAIN_ONE = 1 << 30,
    RELEASE_SHIFT = 11, /* 2^11 frames, 93 ms, to come back by 63 % */
};

/* Below any voice; the band around 2.5 kHz, an octave and a half wide, in which the ear is keenest; the hiss
 * of s and f. */
enum { RUMBLE_HZ = 70, PRESENCE_HZ = 2500, TREBLE_HZ = 5000 };
static const double PRESENCE_QUALITY = 0.9;

/* -1.5 dBFS: true peaks lie up to 0.5 dB above the samples', and players clip at 0 dBTP. */
static const double ceiling = 27570.0;

struct limiter {
    double delayed[LOOK_AHEAD]; /* ring, as 'released' */
    int64_t released[LOOK_AHEAD];
    int64_t sum; /* of released */
    int64_t gain;
    /* Peaks of the last LOOK_AHEAD frames that no later one exceeds: gains rising, frames rising. */
    struct {
        size_t frame;
        int64_t gain;
    } peaks[LOOK_AHEAD];
    size_t first, count;
};

static void limiter_init(struct limiter *l)
{
    memset(l, 0, sizeof *l);
    for (size_t i = 0; i < LOOK_AHEAD; i++)
        l->released[i] = GAIN_ONE;
    l->sum = (int64_t)LOOK_AHEAD * GAIN_ONE;
    l->gain = GAIN_ONE;
}

/* The lowest gain needed by the frames in [frame - LOOK_AHEAD + 1, frame]. */
static int64_t lowest_gain(struct limiter *l, size_t frame, double x)
{
    double size = fabs(x);
    if (l->count && l->peaks[l->first].frame + LOOK_AHEAD <= frame) {
        l->first = (l->first + 1) % LOOK_AHEAD;
        l->count--;
    }
    if (size > ceiling) {
        int64_t needed = (int64_t)(ceiling / size * GAIN_ONE);
        while (l->count && l->peaks[(l->first + l->count - 1) % LOOK_AHEAD].gain >= needed)
            l->count--;
        size_t at = (l->first + l->count++) % LOOK_AHEAD;
        l->peaks[at].frame = frame;
        l->peaks[at].gain = needed;
    }
    return l->count ? l->peaks[l->first].gain : GAIN_ONE;
}

/* Takes the frame and gives the one LOOK_AHEAD - 1 earlier, limited. */
static double limiter_next(struct limiter *l, size_t frame, double x)
{
    size_t now = frame % LOOK_AHEAD, oldest = (frame + 1) % LOOK_AHEAD;
    int64_t lowest = lowest_gain(l, frame, x);
    int64_t rising = l->gain + ((GAIN_ONE - l->gain + (1 << RELEASE_SHIFT) - 1) >> RELEASE_SHIFT);
    l->gain = lowest < rising ? lowest : rising;
    l->sum += l->gain - l->released[now];
    l->released[now] = l->gain;
    l->delayed[now] = x;
    return l->delayed[oldest] * ((double)l->sum / ((double)LOOK_AHEAD * GAIN_ONE));
}

/* Frames up to the silence at the end. */
static size_t speech_end(const int16_t *frames, size_t nframes)
{
    while (nframes > 0 && frames[nframes - 1] == 0)
        nframes--;
    return nframes;
}

static void fade_out(int16_t *frames, size_t nframes)
{
    size_t n = nframes < FADE_FRAMES ? nframes : FADE_FRAMES;
    for (size_t i = 0; i < n; i++)
        frames[nframes - 1 - i] = (int16_t)(frames[nframes - 1 - i] * (int)(i + 1) / (int)(n + 1));
}

struct sound voice_sound(const struct voice *voice)
{
    return (struct sound){
        .gain_db = voice->gain_db, .presence_db = voice->presence_db, .treble_db = voice->treble_db};
}

/* The filters in their order; those that would do nothing are left out. */
static size_t filters(const struct sound *sound, struct biquad chain[3])
{
    size_t n = 0;
    chain[n++] = biquad_high_pass(RUMBLE_HZ);
    if (sound->presence_db != 0)
        chain[n++] = biquad_bell(PRESENCE_HZ, PRESENCE_QUALITY, sound->presence_db);
    if (sound->treble_db != 0)
        chain[n++] = biquad_high_shelf(TREBLE_HZ, sound->treble_db);
    return n;
}

void sound_finish(int16_t *frames, size_t nframes, const struct sound *sound)
{
    enum { LATENCY = LOOK_AHEAD - 1 };
    size_t end = speech_end(frames, nframes);
    double gain = pow(10, sound->gain_db / 20);
    struct biquad chain[3];
    size_t nfilters = filters(sound, chain);
    struct limiter limiter;
    limiter_init(&limiter);
    for (size_t i = 0; i < end + LATENCY; i++) {
        double x = i < end ? gain * frames[i] : 0;
        for (size_t k = 0; i < end && k < nfilters; k++)
            x = biquad_next(&chain[k], x);
        double y = limiter_next(&limiter, i, x);
        if (i >= LATENCY)
            frames[i - LATENCY] = (int16_t)lrint(y);
    }
    fade_out(frames, end);
}
