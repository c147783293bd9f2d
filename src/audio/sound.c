/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The limiter: each sample's gain is the lowest that any sample of the next 5.8 ms needs, released slowly,
 * then averaged over 5.8 ms; a peak is therefore met with exactly its gain, reached without a corner. Gains
 * are whole numbers of 2^-30, so that the running average never drifts and every run gives the same bytes. */
#include <math.h>
#include <string.h>

#include "audio/audio.h"

enum {
    LOOK_AHEAD = 128,                       /* frames: 5.8 ms */
    FADE_FRAMES = AUDIO_RATE_HZ * 3 / 1000, /* 3 ms */
    GAIN_ONE = 1 << 30,
    RELEASE_SHIFT = 11, /* 2^11 frames, 93 ms, to come back by 63 % */
};

/* -1.5 dBFS: true peaks lie up to 0.5 dB above the samples', and players clip at 0 dBTP. */
static const double ceiling = 27570.0;

/* Butterworth high-pass of second order: takes rumble and DC off, below any voice. */
struct high_pass {
    double b, a1, a2; /* numerator b, -2b, b */
    double s1, s2;
};

static struct high_pass high_pass_create(double cut_hz)
{
    double k = tan(M_PI * cut_hz / AUDIO_RATE_HZ), norm = 1 / (1 + M_SQRT2 * k + k * k);
    return (struct high_pass){
        .b = norm,
        .a1 = 2 * (k * k - 1) * norm,
        .a2 = (1 - M_SQRT2 * k + k * k) * norm,
    };
}

static double high_pass_next(struct high_pass *f, double x)
{
    double y = f->b * x + f->s1;
    f->s1 = -2 * f->b * x - f->a1 * y + f->s2;
    f->s2 = f->b * x - f->a2 * y;
    return y;
}

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

void sound_finish(int16_t *frames, size_t nframes, double gain_db)
{
    enum { LATENCY = LOOK_AHEAD - 1 };
    size_t end = speech_end(frames, nframes);
    double gain = pow(10, gain_db / 20);
    struct high_pass filter = high_pass_create(70);
    struct limiter limiter;
    limiter_init(&limiter);
    for (size_t i = 0; i < end + LATENCY; i++) {
        double x = i < end ? gain * high_pass_next(&filter, frames[i]) : 0;
        double y = limiter_next(&limiter, i, x);
        if (i >= LATENCY)
            frames[i - LATENCY] = (int16_t)lrint(y);
    }
    fade_out(frames, end);
}
