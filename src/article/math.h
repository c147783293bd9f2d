/* SPDX-License-Identifier: GPL-3.0-or-later */
/* math: a formula (<math>, MathML) as text. */
#ifndef ARTICLE_MATH_H
#define ARTICLE_MATH_H

#include "article/tree.h"

/* Its description (alttext, aria-label) if that is words, else its signs in a row ("E = m c²", "a ÷ b", "x^(n
 * + 1)"), else its TeX if that is short. Empty: nothing to say. */
struct span math_text(struct arena *a, const struct tree *tree, uint32_t math);
/* The formula inside an element that holds nothing else for a reader, or 0. Pages hide the formula that they
 * show as a picture. */
uint32_t math_inside(const struct tree *tree, uint32_t node);

#endif
