/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each sample's gain is the lowest that any sample of the next 5.8 ms needs, released slowly, then averaged
 * over 5.8 ms; a peak is therefore met with exactly its gain, reached without a corner. Gains are whole
 * numbers of 2^-30, so that the running average never drifts and every run gives the same bytes. What a
 * sample needs includes what a player makes of it and the next one: loud speech peaks up to 2 dB higher
 * between its samples. */
#include "audio/limiter.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

enum {
    GAIN_ONE = 1 << 30,
    RELEASE_SHIFT = 11, /* 2^11 frames, 93 ms, to come back by 63 % */
    BEHIND = LIMITER_TAPS / 2,
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

/* The highest that the sound gets from x[-BEHIND] to the next one. */
static double peak(const struct limiter *l, const double *x)
{
    double a = fabs(x[-BEHIND]), b = fabs(x[1 - BEHIND]);
    double most = a > b ? a : b;
    if (most <= looked_at)
        return most;
    for (size_t k = 0; k < 3; k++) {
        double sum = 0;
        for (size_t i = 0; i < LIMITER_TAPS; i++)
            sum += l->taps[k][i] * x[(ptrdiff_t)i - LIMITER_TAPS + 1];
        most = fabs(sum) > most ? fabs(sum) : most;
    }
    return most;
}

/* The lowest gain needed by the peaks of [frame - LIMITER_AHEAD + 1, frame]. */
static int64_t lowest_gain(struct limiter *l, size_t frame, const double *x)
{
    double size = peak(l, x);
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

/* Takes one frame's gain and gives the average. */
static double average(struct limiter *l, size_t frame, int64_t lowest)
{
    size_t now = frame % LIMITER_AHEAD;
    int64_t rising = l->gain + ((GAIN_ONE - l->gain + (1 << RELEASE_SHIFT) - 1) >> RELEASE_SHIFT);
    l->gain = lowest < rising ? lowest : rising;
    l->sum += l->gain - l->released[now];
    l->released[now] = l->gain;
    return (double)l->sum / ((double)LIMITER_AHEAD * GAIN_ONE);
}

/* The gain on its way back to one, when no peak is near. */
static void release(struct limiter *l, double *frames, size_t nframes)
{
    int64_t gain = l->gain, sum = l->sum;
    for (size_t i = 0; i < nframes; i++) {
        int64_t *oldest = &l->released[(l->frame + i) % LIMITER_AHEAD];
        gain += (GAIN_ONE - gain + (1 << RELEASE_SHIFT) - 1) >> RELEASE_SHIFT;
        sum += gain - *oldest;
        *oldest = gain;
        frames[i] = l->frames[i] * ((double)sum / ((double)LIMITER_AHEAD * GAIN_ONE));
    }
    l->gain = gain;
    l->sum = sum;
}

/* Could any of these frames, or what lies between them, be above the ceiling? */
static bool is_loud(const double *frames, size_t nframes)
{
    bool loud = false;
    for (size_t i = 0; i < nframes; i++)
        loud |= fabs(frames[i]) > looked_at;
    return loud;
}

/* Most blocks are quiet, and of those most find the gain back at one: nothing is to be done to them. */
void limiter_block(struct limiter *l, double *frames, size_t nframes)
{
    double *x = l->frames + LIMITER_LATENCY;
    memcpy(x, frames, nframes * sizeof *x);
    bool quiet = l->count == 0 && !is_loud(x - BEHIND, nframes + 1);
    if (quiet && l->sum == (int64_t)LIMITER_AHEAD * GAIN_ONE)
        memcpy(frames, l->frames, nframes * sizeof *x);
    else if (quiet)
        release(l, frames, nframes);
    else
        for (size_t i = 0; i < nframes; i++)
            frames[i] = l->frames[i] * average(l, l->frame + i, lowest_gain(l, l->frame + i, x + i));
    memmove(l->frames, l->frames + nframes, LIMITER_LATENCY * sizeof *x);
    l->frame += nframes;
}
