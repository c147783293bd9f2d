/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blank: takes out of an HTML page what the parser would only carry along: the bodies of scripts, styles,
 * comments, pictures drawn as markup. It halves the parser's work and changes no text (measured on the
 * corpora). */
#ifndef ARTICLE_BLANK_H
#define ARTICLE_BLANK_H

#include "base/base.h"

/* Copies 'html' without those bodies; script bodies of type application/ld+json stay, for they tell title,
 * author and date. Linear time. The caller finishes *out. */
void blank_copy(struct span html, struct buf *out);

#endif
