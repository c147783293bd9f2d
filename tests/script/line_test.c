/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said for what is written, class by class. */
#include "script/spoken.h"

/* clang-format off */
SPOKEN(leaves_ordinary_words_alone,
    {"The cat sat on the mat.", "The cat sat on the mat."},
    {"Don’t worry, it’s O’Brien's.", "Don't worry, it's O'Brien's."},
    {"He said “no” and left; she stayed.", "He said no and left; she stayed."},
    {"A well-known café (near us) closed — sadly.", "A well known café, near us, closed, sadly."},
    {"No one was in.", "No one was in."})

SPOKEN(says_cardinals,
    {"7 cats", "seven cats"},
    {"1,234,567 cats", "one million two hundred thirty four thousand five hundred and sixty seven cats"},
    {"It has 100 doors.", "It has one hundred doors."},
    {"007 returns", "zero zero seven returns"},
    {"-40 outside", "minus forty outside"},
    {"12345678901234567890", "one two three four five six seven eight nine zero one two three four five six seven eight nine zero"},
    {"We have 300+ forks.", "We have three hundred plus forks."},
    {"101", "one hundred and one"},
    {"in record OCLC 173092429", "in record O.C.L.C one seven three zero nine two four two nine"},
    {"See #3.", "See number three."})

SPOKEN(says_ordinals,
    {"the 1st, 2nd, 3rd and 4th", "the first, second, third and fourth"},
    {"the 11th and the 112th", "the eleventh and the one hundred twelfth"},
    {"the 20th century", "the twentieth century"},
    {"her 45th", "her forty fifth"})

SPOKEN(says_decimals_and_magnitudes,
    {"3.14", "three point one four"},
    {".5", "point five"},
    {"2.5 million people", "two point five million people"},
    {"10k users", "ten thousand users"},
    {"a 7B model", "a seven billion model"})

SPOKEN(says_fractions,
    {"1/2 a cup", "one half a cup"},
    {"3/4 of it", "three quarters of it"},
    {"2 1/3 turns", "two and a third turns"},
    {"½ and 1½", "one half and one and a half"},
    {"12/240", "twelve over two hundred forty"},
    {"Part 2/3 of this", "Part two of three of this"})

SPOKEN(says_money,
    {"$5", "five dollars"},
    {"$1", "one dollar"},
    {"$3.5M", "three point five million dollars"},
    {"£1.20", "one pound twenty pence"},
    {"$0.99", "ninety nine cents"},
    {"€2bn", "two billion euros"},
    {"$7/mo", "seven dollars per month"},
    {"$2/user/month", "two dollars per user per month"},
    {"$.02/minute", "two cents per minute"},
    {"~$184 million", "about one hundred and eighty four million dollars"},
    {"about ~$5", "about five dollars"},
    {"$10-$15", "ten dollars to fifteen dollars"},
    {"$5-10 million", "five to ten million dollars"},
    {"20 EUR", "twenty euros"},
    {"a $20 million-a-year deal", "a twenty million dollars a year deal"},
    {"~$30", "about thirty dollars"},
    {"¥500", "five hundred yen"},
    {"US$40", "forty US dollars"})

SPOKEN(says_dates,
    {"May 4, 2023", "May fourth, twenty twenty three"},
    {"4 May 2023", "the fourth of May, twenty twenty three"},
    {"the 4 May 2023 post", "the fourth of May, twenty twenty three post"},
    {"2023-05-04", "May fourth, twenty twenty three"},
    {"5/4/2023", "May fourth, twenty twenty three"},
    {"31/12/1999", "the thirty first of December, nineteen ninety nine"},
    {"on 5/4", "on May fourth"},
    {"In 1984 we", "In nineteen eighty four we"},
    {"In 2005", "In two thousand five"},
    {"in 1907", "in nineteen oh seven"},
    {"the 1990s", "the nineteen nineties"},
    {"the '60s", "the sixties"},
    {"1914-18", "nineteen fourteen to eighteen"},
    {"Q3 2024", "Q three twenty twenty four"},
    {"2Q22", "the second quarter of twenty twenty two"},
    {"Mon-Fri", "Monday to Friday"},
    {"We may 5 times", "We may five times"},
    {"It had 1984 users", "It had one thousand nine hundred and eighty four users"})

SPOKEN(says_times,
    {"at 5pm", "at five PM"},
    {"at 5:07 p.m. today", "at five oh seven PM today"},
    {"at 17:30", "at seventeen thirty"},
    {"at 9:00", "at nine o'clock"},
    {"9am–5pm", "nine AM to five PM"},
    {"1:02:03", "one hour two minutes and three seconds"})

SPOKEN(says_measures,
    {"5 km", "five kilometers"},
    {"1 km", "one kilometer"},
    {"a 5-km run", "a five kilometer run"},
    {"20 m²", "twenty square meters"},
    {"20 km/h", "twenty kilometers per hour"},
    {"3–5 kg", "three to five kilograms"},
    {"-5 °C", "minus five degrees Celsius"},
    {"99.9%", "ninety nine point nine percent"},
    {"1/2 tsp", "one half teaspoon"},
    {"6'2\"", "six foot two"},
    {"3x faster", "three times faster"},
    {"1920x1080", "nineteen twenty by ten eighty"},
    {"16 GB", "sixteen gigabytes"},
    {"in 3 in a row", "in three in a row"})

SPOKEN(says_telephone_numbers_by_digits,
    {"(212) 555-0199", "two one two, five five five, zero one nine nine"},
    {"212-555-0199", "two one two, five five five, zero one nine nine"},
    {"+1 212 555 0199", "plus one, two one two, five five five, zero one nine nine"},
    {"10.0.0.1", "one zero dot zero dot zero dot one"})

SPOKEN(says_electronic_addresses,
    {"jo@example.org", "jo at example dot org"},
    {"See example.com.", "See example dot com."},
    {"https://example.com/a-b", "example dot com slash a dash b"},
    {"https://example.com/a/very/long/path/that/nobody/listens/to/even/where/it/stands/alone/4711.html", "example dot com"},
    {"see https://example.com/a/very/long/path/that/nobody/listens/to.html now", "see example dot com now"},
    {"edit main.py", "edit main dot P.Y"},
    {"ask @jo_b", "ask at jo underscore b"},
    {"call get_user_id() twice", "call get user id, twice"})

SPOKEN(says_streets_and_states,
    {"12 Oak St.", "twelve Oak Street."},
    {"Dr. Lee lives at 221 Elm Dr.", "doctor Lee [[l'Ivz]] at two twenty one Elm Drive."},
    {"St. Anne", "saint Anne"},
    {"Austin, TX", "Austin, Texas"})

SPOKEN(says_ranges,
    {"2-3 days", "two to three days"},
    {"pages 10–12", "pages ten to twelve"},
    {"a 3:1 ratio", "a three to one ratio"})

SPOKEN(says_roman_numerals,
    {"Chapter IV", "Chapter four"},
    {"World War II", "World War two"},
    {"Henry VIII", "Henry the eighth"},
    {"Baldwin I of Constantinople", "Baldwin the first of Constantinople"},
    {"the Baldwin I met", "the Baldwin I met"},
    {"Pope Leo X", "Pope Leo the tenth"},
    {"Baldwin II of it", "Baldwin the second of it"},
    {"said Baldwin I of course", "said Baldwin I of course"},
    {"the part I played", "the part I played"},
    {"I was there", "I was there"},
    {"the CD and the MD", "the C.D and the M.D"})

SPOKEN(says_serials,
    {"v2.3.1", "version two point three point one"},
    {"a B2B deal", "a B two B deal"},
    {"GPT-4o", "G.P.T four o"},
    {"an MP3", "an M.P three"})

SPOKEN(says_the_number_of_a_heading_apart, {"1. High protein", "one: High protein"},
       {"2) Two things", "two: Two things"}, {"1.5 million", "one point five million"})

SPOKEN(says_mathematics, {"10^5*300 lists", "ten to the fifth times three hundred lists"},
    {"1 + 1 = 2", "one plus one equals two"},
    {"n ≥ 3", "n greater than or equal to three"},
    {"x² is", "x squared is"},
    {"1e-5", "one times ten to the minus five"},
    {"< 5", "less than five"})

SPOKEN(says_abbreviations,
    {"Mr. and Mrs. Lee", "mister and misses Lee"},
    {"apples, e.g. red ones", "apples, for example red ones"},
    {"Acme Inc. grew.", "Acme incorporated grew."},
    {"pears, etc.", "pears, et cetera."},
    {"Jack vs. Jill", "Jack versus Jill"},
    {"No. 5", "number five"},
    {"Fig. 3 shows", "figure three shows"},
    {"cats & dogs", "cats and dogs"},
    {"C++ and C#", "C plus plus and C sharp"})

SPOKEN(spells_acronyms_but_not_shouting, {"on WABC", "on W.A.B.C"}, {"a DISC", "a disc"}, {"BASF", "B.A.S.F"},
    {"the ACFE, not ASCAP", "the A.C.F.E, not ascap"},
    {"The FBI and NASA", "The F.B.I and Nasa"},
    {"two APIs", "two A.P.I's"},
    {"the CEO's car", "the C.E.O's car"},
    {"IT IS NOT FUNNY AT ALL", "it is not funny at all"},
    {"in the U.S. today", "in the US today"})

SPOKEN(drops_what_nobody_says,
    {"Great! 🚀🎉", "Great!"},
    {"as shown [12].", "as shown."},
    {"soft\xC2\xADhyphen zero\xE2\x80\x8Bwidth", "softhyphen zerowidth"},
    {"[[hello]]", "hello,"},
    {"a\x01" "b", "ab"})
/* clang-format on */

/* Where a language has no numbers of its own, what the engine says of them must reach it. */
static void keeps_the_signs_beside_numbers_that_the_engine_says(void)
{
    static const struct {
        const char *written, *spoken;
    } cases[] = {
        {"12 % mehr für 50 € kalt", "12 % mehr für 50 € kalt"},
        {"Es sind -3 °C.", "Es sind minus 3 ° C."},
        {"auf 5 m² – oder mehr", "auf 5 m 2, oder mehr"},
        {"2-3 Tage", "2 3 Tage"},
    };
    struct arena a;
    struct error err = {0};
    struct config config;
    arena_init(&a);
    config_init(&config);
    struct scripter *s = scripter_create(&config, &err);
    for (size_t i = 0; s && i < COUNT_OF(cases); i++)
        check_text(script_line(s, &a, SPAN("de"), NULL, span_of(cases[i].written)), cases[i].spoken);
    check_true(s != NULL);
    scripter_destroy(s);
    config_finish(&config);
    arena_finish(&a);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(leaves_ordinary_words_alone),
        CHECK(says_cardinals),
        CHECK(says_ordinals),
        CHECK(says_decimals_and_magnitudes),
        CHECK(says_fractions),
        CHECK(says_money),
        CHECK(says_dates),
        CHECK(says_times),
        CHECK(says_measures),
        CHECK(says_telephone_numbers_by_digits),
        CHECK(says_electronic_addresses),
        CHECK(says_streets_and_states),
        CHECK(says_ranges),
        CHECK(says_roman_numerals),
        CHECK(says_serials),
        CHECK(says_the_number_of_a_heading_apart),
        CHECK(says_mathematics),
        CHECK(says_abbreviations),
        CHECK(spells_acronyms_but_not_shouting),
        CHECK(drops_what_nobody_says),
        CHECK(keeps_the_signs_beside_numbers_that_the_engine_says),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
