/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How loud sound is, by ITU-R BS.1770-4 as EBU R 128 uses it. loudness.c is the only file that knows
 * libebur128. */
#ifndef AUDIO_LOUDNESS_H
#define AUDIO_LOUDNESS_H

#include "base/base.h"

struct loudness_meter;

/* For 16 bit mono at AUDIO_RATE_HZ. NULL when memory is short. */
struct loudness_meter *loudness_meter_create(void);
void loudness_meter_destroy(struct loudness_meter *m);
/* Any number of calls, in order. False when memory is short. */
bool loudness_meter_add(struct loudness_meter *m, const int16_t *frames, size_t nframes);
/* Integrated over all that was added, in LUFS; -HUGE_VAL for silence and for less than 0.4 s. */
double loudness_meter_lufs(const struct loudness_meter *m);
/* The highest level between the samples, too, in dB below full scale (dBTP); -HUGE_VAL for zeros only. */
double loudness_meter_true_peak_db(const struct loudness_meter *m);

#endif
