/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "article/article.h"

#define LONG_1                                                                                               \
    "The ferry crosses the sound four times a day, and in winter the crew breaks the ice with poles."
#define LONG_2                                                                                               \
    "Its captain has kept a book of the weather since she was a girl, and she has shown it to nobody."
#define LONG_3                                                                                               \
    "On the last page stands the storm of her first year, with a drawing of the mast as it went over."
#define NOTE "Members of the harbour club read our letter from the quay first, two days before all others."

static const char page[] =
    "<!DOCTYPE html><html lang=en><title>The ferry</title><body><header><a href=/>Home</a></header>"
    "<main class=text><h1>The ferry</h1><p>" LONG_1 "</p><div class='club note'><p>" NOTE "</p></div>"
    "<p>" LONG_2 " <span class=badge>New here?</span></p><p>" LONG_3 "</p>"
    "<div class=newsletter-box><p>The harbour was built by hand, stone by stone, before there was a road.</p>"
    "<p hidden>Hidden words.</p></div></main></body></html>";

#define WHOLE LONG_1 " / " NOTE " / " LONG_2 " New here? / " LONG_3
#define HARBOUR "The harbour was built by hand, stone by stone, before there was a road."

struct rules {
    const char *drop, *keep, *url;
};

static void check_ruled_at(int line, const char *html, struct rules rules, const char *want)
{
    struct arena a;
    struct config config;
    struct error err = {0};
    struct article article;
    struct buf got = BUF_EMPTY;
    arena_init(&a);
    config_init(&config);
    config_set(&config, config_find(SPAN("drop")), span_of(rules.drop), NULL);
    config_set(&config, config_find(SPAN("keep")), span_of(rules.keep), NULL);
    struct page source = {.kind = PAGE_HTML, .text = span_of(html), .url = span_of(rules.url)};
    if (article_read(&a, &config, &source, &article, &err))
        for (size_t i = 0; i < article.nblocks; i++) {
            buf_add_text(&got, i ? " / " : "");
            buf_add_span(&got, article.blocks[i].text);
        }
    else
        buf_printf(&got, "%s: %s", error_name(err.code), err.detail);
    check_text_at(__FILE__, line, "text", buf_span(&got), span_of(want));
    buf_finish(&got);
    config_finish(&config);
    arena_finish(&a);
}
#define check_ruled(html, want, ...) check_ruled_at(__LINE__, html, (struct rules){__VA_ARGS__}, want)

static void without_rules_ours_alone_hold(void)
{
    check_ruled(page, WHOLE, "", "", "");
}

static void what_a_rule_drops_is_not_read(void)
{
    check_ruled(page, LONG_1 " / " LONG_2 " New here? / " LONG_3, "* .note", "", "");
    check_ruled(page, LONG_1 " / " NOTE " / " LONG_2 " / " LONG_3, "* p > .badge", "", "");
    check_ruled(page, LONG_1 " / " LONG_2 " / " LONG_3, "* .note, .badge", "", "");
}

static void a_dropped_row_is_not_in_its_table(void)
{
    check_ruled("<p>" LONG_1 "</p><table><tr><td>Rye<td>3<tr class=ad><td>Buy<td>now<tr><td>Oat<td>4</table>",
                LONG_1 " / Rye\t3\nOat\t4", "* tr.ad", "", "");
}

static void what_a_rule_keeps_is_read_though_ours_would_drop_it(void)
{
    check_ruled(page, WHOLE " / " HARBOUR, "", "* .newsletter-box", "");
    check_ruled("<p>" LONG_1 "</p><figure><img><figcaption>The mast.</figcaption></figure><p>" LONG_2 "</p>",
                LONG_1 " / The mast. / " LONG_2, "", "* figcaption", "");
}

static void drop_wins_over_keep(void)
{
    check_ruled(page, WHOLE, "* .newsletter-box p", "* .newsletter-box", "");
}

static void a_kept_element_with_most_of_the_text_is_the_body(void)
{
    static const char two[] =
        "<body><div class=a><p>" LONG_1 "</p><p>" LONG_2 "</p><p>" LONG_3
        "</p><div class=share>Share it</div></div><div class=b><p>" NOTE "</p></div></body>";
    check_ruled(two, LONG_1 " / " LONG_2 " / " LONG_3 " / " NOTE, "", "", "");
    check_ruled(two, LONG_1 " / " LONG_2 " / " LONG_3, "", "* .a", "");
}

static void rules_hold_for_their_own_site(void)
{
    static const char rule[] = "quay.example .note; *.sound.example p > .badge";
    check_ruled(page, LONG_1 " / " LONG_2 " New here? / " LONG_3, rule, "", "https://quay.example/ferry");
    check_ruled(page, LONG_1 " / " NOTE " / " LONG_2 " / " LONG_3, rule, "", "https://a.sound.example/");
    check_ruled(page, WHOLE, rule, "", "https://sound.example/");
    check_ruled(page, WHOLE, rule, "", "https://quay.example.evil.example/");
    check_ruled(page, WHOLE, rule, "", "");
    check_ruled(page, WHOLE, rule, "", "no address");
}

static void the_page_itself_does_not_choose_its_site(void)
{
    check_ruled(
        "<link rel=canonical href='https://quay.example/'><base href='https://quay.example/'><p>" LONG_1
        "</p><p class=note>" NOTE "</p>",
        LONG_1 " / " NOTE, "quay.example .note", "", "https://other.example/");
}

static void a_semicolon_in_quotation_marks_ends_no_entry(void)
{
    check_ruled("<p>" LONG_1 "</p><p title='a; b'>" NOTE "</p>", LONG_1, "* [title='a; b'];;", "", "");
}

static void a_page_of_which_all_is_dropped_has_no_article(void)
{
    check_ruled("<p>" LONG_1 "</p>", "no_article: 1 lines, none of them article", "* html", "", "");
}

static void mistakes_are_told_at_start_with_setting_and_column(void)
{
    static const struct {
        const char *drop, *keep, *want;
    } cases[] = {
        {"* .a; * p::x", "",
         "drop: column 11: of the pseudo-classes only :not(), :first-child, :last-child and "
         ":nth-child() are understood"},
        {"", "other.example p >", "keep: column 18: a selector is wanted"},
        {".promo", "",
         "drop: column 1: a host is wanted (blog.example.com, *.example.com, or * for every page)"},
        {"* .a;a.example ", "", "drop: column 15: selectors are wanted behind the host"},
        {"* .a; *.example.com .b, #c; [::1] p", "* p", ""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct config config;
        struct error err = {0};
        config_init(&config);
        config_set(&config, config_find(SPAN("drop")), span_of(cases[i].drop), NULL);
        config_set(&config, config_find(SPAN("keep")), span_of(cases[i].keep), NULL);
        check_true(article_check_config(&config, &err) == !*cases[i].want);
        check_text(span_of(err.detail), cases[i].want);
        config_finish(&config);
    }
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(without_rules_ours_alone_hold),
        CHECK(what_a_rule_drops_is_not_read),
        CHECK(a_dropped_row_is_not_in_its_table),
        CHECK(what_a_rule_keeps_is_read_though_ours_would_drop_it),
        CHECK(drop_wins_over_keep),
        CHECK(a_kept_element_with_most_of_the_text_is_the_body),
        CHECK(rules_hold_for_their_own_site),
        CHECK(the_page_itself_does_not_choose_its_site),
        CHECK(a_semicolon_in_quotation_marks_ends_no_entry),
        CHECK(a_page_of_which_all_is_dropped_has_no_article),
        CHECK(mistakes_are_told_at_start_with_setting_and_column),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
