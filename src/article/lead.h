/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lead: the words that stand before an author's name ("By", "Written by", "von"), in the languages of the
 * player. */
#ifndef ARTICLE_LEAD_H
#define ARTICLE_LEAD_H

#include "base/base.h"

/* Bytes of the lead at the beginning of the text; 0: none. */
size_t lead_bytes(struct arena *a, struct span text);
/* The text behind its leads, without the signs that divide the parts of a byline. */
struct span lead_skip(struct arena *a, struct span text);
/* Does the text begin with a lead that cannot be anything else ("Written by", not "By" or "von")? */
bool lead_is_certain(struct arena *a, struct span text);
/* Is the whole text a lead, the names standing in the next line? */
bool lead_is_whole(struct span text);
/* Without colons, bars, bullets, dashes and spaces at both ends. */
struct span lead_strip(struct span text);

#endif
