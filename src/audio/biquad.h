/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filters of second order at AUDIO_RATE_HZ (R. Bristow-Johnson, "Audio EQ Cookbook"). */
#ifndef AUDIO_BIQUAD_H
#define AUDIO_BIQUAD_H

#include <stddef.h>

struct biquad {
    double b0, b1, b2, a1, a2; /* a0 is 1 */
    double s1, s2;             /* transposed direct form II */
};

struct biquad biquad_high_pass(double hz);                       /* Butterworth */
struct biquad biquad_bell(double hz, double quality, double db); /* db at hz, nothing far from it */
struct biquad biquad_high_shelf(double hz, double db);           /* half of db at hz, db far above it */

static inline double biquad_next(struct biquad *f, double x)
{
    double y = f->b0 * x + f->s1;
    f->s1 = f->b1 * x - f->a1 * y + f->s2;
    f->s2 = f->b2 * x - f->a2 * y;
    return y;
}

/* The next frames, in place. */
void biquad_block(struct biquad *f, double *frames, size_t nframes);

#endif
