/* SPDX-License-Identifier: GPL-3.0-or-later */
/* raised: an exponent that a page sets with <sup>. As plain text "10" and "12" would run together into 1012.
 */
#ifndef ARTICLE_RAISED_H
#define ARTICLE_RAISED_H

#include "article/tree.h"

/* The text of the <sup> at 'index' in raised characters, when it is a whole number of at most three digits or
 * an n and what stands before it ends in a digit, a bracket or a letter; else the empty span. In the arena.
 */
struct span raised_text(struct arena *a, const struct tree *tree, uint32_t index, struct span before);

#endif
