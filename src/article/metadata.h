/* SPDX-License-Identifier: GPL-3.0-or-later */
/* metadata: title, language, byline, site and date of a page, from what it says to machines first and from
 * what it shows second. A fact that is not told stays empty: none is invented. */
#ifndef ARTICLE_METADATA_H
#define ARTICLE_METADATA_H

#include "article/line.h"

/* Fills the facts of *out that are still empty; returns the article's text as the page tells it to search
 * engines, in JSON-LD, or the empty span. 'lines': all of the page, with their marks; 'body': the article's
 * element. JSON-LD beyond parse_max_facts_bytes is not looked at. */
struct span metadata_read(struct arena *a, const struct config *config, const struct tree *tree,
                          const struct lines *lines, uint32_t body, struct article *out);

#endif
