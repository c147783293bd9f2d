/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said for the writing of engineers: versions, models, code, what machines write. */
#include "script/spoken.h"

/* clang-format off */
SPOKEN(shortens_what_only_machines_read,
    {"fixed in 3fa9c0d today", "fixed in three F A nine C zero D today"},
    {"see 3fa9c0d41b77e2aa for it", "see three F A nine and so on for it"},
    {"row 123e4567-e89b-12d3-a456-426614174000 is", "row one two three E and so on is"},
    {"its address is 0a:1b:2c:3d:4e:5f now", "its address is zero A, one B, two C, three D, four E, five F now"},
    {"mask 0x7F it", "mask hex seven F it"},
    {"in #0a0b0c ink", "in hash zero A zero B zero C ink"},
    {"paper doi:10.5555/abc-12 says", "paper D.O.I says"},
    {"the decade, the facade", "the decade, the facade"},
    {"#decade", "hashtag decade"})

SPOKEN(says_options_and_scopes,
    {"run it with --no-color and -q now", "run it with dash dash no color and dash q now"},
    {"an x -y", "an x dash y"},
    {"a well-known case", "a well known case"},
    {"use std::sort here", "[[j'u:z]] std sort here"},
    {"see lib/io.py:17 there", "see lib slash io dot P.Y line seventeen there"})

SPOKEN(says_versions_and_models,
    {"needs Ruby 3.10 or later", "needs Ruby three point ten or later"},
    {"needs 3.10 grams", "needs three point one zero grams"},
    {"pin ^4.5.6 there", "pin caret four point five point six there"},
    {"an i5-12400 and an x86-64", "an i five twelve four hundred and an x eighty six sixty four"},
    {"two GTX 1660/2060 cards", "two G.T.X sixteen sixty, twenty sixty cards"},
    {"an RTX 3080 Ti", "an R.T.X thirty eighty T.I"},
    {"720p60", "seven twenty P sixty"})

SPOKEN(says_rates_and_durations,
    {"200 req/s", "two hundred requests per second"},
    {"30 frames/s", "thirty frames per second"},
    {"2h 5m 1s", "two hours five minutes one second"},
    {"posted 5m ago", "posted five minutes ago"},
    {"5m tall", "five meters tall"},
    {"2m users", "two million users"},
    {"2x–3x as fast", "two to three times as fast"},
    {"1:02:03", "one hour two minutes and three seconds"})

SPOKEN(says_powers_and_products,
    {"n^2 and n^3", "n squared and n cubed"},
    {"10^9", "ten to the ninth"},
    {"10^-2", "ten to the minus two"},
    {"O(n^2) and O(n log n)", "O of n squared, and O of n log n"},
    {"6 × 7 = 42", "six times seven equals forty two"},
    {"6 × 7 m", "six by seven meters"})

SPOKEN(expands_what_people_shorten,
    {"btw it works", "by the way it works"},
    {"one api, two apis", "one A.P.I, two A.P.I's"},
    {"R&D and B&B", "R and D and B and B"},
    {"before WWII", "before World War two"},
    {"two AAA cells", "two triple A cells"},
    {"price incl. shipping", "price including shipping"},
    {"cats/dogs", "cats slash dogs"},
    {"an A/B test", "an A B test"},
    {"he/she", "he or she"})

SPOKEN(reads_paths_of_windows_and_names_of_files,
    {"at C:\\Users\\me\\a.txt now", "at C colon backslash Users backslash me backslash a dot txt now"},
    {"see src/main.c and *.csv", "see src slash main dot C and star dot csv"},
    {"set MAX_SIZE in .env", "set max size in dot env"},
    {"#30DaysOfYoga", "hashtag thirty DaysOfYoga"})

SPOKEN(says_sizes_of_models_by_letter,
    {"Foo2.5-7B and foo-bar-120b", "Foo two point five, seven B and foo bar one hundred and twenty B"},
    {"Foo-3.1-70B-Chat", "Foo three point one, seventy B Chat"},
    {"from 3-5B rows", "from three to five billion rows"})

SPOKEN(says_standards_ports_and_states,
    {"ISO-8859-2 and SHA-384", "I.S.O eighty eight fifty nine two and S.H.A three eighty four"},
    {"10.0.0.0/8", "one zero dot zero dot zero dot zero slash eight"},
    {"10.1.2.3:8080", "one zero dot one dot two dot three port eighty eighty"},
    {"on port 443 there", "on port four forty three there"},
    {"a 404 error", "a four zero four error"},
    {"HTTP 503", "H.T.T.P five zero three"},
    {"404 people", "four hundred and four people"})

SPOKEN(says_what_stars_and_hearts_mean,
    {"the A* search", "the A star search"},
    {"I <3 you", "I love you"},
    {"if it is <3 GB", "if it is less than three gigabytes"})

SPOKEN(says_money_per_amount,
    {"$0.002/1K tokens", "zero point zero zero two dollars per one thousand tokens"},
    {"$5/100 words", "five dollars per one hundred words"},
    {"an 80/20 rule", "an eighty twenty rule"})

SPOKEN(says_commas_before_a_unit_as_points,
    {"1,5 kg or 0,75 l", "one point five kilograms or zero point seven five liters"},
    {"1,500 kg", "one thousand five hundred kilograms"},
    {"€1,5 million", "one point five million euros"},
    {"items 1,2 and 3", "items one, two and three"},
    {"50/10 Mbit/s", "fifty over ten megabits per second"},
    {"9.8 m/s^2", "nine point eight meters per second squared"})

SPOKEN(says_times_of_films_and_zones,
    {"at 00:00:03.5", "at three point five seconds"},
    {"at 1:02:03.25", "at one hour two minutes and three point two five seconds"},
    {"00:01:30", "one minute and thirty seconds"},
    {"UTC-5 or UTC+05:30", "UTC minus five or UTC plus five thirty"},
    {"from nine AM to five pm", "from nine AM to five PM"},
    {"Jan-Mar", "January to March"})

SPOKEN(leaves_out_keys_in_addresses,
    {"see a.com/hQc95w and a.com/b", "see a dot com and a dot com slash b"},
    {"the hashtag #Moths", "the hashtag Moths"},
    {"Mail [email protected] now", "Mail an e-mail address now"})

SPOKEN(names_greek_letters_beside_latin_ones,
    {"so Δt and 5 μg", "so delta t and five micrograms"},
    {"a 1\" and a 1280 x 800 one", "a one inch and a twelve eighty by eight hundred one"})

SPOKEN(tells_seconds_from_decades,
    {"timeout=30s or every 20s", "timeout equals thirty seconds or every twenty seconds"},
    {"in the 20s and 30s", "in the twenties and thirties"})

SPOKEN(says_numbers_of_models_in_pairs,
    {"an A320 and a Foo9700", "an A three twenty and a Foo ninety seven hundred"},
    {"the GLP-1s and F-16s", "the G.L.P ones and F sixteens"},
    {"1_000_000 rows", "one million rows"},
    {"a 401k", "a four oh one K"})
/* clang-format on */

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(shortens_what_only_machines_read),
        CHECK(says_options_and_scopes),
        CHECK(says_versions_and_models),
        CHECK(says_rates_and_durations),
        CHECK(says_powers_and_products),
        CHECK(expands_what_people_shorten),
        CHECK(reads_paths_of_windows_and_names_of_files),
        CHECK(says_sizes_of_models_by_letter),
        CHECK(says_standards_ports_and_states),
        CHECK(says_what_stars_and_hearts_mean),
        CHECK(says_money_per_amount),
        CHECK(says_commas_before_a_unit_as_points),
        CHECK(says_times_of_films_and_zones),
        CHECK(leaves_out_keys_in_addresses),
        CHECK(names_greek_letters_beside_latin_ones),
        CHECK(tells_seconds_from_decades),
        CHECK(says_numbers_of_models_in_pairs),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
