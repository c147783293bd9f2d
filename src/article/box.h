/* SPDX-License-Identifier: GPL-3.0-or-later */
/* box: elements that stand apart from the text around them, told by their structure alone. */
#ifndef ARTICLE_BOX_H
#define ARTICLE_BOX_H

#include "article/line.h"

/* Drops captions that no name tells: the one short line in an element that otherwise holds a picture above it
 * and stands between paragraphs. Linear in the tree. */
void box_drop_captions(struct arena *a, const struct tree *tree, struct lines *lines);

/* Drops a heading whose own element holds nothing else that is read, but had a call, a form or links. */
void box_drop_headings(const struct tree *tree, uint32_t body, struct lines *lines);

#endif
