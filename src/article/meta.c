/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/meta.h"

#include "article/article.h"
#include "article/byline.h"
#include "article/fold.h"
#include "article/language.h"

#include <string.h>

enum { TITLE_BYTES = 400, KEY_BYTES_MAX = 64 };

#define META_DATE_SCHEMA "datepublished"

/* <meta> names in order of trust within a fact; with a star, whatever ends so ("w-published-date"). */
static const struct meta_name {
    const char *name;
    enum meta_fact fact;
} meta_names[] = {
    {"og:title", FACT_TITLE},
    {"citation_title", FACT_TITLE},
    {"twitter:title", FACT_TITLE},
    {"parsely-title", FACT_TITLE},
    {"sailthru.title", FACT_TITLE},
    {"dc.title", FACT_TITLE},
    {"dcterms.title", FACT_TITLE},
    {"og:site_name", FACT_SITE},
    {"application-name", FACT_SITE},
    {"citation_author", FACT_BYLINE},
    {"author", FACT_BYLINE},
    {"parsely-author", FACT_BYLINE},
    {"sailthru.author", FACT_BYLINE},
    {"article:author_name", FACT_BYLINE},
    {"article:author", FACT_BYLINE},
    {"og:article:author", FACT_BYLINE},
    {"dc.creator", FACT_BYLINE},
    {"dcterms.creator", FACT_BYLINE},
    {"dc.contributor", FACT_BYLINE},
    {"byl", FACT_BYLINE},
    {"byline", FACT_BYLINE},
    {"authors", FACT_BYLINE},
    {"article_author", FACT_BYLINE},
    {"*:author", FACT_BYLINE},
    {"*_author", FACT_BYLINE},
    {"*-author", FACT_BYLINE},
    {"article:published_time", FACT_DATE},
    {"og:published_time", FACT_DATE},
    {"og:article:published_time", FACT_DATE},
    {META_DATE_SCHEMA, FACT_DATE},
    {"parsely-pub-date", FACT_DATE},
    {"sailthru.date", FACT_DATE},
    {"citation_publication_date", FACT_DATE},
    {"citation_online_date", FACT_DATE},
    {"citation_date", FACT_DATE},
    {"article:published", FACT_DATE},
    {"published", FACT_DATE},
    {"article.published", FACT_DATE},
    {"published_time", FACT_DATE},
    {"published-date", FACT_DATE},
    {"published_date", FACT_DATE},
    {"publisheddate", FACT_DATE},
    {"publishdate", FACT_DATE},
    {"publish_date", FACT_DATE},
    {"publish-date", FACT_DATE},
    {"pubdate", FACT_DATE},
    {"publication_date", FACT_DATE},
    {"publication-date", FACT_DATE},
    {"*publishtime", FACT_DATE},
    {"*published-date", FACT_DATE},
    {"*publish-date", FACT_DATE},
    {"*publishdate", FACT_DATE},
    {"*publicationdate", FACT_DATE},
    {"*pubdate", FACT_DATE},
    {"dc.date.issued", FACT_DATE},
    {"dcterms.issued", FACT_DATE},
    {"dcterms.created", FACT_DATE},
    {"dc.date.created", FACT_DATE},
    {"dc.date", FACT_DATE},
    {"dcterms.date", FACT_DATE},
    {"date", FACT_DATE},
    {"article:modified_time", FACT_MODIFIED},
    {"og:updated_time", FACT_MODIFIED},
    {"datemodified", FACT_MODIFIED},
    {"dcterms.modified", FACT_MODIFIED},
    {"content-language", FACT_LANGUAGE},
    {"og:locale", FACT_LANGUAGE},
    {"og:url", FACT_ADDRESS},
    {"og:image", FACT_IMAGE},
    {"og:image:secure_url", FACT_IMAGE},
    {"og:image:url", FACT_IMAGE},
    {"twitter:image", FACT_IMAGE},
    {"twitter:image:src", FACT_IMAGE},
    {"twitter:label1", FACT_LABEL},
    {"twitter:data1", FACT_LABELED},
};

static struct span meta_value(struct arena *a, enum meta_fact fact, struct span content,
                              enum date_order order)
{
    switch (fact) {
    case FACT_DATE:
    case FACT_MODIFIED:
        return date_iso(a, content, order);
    case FACT_BYLINE:
        return byline_clean(a, content);
    case FACT_LANGUAGE:
        return language_tag(a, content);
    case FACT_IMAGE:
        return article_image(content);
    default:
        return fold_span(a, span_slice(content, 0, TITLE_BYTES));
    }
}

static void take_fact(struct arena *a, size_t rank, struct span content, struct meta_facts *facts)
{
    enum meta_fact fact = meta_names[rank].fact;
    struct span *old = &facts->value[fact];
    bool again = old->n && facts->rank[fact] == rank && fact == FACT_BYLINE && old->n < TITLE_BYTES;
    if (old->n && facts->rank[fact] <= rank && !again)
        return;
    struct span value = meta_value(a, fact, content, facts->order);
    if (!value.n || (again && span_find(*old, arena_string(a, value)) < old->n))
        return;
    *old = again ? arena_printf(a, "%.*s, %.*s", (int)old->n, old->p, (int)value.n, value.p) : value;
    facts->rank[fact] = rank;
}

void meta_take(struct arena *a, const struct node *node, struct meta_facts *facts)
{
    static const enum attribute_name keys[] = {ATTRIBUTE_NAME, ATTRIBUTE_PROPERTY, ATTRIBUTE_ITEMPROP,
                                               ATTRIBUTE_HTTP_EQUIV};
    struct span content = node_attribute(node, ATTRIBUTE_CONTENT);
    for (size_t k = 0; k < COUNT_OF(keys) && content.n; k++) {
        struct span key = span_slice(node_attribute(node, keys[k]), 0, KEY_BYTES_MAX);
        for (size_t i = 0; i < COUNT_OF(meta_names) && key.n; i++)
            if (meta_names[i].name[0] == '*' ? span_ends_nocase(key, meta_names[i].name + 1)
                                             : span_is_nocase(key, meta_names[i].name))
                take_fact(a, i, content, facts);
    }
}

bool meta_date_is_schemas(const struct meta_facts *facts)
{
    return facts->value[FACT_DATE].n &&
           strcmp(meta_names[facts->rank[FACT_DATE]].name, META_DATE_SCHEMA) == 0;
}
