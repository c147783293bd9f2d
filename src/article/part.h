/* SPDX-License-Identifier: GPL-3.0-or-later */
/* part: what belongs to the article and stands before the element that holds most of it: the lead under the
 * title, the text before a picture or a table that divides it. */
#ifndef ARTICLE_PART_H
#define ARTICLE_PART_H

#include "article/line.h"

/* Sets 'part' of the lines outside 'body' that are the article's all the same. Lines must be marked. */
void part_find(struct arena *a, const struct tree *tree, uint32_t body, struct lines *lines);

#endif
