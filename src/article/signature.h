/* SPDX-License-Identifier: GPL-3.0-or-later */
/* signature: a line of a page that shows who wrote the article. */
#ifndef ARTICLE_SIGNATURE_H
#define ARTICLE_SIGNATURE_H

#include "article/line.h"

/* The names that line i shows, joined by commas: behind a lead in it ("By") or in the line above, in an
 * element or link for authors. Empty: it shows none. */
struct span signature_read(struct arena *a, const struct tree *tree, const struct lines *lines, size_t i);
/* The same where the text ends, where "by" may be anything: only a whole lead ("Written by") or an author's
 * box. */
struct span signature_below(struct arena *a, const struct tree *tree, const struct lines *lines, size_t i);

#endif
