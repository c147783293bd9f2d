/* SPDX-License-Identifier: GPL-3.0-or-later */
/* repeat: text that a page holds twice because its builder does: a part once for each width of the screen,
 * slides copied so that they can turn round. */
#ifndef ARTICLE_REPEAT_H
#define ARTICLE_REPEAT_H

#include "article/line.h"

/* Drops all but the first of what the kept lines say again, elsewhere in the tree and in the same order. What
 * comes again beside its first, in the same element, is a refrain and stays. Linear in the lines. */
void repeat_drop(struct arena *a, const struct tree *tree, struct lines *lines);

#endif
