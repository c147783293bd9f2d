/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine's word events laid over our own tokens. */
#ifndef SPEECH_MARKS_H
#define SPEECH_MARKS_H

#include "speech/espeak.h"

/* Gives each token of the utterance a mark: frames rise from 'begun' to below spoken->nframes, where its
 * speech ends; equal ones only where it has fewer frames than tokens. 'marks' is the place for its first
 * token's. */
void marks_lay(struct arena *a, const struct segment *segment, const struct utterance *utterance,
               const struct engine_output *spoken, size_t begun, struct mark *marks);

#endif
