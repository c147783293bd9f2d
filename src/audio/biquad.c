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
