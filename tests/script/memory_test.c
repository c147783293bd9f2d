/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a post says in one place and what is said for it in another. */
#include "check.h"
#include "script/script.h"

enum { PARAGRAPHS_MOST = 4 };

struct post {
    const char *language;
    const char *paragraphs[PARAGRAPHS_MOST]; /* what is said for the last is checked */
    const char *spoken;
};

static void check_post(const struct scripter *s, const struct post *post)
{
    struct block blocks[PARAGRAPHS_MOST] = {0};
    struct article article = {.language = span_of(post->language), .blocks = blocks};
    struct script_options options = {
        .language = SPAN("en-us"), .pauses = pauses_standard, .segment_bytes = 4000};
    struct arena a;
    struct script script;
    struct error err = {0};
    arena_init(&a);
    while (article.nblocks < PARAGRAPHS_MOST && post->paragraphs[article.nblocks]) {
        blocks[article.nblocks] =
            (struct block){.kind = BLOCK_PARAGRAPH, .text = span_of(post->paragraphs[article.nblocks])};
        article.nblocks++;
    }
    const char *last = post->paragraphs[article.nblocks - 1];
    if (check_true(script_write(s, &a, &article, &options, &script, &err)))
        check_text_at(__FILE__, __LINE__, last, script.segments[script.nsegments - 1].spoken,
                      span_of(post->spoken));
    arena_finish(&a);
}

static void check_posts(const struct post *posts, size_t count)
{
    struct config config;
    struct error err = {0};
    config_init(&config);
    struct scripter *s = scripter_create(&config, &err);
    for (size_t i = 0; check_true(s != NULL) && i < count; i++)
        check_post(s, &posts[i]);
    scripter_destroy(s);
    config_finish(&config);
}

#define POSTS(test, ...)                                                                                     \
    static void test(void)                                                                                   \
    {                                                                                                        \
        static const struct post posts[] = {__VA_ARGS__};                                                    \
        check_posts(posts, COUNT_OF(posts));                                                                 \
    }

/* clang-format off */
POSTS(takes_an_acronym_for_what_the_post_calls_by_it,
    {"en", {"The IMO is here."}, "The in my opinion is here."},
    {"en", {"The Idle Moth Order (IMO) met.", "The IMO is here."}, "The I.M.O is here."},
    {"en", {"The IMO is here.", "The IMO (Idle Moth Order) met."}, "The I.M.O, Idle Moth Order, met."},
    {"en", {"The Society of Elm and Cedar (SEC) met.", "It took 10 SEC members."}, "It took ten S.E.C members."},
    {"en", {"The operating room (OR) is clean.", "The OR is open."}, "The O.R is open."},
    {"en", {"Bee-keepers' Union, Dover (BUD), and others.", "It is BUD."}, "It is B.U.D."})

POSTS(believes_no_expansion_that_does_not_fit,
    {"en", {"We met the sailors again (IMO).", "The IMO is here."}, "The in my opinion is here."},
    {"en", {"IMO (it is only a small moth) met.", "The IMO is here."}, "The in my opinion is here."},
    {"en", {"It took frames per second (FPS).", "At 60 FPS."}, "At sixty frames per second."})

POSTS(says_an_acronym_alike_in_a_line_of_capitals,
    {"en", {"WHY RUG TESTS FAIL"}, "why rug tests fail"},
    {"en", {"A RUG test is a test of rugs.", "WHY RUG TESTS FAIL"}, "why R.U.G tests fail"})

POSTS(reads_dates_in_the_order_that_the_post_shows,
    {"en", {"On 03/04/2023 it rained."}, "On March fourth, twenty twenty three it rained."},
    {"en", {"On 25/12/2022 it snowed.", "On 03/04/2023 it rained."}, "On the third of April, twenty twenty three it rained."},
    {"en", {"On 25/12/2022 it snowed.", "It rained on 3/4 and 5/4."}, "It rained on the third of April and the fifth of April."},
    {"en", {"On 12/25/2022 it snowed.", "On 25/12/2022, too.", "03/04/23"}, "March fourth, twenty three"},
    {"en", {"On 25/12/2022 it snowed.", "It is 2023-04-03."}, "It is April third, twenty twenty three."})

POSTS(reads_dates_in_the_order_of_the_region,
    {"en-GB", {"On 03/04/2023 it rained."}, "On the third of April, twenty twenty three it rained."},
    {"en-GB", {"On 12/25/2022 it snowed.", "On 03/04/2023 it rained."}, "On March fourth, twenty twenty three it rained."},
    {"en-Latn-AU", {"at 3.4.2023"}, "at the third of April, twenty twenty three"},
    {"en-US", {"at 3.4.2023"}, "at March fourth, twenty twenty three"})

POSTS(leaves_out_numbers_of_sources,
    {"en", {"It takes a day (1). It rains (2), and snows (3)."}, "It takes a day. It rains, and snows."},
    {"en", {"It rains (1). It snows (2).", "Fog is (3), and hail (2, 3)."}, "Fog is, and hail."},
    {"en", {"It rains (1). It snows (2), and hails (3) here."}, "It rains, one. It snows, two, and hails, three, here."},
    {"en", {"Oslo (3), Bergen (2), Bodo (1)."}, "Oslo, three, Bergen, two, Bodo, one."})

POSTS(knows_a_street_again,
    {"en", {"She met St. Bakery on Elm Dr. Moore."}, "She met saint Bakery on Elm doctor Moore."},
    {"en", {"It is on Elm Drive.", "She met Mr. Lee on Elm Dr. Moore was late."}, "She met mister Lee on Elm Drive Moore was late."})

POSTS(says_what_parentheses_repeat_once,
    {"en", {"World War II (WWII) ended."}, "World War two ended."},
    {"en", {"It is also known as (aka) Bob."}, "It is also known as Bob."},
    {"en", {"in kilometers (km) and kilowatt hours (kWh), at home (m)"}, "in kilometers and kilowatt hours, at home, m"},
    {"en", {"It was so (so) good."}, "It was so, so, good."})
/* clang-format on */

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(takes_an_acronym_for_what_the_post_calls_by_it),
        CHECK(believes_no_expansion_that_does_not_fit),
        CHECK(says_an_acronym_alike_in_a_line_of_capitals),
        CHECK(reads_dates_in_the_order_that_the_post_shows),
        CHECK(reads_dates_in_the_order_of_the_region),
        CHECK(leaves_out_numbers_of_sources),
        CHECK(knows_a_street_again),
        CHECK(says_what_parentheses_repeat_once),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
