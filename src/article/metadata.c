/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/metadata.h"

#include "article/fold.h"

#include <string.h>

enum { LANGUAGE_BYTES = 35, BYLINE_BYTES = 120, TITLE_BYTES = 400, HEADINGS_MAX = 16 };

enum fact { FACT_TITLE, FACT_SITE, FACT_BYLINE, FACT_DATE, FACT_LANGUAGE, FACTS };

/* <meta> names in order of trust within a fact. */
static const struct meta_name {
    const char *name;
    enum fact fact;
} meta_names[] = {
    {"og:title", FACT_TITLE},
    {"twitter:title", FACT_TITLE},
    {"parsely-title", FACT_TITLE},
    {"sailthru.title", FACT_TITLE},
    {"dc.title", FACT_TITLE},
    {"og:site_name", FACT_SITE},
    {"application-name", FACT_SITE},
    {"author", FACT_BYLINE},
    {"parsely-author", FACT_BYLINE},
    {"sailthru.author", FACT_BYLINE},
    {"dc.creator", FACT_BYLINE},
    {"article:author", FACT_BYLINE},
    {"byl", FACT_BYLINE},
    {"article:published_time", FACT_DATE},
    {"og:published_time", FACT_DATE},
    {"datepublished", FACT_DATE},
    {"parsely-pub-date", FACT_DATE},
    {"sailthru.date", FACT_DATE},
    {"pubdate", FACT_DATE},
    {"publish_date", FACT_DATE},
    {"publish-date", FACT_DATE},
    {"publication_date", FACT_DATE},
    {"dc.date.issued", FACT_DATE},
    {"dcterms.created", FACT_DATE},
    {"dc.date", FACT_DATE},
    {"date", FACT_DATE},
    {"content-language", FACT_LANGUAGE},
    {"og:locale", FACT_LANGUAGE},
};

struct facts {
    struct span value[FACTS];
    size_t rank[FACTS]; /* index in meta_names of what 'value' came from */
};

struct span language_tag(struct arena *a, struct span text)
{
    struct span tag = span_trim(span_slice(text, 0, span_find_byte(text, ',')));
    if (tag.n < 2 || tag.n > LANGUAGE_BYTES)
        return (struct span){0};
    char *p = arena_string(a, tag);
    for (size_t i = 0; i < tag.n; i++) {
        if (p[i] >= 'A' && p[i] <= 'Z')
            p[i] = (char)(p[i] | 32);
        if (p[i] == '_')
            p[i] = '-';
        if (!((p[i] >= 'a' && p[i] <= 'z') || (p[i] >= '0' && p[i] <= '9') || p[i] == '-'))
            return (struct span){0};
    }
    size_t first = span_find_byte((struct span){p, tag.n}, '-');
    return first == 2 || first == 3 ? (struct span){p, tag.n} : (struct span){0};
}

struct span byline_clean(struct arena *a, struct span text)
{
    static const char *const leads[] = {"by ",      "by: ", "written by ", "posted by ",
                                        "author: ", "von ", "par ",        "por "};
    struct span name = fold_span(a, span_slice(text, 0, TITLE_BYTES));
    for (size_t i = 0; i < COUNT_OF(leads); i++)
        if (span_starts_nocase(name, leads[i]))
            name = span_trim(span_slice(name, strlen(leads[i]), name.n));
    bool address =
        span_starts_nocase(name, "http") || span_find(name, "://") < name.n || span_starts(name, "@");
    return address || name.n > BYLINE_BYTES ? (struct span){0} : name;
}

static void take_meta(struct arena *a, const struct node *node, struct facts *facts)
{
    static const enum attribute_name keys[] = {ATTRIBUTE_NAME, ATTRIBUTE_PROPERTY, ATTRIBUTE_ITEMPROP,
                                               ATTRIBUTE_HTTP_EQUIV};
    struct span content = node_attribute(node, ATTRIBUTE_CONTENT);
    for (size_t k = 0; k < COUNT_OF(keys) && content.n; k++) {
        struct span key = node_attribute(node, keys[k]);
        for (size_t i = 0; i < COUNT_OF(meta_names) && key.n; i++) {
            enum fact fact = meta_names[i].fact;
            if (!span_is_nocase(key, meta_names[i].name) || (facts->value[fact].n && facts->rank[fact] <= i))
                continue;
            struct span value = fact == FACT_DATE       ? date_iso(a, content)
                                : fact == FACT_BYLINE   ? byline_clean(a, content)
                                : fact == FACT_LANGUAGE ? language_tag(a, content)
                                                        : fold_span(a, span_slice(content, 0, TITLE_BYTES));
            if (!value.n)
                continue;
            facts->value[fact] = value;
            facts->rank[fact] = i;
        }
    }
}

static void fill(struct span *fact, struct span value)
{
    if (!fact->n)
        *fact = value;
}

/* Letters and digits only, lower case: what makes two titles the same. */
static struct span skeleton(struct arena *a, struct span text)
{
    struct span lower = utf8_lower(a, text);
    char *p = arena_alloc(a, lower.n + 1);
    size_t n = 0, length;
    for (size_t at = 0; at < lower.n; at += length) {
        uint32_t code = utf8_at(lower, at, &length);
        if (!code_is_letter(code) && !code_is_digit(code))
            continue;
        memcpy(p + n, lower.p + at, length);
        n += length;
    }
    return (struct span){p, n};
}

static bool contains(struct arena *a, struct span longer, struct span part)
{
    struct span s = skeleton(a, part);
    struct span l = skeleton(a, longer);
    return s.n > 0 && s.n <= l.n && memmem(l.p, l.n, s.p, s.n) != NULL;
}

/* "Title | Site" without the site: the longest part between bars, where the parts tell one apart. */
static struct span without_site(struct span title, struct span site)
{
    static const char *const bars[] = {" | ", " – ", " — ", " - ", " :: ", " » ", " · "};
    for (size_t i = 0; i < COUNT_OF(bars); i++) {
        size_t last = title.n;
        for (size_t at = 0, step; at < title.n; at += step + 1) {
            step = span_find(span_slice(title, at, title.n), bars[i]);
            if (at + step < title.n)
                last = at + step;
        }
        if (last == title.n)
            continue;
        struct span head = span_slice(title, 0, last),
                    tail = span_slice(title, last + strlen(bars[i]), title.n);
        bool named = site.n && span_equal_nocase(span_trim(tail), site);
        if (named || (i == 0 && head.n > tail.n) || (site.n == 0 && head.n > 2 * tail.n))
            return span_trim(head);
    }
    return title;
}

static struct span document_title(struct arena *a, const struct tree *tree)
{
    for (uint32_t i = 0; i < tree->nnodes; i++)
        if (tree->nodes[i].tag == TAG_TITLE)
            return tree_text(a, tree, i);
    return (struct span){0};
}

/* "Title - Site name" ends with it, or it is the site's name. */
static bool names_site(struct span text, struct span document, struct span site)
{
    bool ends =
        document.n > text.n && span_equal_nocase(span_slice(document, document.n - text.n, document.n), text);
    return ends || span_equal_nocase(text, site);
}

/* The <h1> that the page's own titles name, else the only one that is more than a word. */
static struct span heading_title(struct arena *a, const struct tree *tree, struct span told, struct span site)
{
    struct span document = document_title(a, tree);
    told = told.n ? told : document;
    struct span only = {0};
    int count = 0;
    for (uint32_t i = 0; i < tree->nnodes && count < HEADINGS_MAX; i++) {
        if (tree->nodes[i].tag != TAG_H1)
            continue;
        struct span text = tree_text(a, tree, i);
        if (span_find_byte(text, ' ') == text.n || text.n > TITLE_BYTES || names_site(text, document, site))
            continue;
        if (contains(a, told, text) && text.n * 3 > told.n)
            return text;
        only = text;
        count++;
    }
    return count == 1 ? only : (struct span){0};
}

static void choose_title(struct arena *a, const struct tree *tree, struct span told, struct article *out)
{
    struct span document = document_title(a, tree);
    fill(&out->title, heading_title(a, tree, told, out->site));
    fill(&out->title, without_site(told.n ? told : document, out->site));
}

/* What the page shows: <time>, rel=author, itemprop, near or in the article. */
static void take_shown(struct arena *a, const struct tree *tree, uint32_t i, struct article *out)
{
    const struct node *node = &tree->nodes[i];
    struct span itemprop = node_attribute(node, ATTRIBUTE_ITEMPROP);
    if (!out->date.n && span_is_nocase(itemprop, "datePublished")) {
        struct span when = node_attribute(node, ATTRIBUTE_DATETIME);
        when = when.n ? when : node_attribute(node, ATTRIBUTE_CONTENT);
        out->date = date_iso(a, when.n ? when : tree_text(a, tree, i));
    }
    bool author =
        span_is_nocase(itemprop, "author") || span_is_nocase(node_attribute(node, ATTRIBUTE_REL), "author");
    if (!out->byline.n && author && node->tag != TAG_LINK && node->tag != TAG_META)
        out->byline = byline_clean(a, tree_text(a, tree, i));
}

/* The first <time> that is a date, before or in the article's first half: later ones date comments. */
static struct span first_time(struct arena *a, const struct tree *tree, uint32_t body)
{
    uint32_t stop = body + (tree->nodes[body].end - body) / 2;
    for (uint32_t i = 0; i < stop; i++) {
        if (tree->nodes[i].tag != TAG_TIME)
            continue;
        struct span when = node_attribute(&tree->nodes[i], ATTRIBUTE_DATETIME);
        struct span date = date_iso(a, when.n ? when : tree_text(a, tree, i));
        if (date.n)
            return date;
    }
    return (struct span){0};
}

static struct span script_text(const struct tree *tree, uint32_t script)
{
    const struct node *next = &tree->nodes[script];
    return script + 1 < next->end ? tree->nodes[script + 1].text : (struct span){0};
}

void metadata_read(struct arena *a, const struct tree *tree, uint32_t body, struct article *out)
{
    struct facts facts = {0};
    struct article ld = {0};
    for (uint32_t i = 0; i < tree->nnodes; i++) {
        const struct node *node = &tree->nodes[i];
        if (node->tag == TAG_META)
            take_meta(a, node, &facts);
        else if (node->tag == TAG_SCRIPT &&
                 span_find_nocase(node_attribute(node, ATTRIBUTE_TYPE), "ld+json") <
                     node_attribute(node, ATTRIBUTE_TYPE).n)
            ld_json_read(a, script_text(tree, i), &ld);
    }
    fill(&out->site, facts.value[FACT_SITE]);
    fill(&out->site, ld.site);
    fill(&out->date, ld.date);
    fill(&out->date, facts.value[FACT_DATE]);
    fill(&out->byline, ld.byline);
    fill(&out->byline, facts.value[FACT_BYLINE]);
    fill(&out->language, language_tag(a, node_attribute(&tree->nodes[0], ATTRIBUTE_LANG)));
    fill(&out->language, language_tag(a, node_attribute(&tree->nodes[0], ATTRIBUTE_XML_LANG)));
    fill(&out->language, ld.language);
    fill(&out->language, facts.value[FACT_LANGUAGE]);
    choose_title(a, tree, facts.value[FACT_TITLE].n ? facts.value[FACT_TITLE] : ld.title, out);
    for (uint32_t i = 0; i < tree->nnodes; i++)
        take_shown(a, tree, i, out);
    fill(&out->date, first_time(a, tree, body));
}
