/* SPDX-License-Identifier: GPL-3.0-or-later */
/* witness: the text that a page tells search engines (schema.org articleBody). It is often cut short, old or
 * another text's, so it is never read itself; but where it agrees with the lines that we found, it speaks for
 * and against those that are in doubt. */
#ifndef ARTICLE_WITNESS_H
#define ARTICLE_WITNESS_H

#include "article/line.h"

/* Lines must be judged. Of those before and behind the told text go those that it does not hold; of those
 * inside it come back those that only a mark spoke against that an author's own text may bear. Nothing
 * happens unless the told text holds nine tenths of what is read. 'told': text, or HTML; empty: none. */
void witness_hear(struct arena *a, struct span told, struct lines *lines);

#endif
