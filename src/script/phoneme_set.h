/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What eSpeak NG's notation of sounds may hold, by language. A text in it is taken apart as the engine does
 * it: at each place the longest phoneme that begins there. */
#ifndef SCRIPT_PHONEME_SET_H
#define SCRIPT_PHONEME_SET_H

#include "base/base.h"

struct phoneme_set;

/* By the primary part of the tag; NULL: not known. */
const struct phoneme_set *phoneme_set_for(struct span language);
/* Bytes of the phoneme or stress sign that begins the text; 0 if none does. */
size_t phoneme_at(const struct phoneme_set *set, struct span text);

/* What in a transcription cannot be used: bytes [at, at + bytes) of it. */
struct misfit {
    size_t at, bytes;
    const char *why; /* behind those bytes, if there are any */
};

/* Checks words in the engine's notation ("h@l'oU w'3:ld") and appends them, divided by single spaces. Each is
 * as phonemes_good demands. */
bool phonemes_take(struct span language, struct span text, struct buf *out, struct misfit *misfit);
/* Is the word in the buffer from 'start' on one that the engine can have? False: too long, or signs alone. */
bool phonemes_fit(const struct buf *out, size_t start, struct misfit *misfit);

#endif
