/* SPDX-License-Identifier: GPL-3.0-or-later */
/* attribute: those of an opening tag as they stand in the bytes (HTML standard, 13.2.5.32 to 13.2.5.40), and
 * which of them anybody wants to know of. */
#ifndef ARTICLE_ATTRIBUTE_H
#define ARTICLE_ATTRIBUTE_H

#include "article/tree.h"

/* The attribute of that name, in any case, and its number: ours, or ATTRIBUTE_NAMES + its place in 'wanted'
 * (NULL: only ours). False: nobody looks at it. */
bool attribute_wanted(const struct wanted *wanted, struct span name, enum attribute_name *out);

/* Reads the attribute that begins at or behind *at, inside an opening tag, sets *name and *value (as written,
 * without its quotes; empty: none, or its quote never ends) and moves *at behind it. False: there is none;
 * *at is at the tag's '>', or at html.n if the tag never ends. */
bool attribute_read(struct span html, size_t *at, struct span *name, struct span *value);
/* The offset behind the opening tag whose '<' is at 'at', or html.n. */
size_t attribute_tag_end(struct span html, size_t at);
/* The offset behind the tag's name. */
size_t attribute_name_end(struct span html, size_t at);

#endif
