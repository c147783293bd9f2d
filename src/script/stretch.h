/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stretch: a part of a text that is spoken in one language. */
#ifndef SCRIPT_STRETCH_H
#define SCRIPT_STRETCH_H

#include "article/article.h"

struct stretch {
    size_t from, to; /* bytes of the text; a stretch begins where the one before ends */
    struct span language;
    bool sentence; /* ends with a sentence, or with the text */
};

/* Divides the text where 'notes' tell another language than 'own': at whole sentences, and at phrases of
 * STRETCH_WORDS words, and where the words are in a script that is not read in 'own'. What is shorter stands in a sentence as words of its own do. In the arena; at least
 * one, with 'own' wherever nothing else is told. */
enum { STRETCH_WORDS = 4 };
struct stretch *stretches_of(struct arena *a, struct span text, struct span own,
                             const struct annotation *notes, size_t nnotes, size_t *count);

#endif
