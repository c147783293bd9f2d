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
    {"use std::sort here", "use std sort here"},
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
/* clang-format on */

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(shortens_what_only_machines_read), CHECK(says_options_and_scopes),
        CHECK(says_versions_and_models),         CHECK(says_rates_and_durations),
        CHECK(says_powers_and_products),         CHECK(expands_what_people_shorten),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
