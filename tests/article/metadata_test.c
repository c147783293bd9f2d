/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts.h"

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

static void lines_that_only_a_style_sheet_parts_are_told_apart(void)
{
    check_facts(
        "Ann Lee", "2024-05-06",
        .below =
            "<p><span>By</span><span>Ann Lee</span><span>May 6, 2024</span><span>No Comments</span></p>");
    check_facts("", "2024-12-22",
                .below =
                    "<p><span>Street life</span><span>DECEMBER 22, 2024</span><span>Updated: JANUARY 02, "
                    "2026</span></p>");
}

static void above_the_text_there_are_no_comments_and_no_end(void)
{
    check_facts("", "2024-05-06", .below = "<p><span>May 6, 2024</span> <span class=comments>39</span></p>");
    check_facts("Ann Lee", "2024-05-06", .below = "<footer><p>By Ann Lee</p><p>May 6, 2024</p></footer>");
    check_facts("", "", .tail = "<div class=comments><p>May 6, 2024</p></div>");
}

static void a_login_on_a_card_is_no_byline(void)
{
    check_facts("", "",
                .head = "<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 "
                        "content='alee7q2x'>");
    check_facts("Ann Lee", "",
                .head = "<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 "
                        "content='Ann Lee'>");
}

static void an_address_does_not_show_a_login(void)
{
    const char *told = "<meta name=author content=streetloaf>";
    check_facts("", "", .head = told, .tail = "<p>Write to info@streetloaf.example</p>");
    check_facts("", "", .head = told, .tail = "<p>Schreib: ästreetloaf</p>");
    check_facts("streetloaf", "", .head = told, .tail = "<p>Follow streetloaf.</p>");
}

static void a_sentence_marked_as_author_is_no_byline(void)
{
    check_facts("", "",
                .tail = "<div itemprop=author>Nine Great Ideas About Bread That You Can Practice</div>");
    check_facts("Ann Lee", "", .tail = "<div itemprop=author>Ann Lee</div>");
}

static void a_line_below_the_text_may_sign_it(void)
{
    check_facts("Ann Lee", "2023-04-13",
                .tail =
                    "<p>Posted on April 13, 2023</p><p>This post was written by Ann Lee, Head of Ovens</p>");
    check_facts("", "", .tail = "<p>Baked by Ann Lee for 12345 people</p>");
}

static void the_footer_of_an_article_may_sign_it(void)
{
    check_facts(
        "Ann Lee", "2024-05-06",
        .below = "<article><p>Nobody on the street knows when the oven was built, or who built it.</p>" TEXT,
        .tail = "<footer><p>May 6, 2024</p><p>Written by Ann Lee</p></footer></article>");
    check_facts("", "", .tail = "</main><footer><p>May 6, 2024</p><p>Written by Ann Lee</p></footer>");
}

static void a_shown_person_counts_more_than_the_sites_name(void)
{
    const char *site =
        "<meta property=og:site_name content='Street News'><meta name=author content='Street News'>";
    check_facts("Ann Lee", "", .head = site, .below = "<p>By Ann Lee</p>");
    check_facts("Street News", "", .head = site);
    check_facts(
        "", "",
        .head = LD("{\"@type\":\"Article\",\"author\":{\"@type\":\"Organization\",\"name\":\"Street News\"},"
                   "\"publisher\":{\"name\":\"Street News\"}}"));
}

static void what_is_no_name_is_no_byline(void)
{
    check_facts("", "", .below = "<p>Used by thousands of companies</p>");
    check_facts("", "", .below = "<div class=byline>August</div>");
    check_facts("", "", .below = "<p>Contact: <a href=/people/ann>Ann Lee</a></p>");
    check_facts("", "", .below = "<div class=author-bio>Ann Lee</div>");
    check_facts("", "", .below = "<div class=authority>Port Authority</div>");
}

static void a_firm_told_as_a_person_is_no_byline(void)
{
    const char *told = "<link rel=canonical href='https://streetloaf.example/a'>" LD(
        "{\"@type\":\"Article\",\"author\":{\"@type\":\"Person\",\"name\":\"StreetLoaf\"}}");
    check_facts("", "", .head = told, .tail = "<p>Meet StreetLoaf</p>");
    check_facts("StreetLoaf", "", .head = told, .below = "<p>StreetLoaf</p>");
    check_facts("StreetLoaf", "", .head = told, .below = "<p>By StreetLoaf</p>");
    check_facts("Prince", "",
                .head = LD("{\"@type\":\"Article\",\"author\":{\"@type\":\"Person\",\"name\":\"Prince\"}}"));
}

static void categories_and_menus_name_nobody(void)
{
    check_facts("", "",
                .below = "<p><span class=byline__category><a href=/bread>Bread Lovers</a></span></p>");
    check_facts("", "2023-03-20",
                .below = "<p class=byline>March 20, 2023 | <a href=/b>Food &amp; Drink</a></p>");
    check_facts("", "",
                .below = "<ul><li>People<ul><li><a href=/people/bakers>Oven Faculty</a></li></ul></li></ul>");
    check_facts("Ann Lee", "", .below = "<ul><li><a href=/people/ann>Ann Lee</a></li></ul>");
}

static void somebody_told_of_below_may_stand_alone_above(void)
{
    check_facts("Ann Lee", "", .below = "<p>Ann Lee</p>",
                .tail = "<p>Ann Lee is a baker who has written about bread for this paper since 1998.</p>");
    check_facts("", "", .below = "<p>Slow Bread</p>");
}

static void leads_are_known_in_many_languages(void)
{
    static const char *const lines[] = {"Von Ann Lee",   "Par Ann Lee",    "Por Ann Lee",    "Di Ann Lee",
                                        "Door Ann Lee",  "Autor: Ann Lee", "Автор: Ann Lee", "Yazar: Ann Lee",
                                        "作者：Ann Lee", "글 Ann Lee"};
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        struct buf line = BUF_EMPTY;
        buf_printf(&line, "<p>%s</p>", lines[i]);
        check_facts("Ann Lee", "", .below = line.p);
        buf_finish(&line);
    }
}

static void limits_cut_no_character(void)
{
    struct arena a;
    struct buf html = BUF_EMPTY;
    arena_init(&a);
    buf_add_text(&html, "<!DOCTYPE html><meta name=author content='A");
    for (int i = 0; i < 300; i++)
        buf_add_text(&html, "é");
    buf_add_text(&html, "'><meta property=og:title content='A");
    for (int i = 0; i < 300; i++)
        buf_add_text(&html, "é");
    buf_add_text(&html, "'>" TEXT);
    struct sample s = sample_read(buf_span(&html), "text/html");
    check_true(s.read && utf8_valid(s.article.title) && utf8_valid(s.article.byline));
    sample_finish(&s);
    buf_finish(&html);
    arena_finish(&a);
}

static void check_title(const char *html, const char *want)
{
    struct buf page = BUF_EMPTY;
    buf_printf(&page, "<!DOCTYPE html>%s" TEXT, html);
    struct sample s = sample_read(buf_span(&page), "text/html");
    check_text(s.article.title, want);
    sample_finish(&s);
    buf_finish(&page);
}

static void the_title_is_the_heading_that_the_page_names(void)
{
    check_title("<title>Why we bake | Street</title><h1>Menu of the day</h1><h2>Why we bake</h2>",
                "Why we bake");
    check_title("<title>Why we bake bread | Street</title><h1>Baking bread, slowly</h1>",
                "Baking bread, slowly");
    check_title("<title>Street - Why we bake</title><meta property=og:site_name content=Street>",
                "Why we bake");
    check_title("<title>Why we bake • Street</title><meta property=og:site_name content=Street>",
                "Why we bake");
    check_title("<h1>Why we bake</h1>", "Why we bake");
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(follows_references_in_a_graph_of_several_scripts),
        CHECK(repairs_what_is_nearly_json),
        CHECK(an_address_is_no_name),
        CHECK(several_authors_come_in_several_metas),
        CHECK(reads_the_line_below_the_title),
        CHECK(lines_that_only_a_style_sheet_parts_are_told_apart),
        CHECK(above_the_text_there_are_no_comments_and_no_end),
        CHECK(a_login_on_a_card_is_no_byline),
        CHECK(an_address_does_not_show_a_login),
        CHECK(a_sentence_marked_as_author_is_no_byline),
        CHECK(a_line_below_the_text_may_sign_it),
        CHECK(the_footer_of_an_article_may_sign_it),
        CHECK(a_shown_person_counts_more_than_the_sites_name),
        CHECK(what_is_no_name_is_no_byline),
        CHECK(a_firm_told_as_a_person_is_no_byline),
        CHECK(categories_and_menus_name_nobody),
        CHECK(somebody_told_of_below_may_stand_alone_above),
        CHECK(leads_are_known_in_many_languages),
        CHECK(limits_cut_no_character),
        CHECK(the_title_is_the_heading_that_the_page_names),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
