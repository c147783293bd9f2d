/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sample rate conversion; resample.c is the only file that knows libsoxr. */
#ifndef AUDIO_RESAMPLE_H
#define AUDIO_RESAMPLE_H

#include "audio/audio.h"

struct resampler;

/* Mono, 16 bit in, float (full scale 1.0) out. NULL when memory is short. */
struct resampler *resampler_create(int from_hz, int to_hz);
void resampler_destroy(struct resampler *r);
/* Takes all 'nframes' and appends what comes out to 'out' as floats; frames NULL: the end, the rest comes
 * out. All calls together give to_hz / from_hz times the frames that went in, rounded. Error INTERNAL. */
bool resampler_run(struct resampler *r, const int16_t *frames, size_t nframes, struct buf *out,
                   struct error *err);

#endif
