/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each sample's gain is the lowest that any sample of the next 5.8 ms needs, released slowly, then averaged
 * over 5.8 ms; a peak is therefore met with exactly its gain, reached without a corner. Gains are whole
 * numbers of 2^-30, so that the running average never drifts and every run gives the same bytes. What a
 * sample needs includes what a player makes of it and the next one: loud speech peaks up to 2 dB higher
 * between its samples. */
#include "audio/limiter.h"

#include <math.h>
#include <string.h>

enum {
    GAIN_ONE = 1 << 30,
    RELEASE_SHIFT = 11, /* 2^11 frames, 93 ms, to come back by 63 % */
    BEHIND = LIMITER_TAPS / 2,
    RING = sizeof(((struct limiter *)0)->delayed) / sizeof(double),
};

/* -1.3 dBTP: players clip at 0, and an encoder adds some tenths of a dB. */
static const double ceiling = 28212.0;

/* A sine between two samples peaks at most 1.42 times as high as the higher one, up to a quarter of the rate.
 */
static const double looked_at = 28212.0 / 1.5;

/* Sinc under a Hann window. */
static double tap(double distance)
{
    double x = M_PI * distance;
    return sin(x) / x * (0.5 + 0.5 * cos(x / BEHIND));
}

void limiter_init(struct limiter *l)
{
    memset(l, 0, sizeof *l);
    for (int quarter = 1; quarter <= 3; quarter++)
        for (int i = 0; i < LIMITER_TAPS; i++)
            l->taps[quarter - 1][i] = tap(i - (BEHIND - 1) - quarter / 4.0);
    for (size_t i = 0; i < LIMITER_AHEAD; i++)
        l->released[i] = GAIN_ONE;
    l->sum = (int64_t)LIMITER_AHEAD * GAIN_ONE;
    l->gain = GAIN_ONE;
}

/* Frames before the first one are zeros; RING divides what a size_t holds. */
static double *at(struct limiter *l, size_t frame)
{
    return &l->delayed[frame % RING];
}

/* The highest that the sound gets from the frame BEHIND before 'frame' to the one after it. */
static double peak(struct limiter *l, size_t frame)
{
    double a = fabs(*at(l, frame - BEHIND)), b = fabs(*at(l, frame - BEHIND + 1));
    double most = a > b ? a : b;
    if (most <= looked_at)
        return most;
    for (size_t k = 0; k < 3; k++) {
        double sum = 0;
        for (size_t i = 0; i < LIMITER_TAPS; i++)
            sum += l->taps[k][i] * *at(l, frame - LIMITER_TAPS + 1 + i);
        most = fabs(sum) > most ? fabs(sum) : most;
    }
    return most;
}

/* The lowest gain needed by the peaks of [frame - LIMITER_AHEAD + 1, frame]. */
static int64_t lowest_gain(struct limiter *l, size_t frame)
{
    double size = peak(l, frame);
    if (l->count && l->peaks[l->first].frame + LIMITER_AHEAD <= frame) {
        l->first = (l->first + 1) % LIMITER_AHEAD;
        l->count--;
    }
    if (size > ceiling) {
        int64_t needed = (int64_t)(ceiling / size * GAIN_ONE);
        while (l->count && l->peaks[(l->first + l->count - 1) % LIMITER_AHEAD].gain >= needed)
            l->count--;
        size_t last = (l->first + l->count++) % LIMITER_AHEAD;
        l->peaks[last].frame = frame;
        l->peaks[last].gain = needed;
    }
    return l->count ? l->peaks[l->first].gain : GAIN_ONE;
}

double limiter_next(struct limiter *l, size_t frame, double x)
{
    size_t now = frame % LIMITER_AHEAD;
    *at(l, frame) = x;
    int64_t lowest = lowest_gain(l, frame);
    int64_t rising = l->gain + ((GAIN_ONE - l->gain + (1 << RELEASE_SHIFT) - 1) >> RELEASE_SHIFT);
    l->gain = lowest < rising ? lowest : rising;
    l->sum += l->gain - l->released[now];
    l->released[now] = l->gain;
    return *at(l, frame - LIMITER_LATENCY) * ((double)l->sum / ((double)LIMITER_AHEAD * GAIN_ONE));
}
