/* SPDX-License-Identifier: GPL-3.0-or-later */
/* annotation: what is known of stretches of a line while it is being written, and where these stretches lie
 * in the text that comes out of it. */
#ifndef ARTICLE_ANNOTATION_H
#define ARTICLE_ANNOTATION_H

#include "article/article.h"
#include "article/fold.h"

struct annotations {
    struct arena *arena;
    struct annotation *list; /* places count bytes of the fold's text; in the order of 'at' */
    size_t n, capacity;
};

/* Begins one where the text ends now; returns its number for annotation_close. Those that are never closed
 * reach to the end of the line. */
size_t annotation_open(struct annotations *s, const struct fold *fold, enum annotation_kind kind,
                       struct span value);
void annotation_close(struct annotations *s, const struct fold *fold, size_t number);
/* Silence before whatever comes next in the line. */
void annotation_pause(struct annotations *s, const struct fold *fold, uint32_t pause_ms);

/* Takes the fold's text and what is known of it, in the text's own places and without white space at their
 * ends; both are empty afterwards. In *list an array of its own. */
struct span annotations_take(struct annotations *s, struct fold *fold, struct annotation **list, size_t *n);

/* Moves what was known of 'before' to 'after', which is what was left of it when parts were taken out.
 * Returns how many of them still hold. */
size_t annotations_move(struct annotation *list, size_t n, struct span before, struct span after);

#endif
