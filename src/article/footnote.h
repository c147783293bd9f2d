/* SPDX-License-Identifier: GPL-3.0-or-later */
/* footnote: from the sign of a note to the note's text. */
#ifndef ARTICLE_FOOTNOTE_H
#define ARTICLE_FOOTNOTE_H

#include "article/tree.h"

struct footnotes {
    struct arena *arena;
    const struct tree *tree;
    struct id_place *ids; /* sorted; made at the first question */
    size_t nids;
    bool *taken; /* by node: already handed out */
};

/* The number or sign that element 'sign' shows ("3" of "[3]"); empty: none that could be said. */
struct span footnote_number(struct arena *a, const struct tree *tree, uint32_t sign);
/* The element that holds the note which 'sign' refers to, once for each note; 0: none (no longer). */
uint32_t footnote_take(struct footnotes *f, uint32_t sign);
/* Its text without its own signs, cut behind a sentence, else behind a word, if it is longer than most_bytes.
 */
struct span footnote_text(struct arena *a, const struct tree *tree, uint32_t note, size_t most_bytes);

#endif
