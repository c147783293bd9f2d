/* SPDX-License-Identifier: GPL-3.0-or-later */
/* byline: names of authors out of what pages write where names are expected. */
#ifndef ARTICLE_BYLINE_H
#define ARTICLE_BYLINE_H

#include "base/base.h"

/* What a page gives as its author: "By Ann Lee" is "Ann Lee"; empty for an address, a template's rest,
 * something too long to be names. */
struct span byline_clean(struct arena *a, struct span text);
/* The names in a line that shows who wrote it: behind a lead ("By", "von", "Written by"), before a date, a
 * reading time, a role. Empty when the line has no lead. */
struct span byline_of_line(struct arena *a, struct span text);
/* The names at the beginning of a text: without leads, roles, dates, reading times; empty if it begins with
 * none. */
struct span byline_names(struct arena *a, struct span text);
/* Could it be a name: a few words, capital letters, no sentence? */
bool byline_is_name(struct span text);
/* The same, and one person's whole one: two to four words, no "&" between subjects ("Food & Drink")? */
bool byline_is_full(struct span text);

#endif
