/* SPDX-License-Identifier: GPL-3.0-or-later */
/* body: which element of a page holds the article, and which lines in it are marked as something else. */
#ifndef ARTICLE_BODY_H
#define ARTICLE_BODY_H

#include "article/line.h"

/* Sets the marks of every line from its ancestors. A mark that covers much of the page's prose is a page
 * builder's habit, not chrome, and is not
 * believed: it goes from 'marks', which afterwards hold what each node inherits. */
void body_mark(struct arena *a, const struct tree *tree, uint32_t *marks, struct lines *lines);

/* The element that holds the article's prose; lines must be marked. Marks comments that only their links to
 * answer tell. Node 0 when nothing narrower holds it.
 * 'how' says in a few words why it is that one. */
uint32_t body_find(struct arena *a, const struct tree *tree, struct lines *lines, const char **how);

#endif
