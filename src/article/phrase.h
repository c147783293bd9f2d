/* SPDX-License-Identifier: GPL-3.0-or-later */
/* phrase: lines told by their words (phrase.def). */
#ifndef ARTICLE_PHRASE_H
#define ARTICLE_PHRASE_H

#include "base/base.h"

enum phrase_how {
    PHRASE_WHOLE = 1,
    PHRASE_LEAD = 2,
    PHRASE_START = 4,
    PHRASE_SECTION = 8,
    PHRASE_APART = 16,
    PHRASE_BOX = 32,
    PHRASE_INSIDE = 64,
    PHRASE_STAMP = 128,
    PHRASE_COUNTED = 256
};

/* The reason to drop the line 'text' by a phrase of one of the given kinds, or NULL. 'link_share' (0 to 1):
 * how much of it is link. */
const char *phrase_find(struct arena *a, struct span text, double link_share, unsigned hows);

#endif
