/* SPDX-License-Identifier: GPL-3.0-or-later */
/* metadata: title, language, byline, site and date of a page, from what it says to machines first and from
 * what it shows second. A fact that is not told stays empty: none is invented. */
#ifndef ARTICLE_METADATA_H
#define ARTICLE_METADATA_H

#include "article/article.h"
#include "article/tree.h"

/* Fills the facts of *out that are still empty. 'body' is the article's element. */
void metadata_read(struct arena *a, const struct tree *tree, uint32_t body, struct article *out);

/* A BCP 47 tag in lower case ("en_US" is "en-us"), or the empty span if it is none. */
struct span language_tag(struct arena *a, struct span text);
/* A date as people or machines write it, as ISO 8601 (a day, with time if one was given in ISO form); empty
 * if it is not understood or ambiguous ("03/04/2020"). */
struct span date_iso(struct arena *a, struct span text);
/* Facts of the first Article in a JSON-LD script; fills what is empty. */
void ld_json_read(struct arena *a, struct span script, struct article *out);
/* "By Ann Lee" is "Ann Lee"; empty for an address or something too long to be names. */
struct span byline_clean(struct arena *a, struct span text);

#endif
