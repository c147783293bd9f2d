/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the engine is given of an utterance. The script stage writes the safe form; this is the last gate
 * before 250,000 lines of C that trust their input, and it makes the safest form. */
#ifndef SPEECH_TEXT_H
#define SPEECH_TEXT_H

#include "script/script.h"

/* One call of the engine. */
struct engine_text {
    char *text;         /* NUL-terminated, without any control character */
    uint32_t *source;   /* one a character: the byte of segment.spoken it comes from */
    size_t ncharacters; /* of the text */
    bool phonemes;      /* there are words of phonemes in it, between [[ and ]] (script/phonemes.h) */
};

/* The utterance as calls, in the arena: one, or several short ones in the safest form (letters, ASCII digits
 * and spaces; words of at most 18 characters, no letter more than twice in a row). Words of phonemes stay as
 * they are in both; brackets anywhere else are blanked. None when nothing is left to say. */
struct engine_text *engine_texts(struct arena *a, const struct segment *segment,
                                 const struct utterance *utterance, bool safest, size_t *count);

#endif
