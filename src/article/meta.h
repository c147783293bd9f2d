/* SPDX-License-Identifier: GPL-3.0-or-later */
/* meta: what a page's <meta> elements tell of its article. */
#ifndef ARTICLE_META_H
#define ARTICLE_META_H

#include "article/date.h"
#include "article/tree.h"

enum meta_fact {
    FACT_TITLE,
    FACT_SITE,
    FACT_BYLINE,
    FACT_DATE,
    FACT_MODIFIED,
    FACT_LANGUAGE,
    FACT_ADDRESS,
    FACT_IMAGE,
    FACT_LABEL, /* what FACT_LABELED is, in words */
    FACT_LABELED,
    FACTS
};

struct meta_facts {
    struct span value[FACTS]; /* cleaned; dates as ISO 8601; empty: not told */
    size_t rank[FACTS];       /* how far its name is from being the most trusted */
    enum date_order order;    /* to be set before the first is taken */
};

void meta_take(struct arena *a, const struct node *meta, struct meta_facts *facts);
/* Is the published day one of schema.org's, which nobody but search engines is told? Cards for sharing and
 * readers of feeds show the others. */
bool meta_date_is_schemas(const struct meta_facts *facts);

#endif
