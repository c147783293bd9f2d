/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/ld_json.h"

#include "article/article.h"
#include "article/byline.h"
#include "article/fold.h"
#include "article/language.h"
#include "article/ld_repair.h"

#include <string.h>

enum { DEPTH_MAX = 12, NODES_MAX = 2048, AUTHORS_MAX = 12 };

/* All objects of a page's scripts, in their order. */
struct graph {
    const json_t *nodes[NODES_MAX];
    bool stands_alone[NODES_MAX]; /* on top, in a graph or a page's main thing, not a part of something */
    size_t n;
};

void ld_json_add(struct ld_json *ld, struct arena *a, struct span script, size_t max_bytes)
{
    if (ld->nroots == LD_JSON_SCRIPTS_MAX || script.n > max_bytes - ld->used_bytes)
        return;
    ld->used_bytes += script.n;
    json_t *root = json_loadb(script.p, script.n, 0, NULL);
    if (!root) {
        struct span repaired = ld_repair(a, script);
        root = json_loadb(repaired.p, repaired.n, JSON_DISABLE_EOF_CHECK, NULL);
    }
    if (root)
        ld->roots[ld->nroots++] = root;
}

void ld_json_finish(struct ld_json *ld)
{
    for (size_t i = 0; i < ld->nroots; i++)
        json_decref(ld->roots[i]);
}

static void collect(struct graph *graph, const json_t *value, int depth, bool alone)
{
    if (depth > DEPTH_MAX || graph->n == NODES_MAX)
        return;
    for (size_t i = 0; i < json_array_size(value); i++)
        collect(graph, json_array_get(value, i), depth + 1, alone);
    if (!json_is_object(value))
        return;
    graph->stands_alone[graph->n] = alone;
    graph->nodes[graph->n++] = value;
    const char *key;
    json_t *part;
    json_object_foreach((json_t *)value, key, part)
    {
        bool main = strcmp(key, "@graph") == 0 || strcmp(key, "mainEntity") == 0 ||
                    strcmp(key, "mainEntityOfPage") == 0;
        collect(graph, part, depth + 1, alone && main);
    }
}

static bool type_is(const json_t *node, bool (*test)(const char *name))
{
    const json_t *type = json_object_get(node, "@type");
    for (size_t i = 0; i < json_array_size(type); i++) {
        const char *name = json_string_value(json_array_get(type, i));
        if (name && test(name))
            return true;
    }
    return json_is_string(type) && test(json_string_value(type));
}

/* NewsArticle, schema:BlogPosting, ...; a job's posting is none. */
static bool is_article(const char *name)
{
    static const char *const types[] = {"Report", "Review", "Recipe", "HowTo", "CriticReview"};
    struct span text = span_of(name);
    for (size_t i = 0; i < COUNT_OF(types); i++)
        if (span_is(text, types[i]))
            return true;
    return span_ends(text, "Article") || (span_ends(text, "Posting") && !span_ends(text, "JobPosting"));
}

static bool is_page(const char *name)
{
    static const char *const types[] = {"WebPage",   "CreativeWork", "MedicalWebPage",   "ItemPage",
                                        "AboutPage", "FAQPage",      "CollectionPage",   "PodcastEpisode",
                                        "Course",    "Guide",        "LearningResource", "Blog"};
    for (size_t i = 0; i < COUNT_OF(types); i++)
        if (strcmp(name, types[i]) == 0)
            return true;
    return false;
}

static const json_t *find(const struct graph *graph, bool (*test)(const char *name))
{
    for (size_t i = 0; i < graph->n; i++)
        if (graph->stands_alone[i] && type_is(graph->nodes[i], test))
            return graph->nodes[i];
    return NULL;
}

/* The node that a reference {"@id": ...} means: one with that name that says more. */
static const json_t *resolve(const struct graph *graph, const json_t *reference)
{
    struct span id = json_get_text(reference, "@id");
    if (!id.n || json_object_get(reference, "name"))
        return reference;
    for (size_t i = 0; i < graph->n; i++)
        if (span_equal(json_get_text(graph->nodes[i], "@id"), id) && json_object_get(graph->nodes[i], "name"))
            return graph->nodes[i];
    return reference;
}

static struct span text_of(const json_t *value)
{
    if (json_is_array(value))
        value = json_array_get(value, 0);
    return json_is_string(value) ? (struct span){json_string_value(value), json_string_length(value)}
                                 : (struct span){0};
}

static struct span name_of(struct arena *a, const struct graph *graph, const json_t *value)
{
    if (json_is_string(value))
        return byline_clean(a, text_of(value));
    const json_t *person = resolve(graph, value);
    struct span name = byline_clean(a, text_of(json_object_get(person, "name")));
    struct span given = json_get_text(person, "givenName"), family = json_get_text(person, "familyName");
    if (!name.n && given.n && family.n)
        name = fold_span(a, arena_printf(a, "%.*s %.*s", (int)given.n, given.p, (int)family.n, family.p));
    return name;
}

/* A name as text, as a person or as a reference to one, or a list of these: names joined by commas. */
static struct span names_of(struct arena *a, const struct graph *graph, const json_t *value)
{
    if (!json_is_array(value))
        return name_of(a, graph, value);
    struct span joined = {0};
    for (size_t i = 0; i < json_array_size(value) && i < AUTHORS_MAX; i++) {
        struct span name = name_of(a, graph, json_array_get(value, i));
        if (name.n && span_find(joined, arena_string(a, name)) == joined.n)
            joined =
                joined.n ? arena_printf(a, "%.*s, %.*s", (int)joined.n, joined.p, (int)name.n, name.p) : name;
    }
    return joined;
}

static bool is_organization(const char *name)
{
    return span_ends(span_of(name), "Organization") || strcmp(name, "Corporation") == 0;
}

static bool is_person(const char *name)
{
    return strcmp(name, "Person") == 0;
}

static bool is_by(const struct graph *graph, const json_t *author, bool (*test)(const char *name))
{
    const json_t *first = json_is_array(author) ? json_array_get(author, 0) : author;
    return type_is(resolve(graph, first), test);
}

static struct span site_of(struct arena *a, const struct graph *graph, const json_t *article)
{
    return fold_span(a,
                     text_of(json_object_get(resolve(graph, json_object_get(article, "publisher")), "name")));
}

/* An address, an ImageObject, or a list of either. */
static struct span image_of(struct arena *a, const struct graph *graph, const json_t *article)
{
    const json_t *image = json_object_get(article, "image");
    image = resolve(graph, json_is_array(image) ? json_array_get(image, 0) : image);
    struct span address = json_is_string(image) ? text_of(image) : json_get_text(image, "url");
    return arena_copy(a, article_image(address));
}

struct ld_facts ld_json_facts(struct arena *a, const struct ld_json *ld, enum date_order order)
{
    struct ld_facts facts = {0};
    struct graph *graph = arena_alloc(a, sizeof *graph);
    for (size_t i = 0; i < ld->nroots; i++)
        collect(graph, ld->roots[i], 0, true);
    const json_t *article = find(graph, is_article), *page = find(graph, is_page);
    if (article) {
        facts.title = fold_span(a, json_get_text(article, "headline"));
        facts.body = arena_copy(a, json_get_text(article, "articleBody"));
        facts.byline = names_of(a, graph, json_object_get(article, "author"));
        facts.date = date_iso(a, json_get_text(article, "datePublished"), order);
        facts.modified = date_iso(a, json_get_text(article, "dateModified"), order);
    }
    if (!facts.byline.n)
        facts.byline =
            names_of(a, graph, json_object_get(article ? article : page, article ? "creator" : "author"));
    const json_t *author = json_object_get(article ? article : page, "author");
    facts.by_organization = is_by(graph, author, is_organization);
    facts.by_person = is_by(graph, author, is_person);
    facts.image = image_of(a, graph, article ? article : page);
    facts.site = site_of(a, graph, article ? article : page);
    facts.language = language_tag(a, json_get_text(article ? article : page, "inLanguage"));
    return facts;
}
