/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words that are handed to the engine as its own phonemes, for what its spelling rules get wrong: "r'Ed" for
 * "read". They come from our tables and from lexicon files, never from a text.
 *
 * Phonemes are 1 to PHONEMES_BYTES of the letters, digits and signs that eSpeak NG writes its sounds with,
 * not of signs alone, none more than PHONEMES_REPEATS times in a row. '_' is not one of them: with it the
 * engine would change its language. In spoken text they stand between [[ and ]], which is one word; a text
 * has no brackets in the safe form. */
#ifndef SCRIPT_PHONEMES_H
#define SCRIPT_PHONEMES_H

#include "base/base.h"

enum { PHONEMES_BYTES = 60, PHONEMES_REPEATS = 3, PHONEMES_WORD_BYTES = PHONEMES_BYTES + 4 };

/* Without brackets. */
bool phonemes_good(struct span phonemes);
/* Bytes of the bracketed word that begins here, 0 if none does. */
size_t phonemes_word(struct span text);

#endif
