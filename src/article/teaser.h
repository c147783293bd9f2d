/* SPDX-License-Identifier: GPL-3.0-or-later */
/* teaser: the headings of other articles, each a link, some with a line or two below. */
#ifndef ARTICLE_TEASER_H
#define ARTICLE_TEASER_H

#include "article/line.h"

/* Drops two or more in a row behind the text, with what little stands below each. Where such headings stand
 * in the text, too, the author wrote a list of things with a link each, and it stays. */
void teaser_drop(struct lines *lines);

#endif
