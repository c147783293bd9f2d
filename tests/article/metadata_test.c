/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample.h"

#define TEXT                                                                                                 \
    "<p>The baker on our street has baked the same loaf for thirty years, and nobody ever asked her "        \
    "why.</p>"                                                                                               \
    "<p>She begins at three in the morning, when the street is dark and the oven is the only warm "          \
    "thing.</p>"                                                                                             \
    "<p>By six the first loaves stand in the window, and the smell has reached the tram stop at the "        \
    "corner.</p>"

/* A page with this before its title, behind it and behind its text. */
struct page_parts {
    const char *head, *below, *tail;
};

static void check_facts_at(const char *file, int line, struct page_parts parts, const char *byline,
                           const char *date)
{
    struct arena a;
    arena_init(&a);
    struct span html = arena_printf(
        &a,
        "<!DOCTYPE html><html lang=en><title>The loaf</title>%s<body><main><h1>The loaf</h1>%s" TEXT
        "%s</main>",
        parts.head ? parts.head : "", parts.below ? parts.below : "", parts.tail ? parts.tail : "");
    struct sample s = sample_read(html, "text/html");
    check_true_at(file, line, "read", s.read);
    check_text_at(file, line, "byline", s.article.byline, span_of(byline));
    check_text_at(file, line, "date", s.article.date, span_of(date));
    sample_finish(&s);
    arena_finish(&a);
}
#define check_facts(byline, date, ...)                                                                       \
    check_facts_at(__FILE__, __LINE__, (struct page_parts){__VA_ARGS__}, byline, date)

#define LD(json) "<script type='application/ld+json'>" json "</script>"

static void follows_references_in_a_graph_of_several_scripts(void)
{
    check_facts("Ann Lee, Bo Kim", "2024-05-06",
                .head = LD("{\"@graph\":[{\"@type\":\"WebSite\",\"name\":\"Street\"},{\"@type\":[\"Article\","
                           "\"BlogPosting\"],"
                           "\"author\":[{\"@id\":\"#ann\"},{\"@type\":\"Person\",\"name\":\"Bo Kim\"}],"
                           "\"datePublished\":\"2024-05-06\"}]}")
                    LD("[{\"@type\":\"Person\",\"@id\":\"#ann\",\"name\":\"Ann Lee\"}]"));
}

static void repairs_what_is_nearly_json(void)
{
    check_facts("Ann Lee", "2024-05-06",
                .head =
                    LD("<!--//--><![CDATA[//>\n{\"@type\":\"Article\",\"headline\":\"A \"new\"\n loaf \\' "
                       "\\ud83d\",\"author\":"
                       "{\"name\":\"Ann Lee\",},\"datePublished\":\"2024-05-06\",};\n//]]>"));
    check_facts("", "", .head = LD("{\"@type\":\"Article\",\"author\":\"Ann Lee\",\"datePublished\":"));
}

static void an_address_is_no_name(void)
{
    check_facts(
        "Ann Lee", "",
        .head = "<meta property=article:author content='https://example.org/ann'><meta name=sailthru.author "
                "content='Ann Lee'>");
    check_facts("", "", .head = "<meta name=author content='{{ author.name }}'>");
    check_facts("", "", .head = "<meta name=author content='admin'>");
}

static void several_authors_come_in_several_metas(void)
{
    check_facts(
        "Ann Lee, Bo Kim", "2024-05-06",
        .head = "<meta name=citation_author content='Ann Lee'><meta name=citation_author content='Bo Kim'>"
                "<meta name=citation_publication_date content=2024/05/06>");
}

static void reads_the_line_below_the_title(void)
{
    check_facts("Ann Lee", "2024-05-06", .below = "<p>By Ann Lee | May 6, 2024 | 8 min read</p>");
    check_facts("Nicole Burke", "2023-08-07",
                .below = "<p><span>Published August 7, 2023</span> <span>by Nicole Burke</span>");
    check_facts("Ann Lee", "2024-05-06",
                .below = "<div><div>By</div><div>Ann Lee</div><div>06.05.2024</div></div>");
    check_facts("Ann Lee", "", .below = "<p>Ann Lee is <a href=/authors/ann>Ann Lee</a></p>");
    check_facts("Ann Lee", "", .below = "<div class=post-author-name>Ann Lee, Senior Editor</div>");
}

static void a_published_day_is_preferred_to_an_updated_one(void)
{
    check_facts("", "2024-05-06", .below = "<p>Updated: June 7, 2024</p><p>Published: May 6, 2024</p>");
    check_facts("", "2024-06-07", .below = "<p>Updated: June 7, 2024</p>");
}

static void days_in_the_text_are_not_its_date(void)
{
    check_facts("", "",
                .tail = "<p>It was on May 6, 2024 that the oven went out for the first time, and by noon the "
                        "street knew.</p>");
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(follows_references_in_a_graph_of_several_scripts),
        CHECK(repairs_what_is_nearly_json),
        CHECK(an_address_is_no_name),
        CHECK(several_authors_come_in_several_metas),
        CHECK(reads_the_line_below_the_title),
        CHECK(a_published_day_is_preferred_to_an_updated_one),
        CHECK(days_in_the_text_are_not_its_date),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
