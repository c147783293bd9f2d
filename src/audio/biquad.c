/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audio/biquad.h"

#include <math.h>

#include "audio/audio.h"

static double angle(double hz)
{
    return 2 * M_PI * hz / AUDIO_RATE_HZ;
}

static struct biquad over(double a0, struct biquad f)
{
    return (struct biquad){
        .b0 = f.b0 / a0, .b1 = f.b1 / a0, .b2 = f.b2 / a0, .a1 = f.a1 / a0, .a2 = f.a2 / a0};
}

struct biquad biquad_high_pass(double hz)
{
    double c = cos(angle(hz)), alpha = sin(angle(hz)) * M_SQRT1_2, b = (1 + c) / 2;
    return over(1 + alpha, (struct biquad){.b0 = b, .b1 = -2 * b, .b2 = b, .a1 = -2 * c, .a2 = 1 - alpha});
}

struct biquad biquad_bell(double hz, double quality, double db)
{
    double c = cos(angle(hz)), alpha = sin(angle(hz)) / (2 * quality), a = pow(10, db / 40);
    return over(
        1 + alpha / a,
        (struct biquad){
            .b0 = 1 + alpha * a, .b1 = -2 * c, .b2 = 1 - alpha * a, .a1 = -2 * c, .a2 = 1 - alpha / a});
}

struct biquad biquad_high_shelf(double hz, double db)
{
    double c = cos(angle(hz)), a = pow(10, db / 40), rise = sqrt(2 * a) * sin(angle(hz));
    double more = a + 1, less = a - 1;
    return over(more - less * c + rise, (struct biquad){.b0 = a * (more + less * c + rise),
                                                        .b1 = -2 * a * (less + more * c),
                                                        .b2 = a * (more + less * c - rise),
                                                        .a1 = 2 * (less - more * c),
                                                        .a2 = more - less * c - rise});
}

/* Two frames a step: the state behind them follows from the one before them, so that the wait for one frame's
 * result before the next can begin is halved. A filter's frames are short sums, and that wait is nearly all
 * of their cost. */
void biquad_block(struct biquad *f, double *frames, size_t nframes)
{
    const double b0 = f->b0, b1 = f->b1, b2 = f->b2, a1 = f->a1, a2 = f->a2;
    const double h1 = b1 - a1 * b0, h2 = b2 - a2 * b0; /* what a frame leaves in the state */
    const double s11 = a1 * a1 - a2, s21 = a1 * a2;    /* of the state two frames before */
    const double x11 = h2 - a1 * h1, x21 = -a2 * h1;
    double s1 = f->s1, s2 = f->s2;
    size_t i = 0;
    for (; i + 1 < nframes; i += 2) {
        double x = frames[i], next = frames[i + 1];
        double added1 = h1 * next + x11 * x, added2 = h2 * next + x21 * x;
        frames[i] = b0 * x + s1;
        frames[i + 1] = (b0 * next + h1 * x) + (s2 - a1 * s1);
        double was1 = s1;
        s1 = (added1 + s11 * s1) - a1 * s2;
        s2 = (added2 + s21 * was1) - a2 * s2;
    }
    f->s1 = s1;
    f->s2 = s2;
    if (i < nframes)
        frames[i] = biquad_next(f, frames[i]);
}
