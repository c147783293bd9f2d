/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spoken words become a segment: tokens in safe form, utterances that the engine can hold. */
#ifndef SCRIPT_SEGMENT_H
#define SCRIPT_SEGMENT_H

#include "script/safe.h"
#include "script/scripter.h"

/* A segment being made. */
struct segment_maker {
    struct arena *arena;
    struct span language;
    struct buf spoken;
    struct token *tokens;
    struct utterance *utterances;
    size_t ntokens, nutterances, tokens_capacity, utterances_capacity;
    bool inside; /* what is added next goes on with the sentence before it */
};

/* Word w of a sentence as the engine gets it: none, one or several safe words. */
size_t segment_word(const struct segment_maker *m, const struct wording *sentence, size_t w,
                    struct safe_piece pieces[SAFE_PIECES]);
/* Adds the words of one sentence (or announcement) as utterances; pause_ms goes behind the last of them, the
 * voice's rests behind brackets, dashes, colons and ellipses.
 * Words with nothing the engine can say are left out. */
void segment_add(struct segment_maker *m, const struct wording *sentence, const struct pauses *pauses,
                 int pause_ms);
/* Raises the pause behind what was added last; false if nothing was. */
bool segment_pause(struct segment_maker *m, int pause_ms);
/* Hands over what was added, with this pause at its end, and empties the maker; false when it is silent. */
bool segment_take(struct segment_maker *m, int block, int pause_ms, struct segment *out);

#endif
