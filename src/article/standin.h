/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stand-in: one character that goes through the parser in the place of a stretch of the page, whose bytes
 * mean nothing to it. The parser's cost is a matter of characters, and the text and the values of attributes
 * are most of them: with stand-ins it reads a page in half the time. */
#ifndef ARTICLE_STANDIN_H
#define ARTICLE_STANDIN_H

#include "base/base.h"

struct standins {
    struct arena *arena;
    struct span *list; /* what they stand for: bytes of the page */
    size_t n, capacity;
};

/* Is no stand-in written in the page itself, as a character or by its number? They come from planes without
 * characters (U+40000 to U+DFFFF), so that this is so for all pages that were not made to deceive. */
bool standins_fit(struct span html);

/* Adds one for 'text', which must outlive the tree. Writes the text itself when no more are to be had. */
void standin_write(struct standins *s, struct span text, struct buf *out);
/* Text that came out of the parser with what its stand-ins stand for: a span of the page, or in the arena. */
struct span standin_read(const struct standins *s, struct span text);

#endif
