/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ld_json: what a page tells search engines in JSON-LD (schema.org Article and its kinds). All scripts of a
 * page are one graph: an author may be named in another one. */
#ifndef ARTICLE_LD_JSON_H
#define ARTICLE_LD_JSON_H

#include "article/date.h"

enum { LD_JSON_SCRIPTS_MAX = 32 };

struct ld_json {
    json_t *roots[LD_JSON_SCRIPTS_MAX];
    size_t nroots, used_bytes;
};

/* Of the article; what a page that is none tells of its language, site and author, but not its days: they are
 * those of its making. */
struct ld_facts {
    struct span title, byline, site, language, date, modified; /* dates as ISO 8601 */
    struct span image;                                         /* as article_image gives it */
    struct span body;                                          /* articleBody: text, or HTML */
    bool by_organization, by_person; /* what the byline names, as far as its type tells */
};

/* Adds a script; one that is not JSON even after repair, or exceeds max_bytes together with those before it,
 * is ignored. */
void ld_json_add(struct ld_json *ld, struct arena *a, struct span script, size_t max_bytes);
struct ld_facts ld_json_facts(struct arena *a, const struct ld_json *ld, enum date_order order);
void ld_json_finish(struct ld_json *ld);

#endif
