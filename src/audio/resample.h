/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sample rate conversion; resample.c is the only file that knows libsoxr. */
#ifndef AUDIO_RESAMPLE_H
#define AUDIO_RESAMPLE_H

#include "audio/audio.h"

struct resampler;

/* Mono; what goes in is 16 bit or float, what comes out is float (full scale 1.0). NULL when memory is short.
 */
enum sample_kind { SAMPLE_INT16, SAMPLE_FLOAT };
struct resampler *resampler_create(enum sample_kind from, int from_hz, int to_hz);
void resampler_destroy(struct resampler *r);
/* Takes all 'nframes' and appends what comes out to 'out' as floats; frames NULL: the end, the rest comes
 * out. All calls together give to_hz / from_hz times the frames that went in, rounded. Error INTERNAL. */
bool resampler_run(struct resampler *r, const void *frames, size_t nframes, struct buf *out,
                   struct error *err);

#endif
