/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reply: comments told by what is always below them, a link or a button to answer. */
#ifndef ARTICLE_REPLY_H
#define ARTICLE_REPLY_H

#include "article/line.h"

/* Marks as comments the lines of elements beside each other most of which can be answered, where text stands
 * before them. mass: body.c's, bytes of unmarked prose in the nodes before each. False: there are none. */
bool reply_mark(struct arena *a, const struct tree *tree, const double *mass, struct lines *lines);

#endif
