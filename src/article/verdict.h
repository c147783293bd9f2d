/* SPDX-License-Identifier: GPL-3.0-or-later */
/* verdict: what became of every piece of a page that holds text, and which rule decided. */
#ifndef ARTICLE_VERDICT_H
#define ARTICLE_VERDICT_H

#include "article/line.h"

/* Appends the lines' verdicts to the article's, and between them those on what never became a line. 'tree'
 * has no nodes for plain text. 'read' is the rule of the lines that are read because no rule spoke against
 * them. */
void verdicts_take(struct arena *a, const struct tree *tree, const struct lines *lines, struct span read,
                   struct article *out);
/* Appends one on the page as a whole. */
void verdict_add_page(struct arena *a, struct article *out, struct span rule);
/* An element as a reader of the page's source knows it: '<div class="post">', at most VERDICT_RULE_BYTES. */
struct span verdict_element(struct arena *a, const struct tree *tree, uint32_t node);

#endif
