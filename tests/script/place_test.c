/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said for places, telephones, prices of other countries, dates without years, numerals. */
#include "script/spoken.h"

/* clang-format off */
SPOKEN(says_roads_and_positions,
    {"Take I-90 E now", "Take I ninety east now"},
    {"12 Oak Ave. NW", "twelve Oak Avenue northwest"},
    {"Apt. 3C", "apartment three C"},
    {"51°30′26″N", "fifty one degrees thirty minutes twenty six seconds north"},
    {"40.7° N", "forty point seven degrees north"})

SPOKEN(says_local_and_short_telephone_numbers,
    {"Call 911 now", "Call nine one one now"},
    {"911 people came", "nine hundred and eleven people came"},
    {"at 555-0142", "at five five five, zero one four two"},
    {"0800 555 123", "zero eight zero zero, five five five, one two three"})

SPOKEN(says_dates_without_years,
    {"on 3/10, 3/17 and 3/24", "on March tenth, March seventeenth and March twenty fourth"},
    {"2024-01-05T10:30Z", "January fifth, twenty twenty four, ten thirty UTC"},
    {"16th-17th c. art", "sixteenth to seventeenth century art"},
    {"11:30–6pm", "eleven thirty to six PM"},
    {"14h30", "fourteen thirty"})

SPOKEN(says_what_a_slash_means_between_numbers,
    {"120/80", "one hundred and twenty over eighty"},
    {"85/100", "eighty five out of one hundred"},
    {"20/20 vision", "twenty twenty vision"},
    {"3/4 of it", "three quarters of it"})

SPOKEN(says_what_stands_before_a_noun,
    {"a ~20-page text", "a roughly twenty page text"},
    {"a 24\" screen", "a twenty four inch screen"},
    {"it is 24\" wide", "it is twenty four inches wide"})

SPOKEN(says_days_of_the_week_before_dates,
    {"Fri, Jan 5", "Friday, January fifth"},
    {"Sat 6 January 2024", "Saturday, the sixth of January, twenty twenty four"},
    {"at 11.18.19 and 1.18.19", "at November eighteenth, nineteen and one point eighteen point nineteen"},
    {"she sat, Jan said", "she sat, Jan said"},
    {"10:30am–noon", "ten thirty AM to noon"})

SPOKEN(expands_what_stands_before_a_number,
    {"It was c. 1850.", "It was circa eighteen fifty."},
    {"a firm, est. 1990", "a firm, established nineteen ninety"},
    {"max. 10, min. 5, 10 min.", "maximum ten, minimum five, ten minutes."},
    {"the 2nd ed. of it", "the second edition of it"},
    {"6 ft 2 in tall", "six foot two tall"})

SPOKEN(tells_degrees_from_states,
    {"Jane Doe, MD, left", "Jane Doe, M.D, left"},
    {"Boston, MA and Reno, NV", "Boston, Massachusetts and Reno, Nevada"},
    {"Doe Creek, MD 20850", "Doe Creek, Maryland, two zero eight five zero"})

SPOKEN(tells_months_from_ends_of_spans,
    {"In 2025-12, not 2008-12", "In December twenty twenty five, not two thousand eight to twelve"},
    {"2000–02 and 3/2025", "two thousand to two thousand two and March twenty twenty five"},
    {"the 1960s–70s", "the nineteen sixties to seventies"},
    {"[2025] Moths [12]", "twenty twenty five, Moths"},
    {"p. 23-36", "pages twenty three to thirty six"})

SPOKEN(counts_stars_and_small_numerals,
    {"★★★★ fine", "four stars fine"},
    {"★★★☆☆", "three out of five stars"},
    {"Scene iii", "Scene three"},
    {"the 3rd gen. one", "the third generation one"},
    {"CHF 1'200", "one thousand two hundred Swiss francs"})
/* clang-format on */

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(says_roads_and_positions),
        CHECK(says_local_and_short_telephone_numbers),
        CHECK(says_dates_without_years),
        CHECK(says_what_a_slash_means_between_numbers),
        CHECK(says_what_stands_before_a_noun),
        CHECK(says_days_of_the_week_before_dates),
        CHECK(expands_what_stands_before_a_number),
        CHECK(tells_degrees_from_states),
        CHECK(tells_months_from_ends_of_spans),
        CHECK(counts_stars_and_small_numerals),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
