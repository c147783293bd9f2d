/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sound for tests that need no engine: like speech, in that it has harmonics, noise and silence. */
#ifndef TESTS_AUDIO_SIGNAL_H
#define TESTS_AUDIO_SIGNAL_H

#include "audio/audio.h"

/* 'nframes' frames that end in 'silence' zeros; another sound for each seed. Peak at most 0.5. In the arena.
 */
int16_t *signal_speech(struct arena *a, size_t nframes, size_t silence, unsigned seed);

#endif
