/* SPDX-License-Identifier: GPL-3.0-or-later */
/* discussion: what readers wrote below an article. */
#ifndef ARTICLE_DISCUSSION_H
#define ARTICLE_DISCUSSION_H

#include "article/tree.h"

/* Marks the comments that no name tells: articles without a heading in the items of a list, HTML's own way to
 * write them ("when article elements are nested, the inner ones are comments"). Articles with headings are
 * entries of a list, or teasers. */
void discussion_mark(struct arena *a, const struct tree *tree, uint32_t *marks);

/* Of a heading like "34 responses to ..." the words behind the number; else the empty span. */
struct span discussion_title(struct span heading);

#endif
