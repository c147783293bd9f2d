/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The spoken words of a sentence as they come up, each with the source span it speaks and the punctuation
 * behind it. */
#ifndef SCRIPT_WORDING_H
#define SCRIPT_WORDING_H

#include "base/base.h"

struct said {
    uint32_t at, bytes; /* in wording.text */
    uint32_t source_at, source_bytes;
    char after;  /* one of , ; : . ? ! or 0 */
    bool letter; /* a letter by its name, where it could be taken for a word */
};

struct wording {
    struct arena *arena;
    struct buf text; /* words without separators */
    struct said *words;
    size_t n, capacity;
    uint32_t source_at, source_bytes; /* of the words to come */
};

void wording_init(struct wording *w, struct arena *a);
void wording_finish(struct wording *w);
void wording_clear(struct wording *w); /* keeps the memory */
struct span wording_word(const struct wording *w, size_t i);
/* One word. */
void wording_add(struct wording *w, struct span word);
void wording_add_letter(struct wording *w, struct span letter);
/* Words separated by spaces; a lone punctuation character goes to the word before it. */
void wording_add_text(struct wording *w, struct span text);
/* Punctuation behind the last word; the stronger of two stays. Nothing before the first word. */
void wording_punctuate(struct wording *w, char mark);
/* Replaces the last word, or adds to its end. */
void wording_set_last(struct wording *w, struct span word);
void wording_extend_last(struct wording *w, const char *ending);

#endif
