/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a player makes of MP3 frames, by a decoder that is not ours (mpglib, in LAME). */
#ifndef TESTS_AUDIO_DECODE_H
#define TESTS_AUDIO_DECODE_H

#include "audio/audio.h"

/* The first 'nframes' decoded frames behind encoder's and decoder's delay, in the arena; NULL when there are
 * fewer. */
int16_t *decode_mp3(struct arena *a, struct span mp3, size_t nframes);

#endif
