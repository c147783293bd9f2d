/* SPDX-License-Identifier: GPL-3.0-or-later */
/* limiter: no peak above the ceiling, also between the samples, and nothing to hear of it. */
#ifndef AUDIO_LIMITER_H
#define AUDIO_LIMITER_H

#include "audio/audio.h"

enum {
    LIMITER_AHEAD = 128, /* frames: 5.8 ms */
    LIMITER_TAPS = 12,   /* samples from which a value between the middle two is told */
    LIMITER_LATENCY = LIMITER_AHEAD - 1 + LIMITER_TAPS / 2,
    LIMITER_BLOCK = 512, /* frames taken at once, at most */
};

struct limiter {
    double taps[3][LIMITER_TAPS]; /* for a quarter, a half and three quarters of a frame behind the sixth */
    double frames[LIMITER_LATENCY + LIMITER_BLOCK]; /* the last ones, then the block at work */
    int64_t released[LIMITER_AHEAD];                /* ring */
    int64_t sum;                                    /* of released */
    int64_t gain;
    size_t frame; /* first of the block at work */
    /* Peaks of the last LIMITER_AHEAD frames that no later one exceeds: gains rising, frames rising. */
    struct {
        size_t frame;
        int64_t gain;
    } peaks[LIMITER_AHEAD];
    size_t first, count;
};

void limiter_init(struct limiter *l);
/* Takes the next frames, in place of which it gives as many LIMITER_LATENCY earlier, limited; zeros before
 * the first. Full scale is 32768. */
void limiter_block(struct limiter *l, double *frames, size_t nframes);

#endif
