/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audio/signal.h"

#include <math.h>

static unsigned next(unsigned *state)
{
    return *state = *state * 1664525u + 1013904223u;
}

int16_t *signal_speech(struct arena *a, size_t nframes, size_t silence, unsigned seed)
{
    int16_t *frames = arena_alloc(a, nframes * sizeof *frames + 1);
    double phase = 0;
    for (size_t i = 0; i + silence < nframes; i++) {
        double t = (double)i / AUDIO_RATE_HZ, voice = 0;
        phase += 2 * M_PI * (110 + 20 * sin(7 * t + seed)) / AUDIO_RATE_HZ;
        for (int k = 1; k <= 12; k++)
            voice += sin(k * phase) / k;
        double noise = (double)(next(&seed) >> 16) / 32768 - 1;
        double loud = fabs(sin(13 * t)), hiss = fabs(sin(5 * t)) > 0.8;
        frames[i] = (int16_t)(5000 * loud * voice + 2000 * hiss * noise);
    }
    return frames;
}
