/* SPDX-License-Identifier: GPL-3.0-or-later */
/* title: which of a page's titles and headings is the article's. */
#ifndef ARTICLE_TITLE_H
#define ARTICLE_TITLE_H

#include "article/tree.h"

/* 'told': what the page tells machines (may be empty); 'site': its name (may be empty). */
struct span title_choose(struct arena *a, const struct tree *tree, struct span told, struct span site);
/* Letters and digits only, lower case: what makes two titles the same. */
struct span title_skeleton(struct arena *a, struct span text);

#endif
