/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mark: what the elements of a page are for, as far as their tags, roles and names tell. */
#ifndef ARTICLE_MARK_H
#define ARTICLE_MARK_H

#include "article/tree.h"

/* MARK(name, reason): the reason is what 'dropped because' says. */
#define MARKS(MARK)                                                                                          \
    MARK(HIDDEN, "hidden")                                                                                   \
    MARK(NAVIGATION, "navigation")                                                                           \
    MARK(FOOTER, "footer")                                                                                   \
    MARK(ASIDE, "aside")                                                                                     \
    MARK(SHARE, "share bar")                                                                                 \
    MARK(RELATED, "related links")                                                                           \
    MARK(SUBSCRIBE, "subscribe call")                                                                        \
    MARK(AD, "advertisement")                                                                                \
    MARK(COMMENT, "comments")                                                                                \
    MARK(AUTHOR, "byline or date")                                                                           \
    MARK(TAGS, "tags")                                                                                       \
    MARK(CAPTION, "caption or credit")                                                                       \
    MARK(DIALOG, "dialog")                                                                                   \
    MARK(FORM, "form")                                                                                       \
    MARK(PULLQUOTE, "pull quote")                                                                            \
    MARK(NOTE, "editor's note or references")

enum mark_number {
#define MARK(name, reason) MARK_NUMBER_##name,
    MARKS(MARK)
#undef MARK
        MARK_NUMBERS
};

enum mark {
#define MARK(name, reason) MARK_##name = 1 << MARK_NUMBER_##name,
    MARKS(MARK)
#undef MARK
};

/* The reason of the lowest mark in the set. */
const char *mark_reason(uint32_t marks);

/* The marks that each node bears itself; an array of tree->nnodes, in the arena. */
uint32_t *mark_nodes(struct arena *a, const struct tree *tree);
/* The marks of a word as builders write it in a class name; 0 for other words. For tests. */
uint32_t mark_of_name(struct span name);

#endif
