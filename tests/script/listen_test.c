/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What made a listener wince in whole articles. */
#include "script/spoken.h"

SPOKEN(says_degrees_of_a_thing_as_its_adjective, {"a 90° angle", "a ninety degree angle"},
       {"10. 360° Photography", "ten: three hundred and sixty degree Photography"},
       {"360° photos of it", "three hundred and sixty degree photos of it"},
       {"turn it 90° to the left", "turn it ninety degrees to the left"},
       {"seen in 360°, which", "seen in three hundred and sixty degrees, which"})

SPOKEN(says_what_column_names_mean, {"# of movers", "number of movers"}, {"Cost/hour", "Cost per hour"},
       {"rated 4.85 / 5", "rated four point eight five out of five"}, {"day/night", "day slash night"})

SPOKEN(ends_sentences_behind_words_that_are_abbreviations_too,
       {"a panorama app. Affinity works.", "a panorama app. Affinity works."},
       {"He loves modern art. Museums are free.", "He loves modern art. Museums are free."},
       {"see app. B there", "see app. B there"}, {"see no. 5 there", "see number five there"})

SPOKEN(says_digits_that_are_a_name_one_by_one,
       {"State license: 40118", "State license: four zero one one eight"},
       {"State license: 9229", "State license: ninety two twenty nine"},
       {"DOT: 296936", "D.O.T: two nine six nine three six"},
       {"order #123456", "order number one two three four five six"},
       {"Order: 10000 units", "Order: ten thousand units"}, {"Order: 10,000", "Order: ten thousand"},
       {"Account: 12345 km", "Account: twelve thousand three hundred and forty five kilometers"})

SPOKEN(ends_sentences_inside_a_parenthesis,
       {"(It works the same way. It adds more.)", "It works the same way. It adds more."},
       {"(as Mr. Lee said)", "as mister Lee said"})

SPOKEN(says_weekdays_before_dates_and_times_in_figures,
       {"on Sat 3/5 at noon", "on Saturday, March fifth at noon"},
       {"Fri 7/1/2022", "Friday, July first, twenty twenty two"},
       {"Mon 9am-5pm, Sat 10:30", "Monday, nine AM to five PM, Saturday, ten thirty"},
       {"Sun 9 a.m. it", "Sunday, nine AM it"}, {"Sat 3 times", "Sat three times"})

SPOKEN(says_how_many_of_how_many,
       {"1,763/1,770 tests", "one thousand seven hundred and sixty three out of one thousand "
                             "seven hundred and seventy tests"},
       {"150/200 and 120/80",
        "one hundred and fifty out of two hundred and one hundred and twenty over eighty"},
       {"in 2023/2024", "in twenty twenty three to twenty twenty four"})

SPOKEN(says_what_is_numbered_as_its_makers_do, {"CVE-2014-0160", "C.V.E twenty fourteen, zero one six zero"},
       {"a Boeing 787-9", "a Boeing seven eighty seven nine"}, {"an Xbox 360", "an Xbox three sixty"},
       {"#AI4Good", "hashtag A.I four Good"}, {"MITRE ATT&CK", "mitre attack"})

SPOKEN(says_quarters_fiscal_years_and_parts_of_decades, {"Q1-Q3 2024", "Q one to Q three twenty twenty four"},
       {"the mid-'70s", "the mid seventies"}, {"in FY24-25", "in fiscal year twenty four to twenty five"})

SPOKEN(says_sizes_and_prices_as_adjectives, {"it is 12' x 14'", "it is twelve by fourteen feet"},
       {"a $1bn+ company", "a one billion dollar plus company"},
       {"over $1bn+.", "over one billion dollars plus."})

/* 'filler' words of four bytes, then the written year. */
static void check_not_torn(size_t filler)
{
    struct config config;
    struct error err = {0};
    struct arena a;
    struct script script;
    struct buf text = BUF_EMPTY;
    for (size_t i = 0; i < filler; i++)
        buf_add_text(&text, "bees ");
    buf_add_text(&text, "in 2030 fly");
    struct block block = {.kind = BLOCK_PARAGRAPH, .text = buf_span(&text)};
    struct article article = {.language = SPAN("en"), .blocks = &block, .nblocks = 1};
    struct script_options options = {.language = SPAN("en"), .pauses = pauses_standard, .segment_bytes = 900};
    config_init(&config);
    arena_init(&a);
    struct scripter *s = scripter_create(&config, &err);
    if (check_true(s != NULL) && check_true(script_write(s, &a, &article, &options, &script, &err)))
        check_true(span_find(script.segments[0].spoken, "twenty thirty") < script.segments[0].spoken.n);
    scripter_destroy(s);
    arena_finish(&a);
    config_finish(&config);
    buf_finish(&text);
}

static void tears_no_expression_apart_at_the_engines_limit(void)
{
    for (size_t filler = 40; filler < 65; filler++)
        check_not_torn(filler);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {CHECK(says_degrees_of_a_thing_as_its_adjective),
                                          CHECK(says_what_column_names_mean),
                                          CHECK(ends_sentences_behind_words_that_are_abbreviations_too),
                                          CHECK(says_digits_that_are_a_name_one_by_one),
                                          CHECK(ends_sentences_inside_a_parenthesis),
                                          CHECK(says_weekdays_before_dates_and_times_in_figures),
                                          CHECK(says_how_many_of_how_many),
                                          CHECK(says_what_is_numbered_as_its_makers_do),
                                          CHECK(says_quarters_fiscal_years_and_parts_of_decades),
                                          CHECK(says_sizes_and_prices_as_adjectives),
                                          CHECK(tears_no_expression_apart_at_the_engines_limit)};
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
