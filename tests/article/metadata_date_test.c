/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts.h"

static void a_published_day_is_preferred_to_an_updated_one(void)
{
    check_facts("", "2024-05-06", .below = "<p>Updated: June 7, 2024</p><p>Published: May 6, 2024</p>");
    check_facts("", "2024-06-07", .below = "<p>Updated: June 7, 2024</p>");
    check_facts("", "2024-05-06", .below = "<p>Last update: June 7, 2024</p><p>May 6, 2024</p>");
}

static void a_shown_day_counts_more_than_a_told_one(void)
{
    const char *told = "<meta property=article:published_time content=2024-09-06T07:08:09Z>";
    check_facts("", "2024-05-06", .head = told, .below = "<p>6 May 2024</p>");
    check_facts("", "2024-09-06T07:08:09Z", .head = told, .below = "<p>September 6, 2024</p>");
    check_facts("", "2024-09-06T07:08:09Z", .head = told, .below = "<p>06/09/2024</p>");
    check_facts("", "2024-09-06T07:08:09Z", .head = told, .below = "<p>Last updated: May 6, 2025</p>");
}

static void an_update_shown_alone_counts_more_than_a_day_told_to_search_engines_only(void)
{
    const char *told = LD("{\"@type\":\"Article\",\"datePublished\":\"2019-03-04\"}");
    check_facts("", "2025-05-06", .head = told, .below = "<p>Last updated: May 6, 2025</p>");
    check_facts("", "2019-03-04", .head = told,
                .below = "<p>Published: March 4, 2019</p><p>Last updated: May 6, 2025</p>");
    check_facts("", "2019-03-04", .head = told);
    check_facts("", "2025-05-06", .head = "<meta itemprop=datePublished content=2019-03-04>",
                .below = "<p>Last updated: May 6, 2025</p>");
    check_facts(
        "", "2025-05-06",
        .head = LD("{\"@type\":\"Article\",\"datePublished\":\"2019-03-04\"}") "<meta "
                                                                               "property=article:published_"
                                                                               "time content=2025-05-06>",
        .below = "<p>Last updated: May 6, 2025</p>");
}

static void the_day_of_a_page_that_is_no_article_is_its_makings(void)
{
    check_facts("", "", .head = LD("{\"@type\":\"WebPage\",\"datePublished\":\"2019-03-04\"}"));
}

static void a_sentence_may_tell_of_the_first_publication(void)
{
    check_facts("", "2019-03-04", .below = "<p>May 6, 2025</p>",
                .tail =
                    "<p>This article was originally published on 4 March 2019 at 4:12pm but has been updated "
                    "since then, to keep its prices current.</p>");
    check_facts(
        "", "2025-05-06", .below = "<p>May 6, 2025</p>",
        .tail = "<p>Her novel was first published on 4 March 2019, and nobody on the street took notice of "
                "it.</p>");
}

static void a_month_alone_is_better_than_no_day(void)
{
    check_facts("", "2015-11", .below = "<p>November 2015</p>");
    check_facts("", "2015-11", .below = "<p>Noviembre de 2015</p>");
    check_facts("", "2015-11", .below = "<p>2015年11月</p>");
    check_facts("", "2015-12-01", .below = "<p>November 2015</p><p>December 1, 2015</p>");
    check_facts("", "", .below = "<p>The best of November 2015</p>", .tail = "<ul><li>May 2014</li></ul>");
}

static void the_address_tells_the_order_of_a_day_in_numbers(void)
{
    const char *address = "<link rel=canonical href='https://street.example/2023/october/03/loaf'>";
    check_facts("", "2023-10-03", .head = address, .below = "<p>03/10/2023</p>");
    check_facts("", "2023-04-05", .head = address, .below = "<p>04/05/2023</p>");
}

static void a_day_in_words_tells_the_order_of_one_in_numbers(void)
{
    const char *told = "<meta property=article:published_time content='03-09-2026'>";
    check_facts("", "2026-03-09", .head = told, .below = "<p>Published March 9, 2026</p>");
    check_facts("", "2026-09-03", .head = told, .below = "<p>September 3, 2026</p>");
    check_facts("", "2024-09-10", .head = "<meta property=article:published_time content=2024-09-10>",
                .below = "<p>09.10.2024</p>");
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
        CHECK(a_published_day_is_preferred_to_an_updated_one),
        CHECK(a_shown_day_counts_more_than_a_told_one),
        CHECK(an_update_shown_alone_counts_more_than_a_day_told_to_search_engines_only),
        CHECK(the_day_of_a_page_that_is_no_article_is_its_makings),
        CHECK(a_sentence_may_tell_of_the_first_publication),
        CHECK(a_month_alone_is_better_than_no_day),
        CHECK(the_address_tells_the_order_of_a_day_in_numbers),
        CHECK(a_day_in_words_tells_the_order_of_one_in_numbers),
        CHECK(days_in_the_text_are_not_its_date),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
