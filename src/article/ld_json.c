/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page tells search engines in JSON-LD (schema.org Article and its kinds). */
#include "article/fold.h"
#include "article/metadata.h"

#include <string.h>

enum { DEPTH_MAX = 6, AUTHORS_MAX = 4 };

static bool is_article_type(const json_t *type)
{
    static const char *const types[] = {"Article",
                                        "NewsArticle",
                                        "BlogPosting",
                                        "Report",
                                        "TechArticle",
                                        "ReportageNewsArticle",
                                        "ScholarlyArticle",
                                        "OpinionNewsArticle",
                                        "AnalysisNewsArticle",
                                        "LiveBlogPosting",
                                        "AdvertiserContentArticle",
                                        "SocialMediaPosting",
                                        "Review",
                                        "Recipe",
                                        "HowTo"};
    for (size_t i = 0; i < json_array_size(type); i++)
        if (is_article_type(json_array_get(type, i)))
            return true;
    const char *name = json_string_value(type);
    for (size_t i = 0; name && i < COUNT_OF(types); i++)
        if (strcmp(name, types[i]) == 0)
            return true;
    return false;
}

static const json_t *find_article(const json_t *value, int depth)
{
    if (depth > DEPTH_MAX)
        return NULL;
    if (json_is_array(value)) {
        for (size_t i = 0; i < json_array_size(value); i++) {
            const json_t *found = find_article(json_array_get(value, i), depth + 1);
            if (found)
                return found;
        }
        return NULL;
    }
    if (is_article_type(json_object_get(value, "@type")))
        return value;
    const json_t *found = find_article(json_object_get(value, "@graph"), depth + 1);
    return found ? found : find_article(json_object_get(value, "mainEntity"), depth + 1);
}

/* A name as text, as {"name"}, or a list of either: names joined by commas. */
static struct span names_of(struct arena *a, const json_t *value)
{
    if (json_is_string(value))
        return byline_clean(a, (struct span){json_string_value(value), json_string_length(value)});
    if (json_is_object(value))
        return byline_clean(a, json_get_text(value, "name"));
    struct span joined = {0};
    for (size_t i = 0; i < json_array_size(value) && i < AUTHORS_MAX; i++) {
        const json_t *entry = json_array_get(value, i);
        struct span name = json_is_array(entry) ? (struct span){0} : names_of(a, entry);
        if (name.n)
            joined =
                joined.n ? arena_printf(a, "%.*s, %.*s", (int)joined.n, joined.p, (int)name.n, name.p) : name;
    }
    return joined;
}

static void fill(struct span *fact, struct span value)
{
    if (!fact->n)
        *fact = value;
}

void ld_json_read(struct arena *a, struct span script, struct article *out)
{
    json_t *root = json_parse(span_trim(script), NULL);
    const json_t *article = find_article(root, 0);
    if (article) {
        fill(&out->title, fold_span(a, json_get_text(article, "headline")));
        fill(&out->byline, names_of(a, json_object_get(article, "author")));
        fill(&out->site, fold_span(a, json_get_text(json_object_get(article, "publisher"), "name")));
        fill(&out->date, date_iso(a, json_get_text(article, "datePublished")));
        fill(&out->language, language_tag(a, json_get_text(article, "inLanguage")));
    }
    json_decref(root);
}
