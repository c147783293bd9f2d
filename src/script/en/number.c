/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/en/number.h"

#include <string.h>

static const char *const small[] = {"zero",    "one",     "two",       "three",    "four",
                                    "five",    "six",     "seven",     "eight",    "nine",
                                    "ten",     "eleven",  "twelve",    "thirteen", "fourteen",
                                    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
static const char *const tens[] = {"",      "",      "twenty",  "thirty", "forty",
                                   "fifty", "sixty", "seventy", "eighty", "ninety"};
static const char *const scales[] = {"", "thousand", "million", "billion", "trillion", "quadrillion"};

static void add(struct wording *w, const char *word)
{
    wording_add(w, span_of(word));
}

static long value_of(struct span digits)
{
    long value = 0;
    for (size_t i = 0; i < digits.n && i < 18; i++)
        value = value * 10 + (digits.p[i] - '0');
    return value;
}

static void below_hundred(struct wording *w, long n)
{
    if (n >= 20) {
        add(w, tens[n / 10]);
        n %= 10;
        if (n == 0)
            return;
    }
    add(w, small[n]);
}

static void below_thousand(struct wording *w, long n, bool with_and)
{
    if (n >= 100) {
        add(w, small[n / 100]);
        add(w, "hundred");
        if (n % 100 == 0)
            return;
        if (with_and)
            add(w, "and");
    }
    below_hundred(w, n % 100);
}

/* 'with_and': before the last two digits, behind hundreds or thousands. */
static void say_number(struct wording *w, long n, bool with_and)
{
    long divisor = 1;
    int scale = 0;
    if (n < 1000) {
        below_thousand(w, n, with_and);
        return;
    }
    while (n / divisor >= 1000 && scale < 5) {
        divisor *= 1000;
        scale++;
    }
    for (; scale >= 0; scale--, divisor /= 1000) {
        long group = n / divisor % 1000;
        if (group == 0)
            continue;
        if (with_and && scale == 0 && group < 100 && n / 1000 % 1000 > 0)
            add(w, "and");
        below_thousand(w, group, with_and && scale == 0);
        if (scale > 0)
            add(w, scales[scale]);
    }
}

static void say(struct wording *w, long n)
{
    say_number(w, n, false);
}

/* A count: one hundred and one. Years, ordinals and houses go without the "and". */
static void cardinal(struct wording *w, struct span digits)
{
    say_number(w, value_of(digits), true);
}

static void make_ordinal(struct wording *w)
{
    static const struct {
        const char *cardinal, *ordinal;
    } irregular[] = {{"one", "first"},    {"two", "second"}, {"three", "third"},   {"five", "fifth"},
                     {"eight", "eighth"}, {"nine", "ninth"}, {"twelve", "twelfth"}};
    struct span last = wording_word(w, w->n - 1);
    for (size_t i = 0; i < COUNT_OF(irregular); i++)
        if (span_is(last, irregular[i].cardinal)) {
            wording_set_last(w, span_of(irregular[i].ordinal));
            return;
        }
    if (!span_ends(last, "y")) {
        wording_extend_last(w, "th");
        return;
    }
    wording_set_last(w, arena_copy(w->arena, span_slice(last, 0, last.n - 1)));
    wording_extend_last(w, "ieth");
}

static void ordinal(struct wording *w, struct span digits)
{
    say(w, value_of(digits));
    make_ordinal(w);
}

static void plural(struct wording *w)
{
    struct span last = wording_word(w, w->n - 1);
    if (span_ends(last, "y")) {
        wording_set_last(w, arena_copy(w->arena, span_slice(last, 0, last.n - 1)));
        wording_extend_last(w, "ies");
    } else {
        wording_extend_last(w, span_ends(last, "x") ? "es" : "s");
    }
}

/* 1984 in pairs, 1905 with "oh", 1900 and 2000 round, 2001 to 2009 as numbers. */
static void year(struct wording *w, long n)
{
    if (n < 1000 || n > 9999 || (n % 1000 < 10 && n >= 1000)) {
        if (n >= 100 && n < 1000 && n % 100 != 0) {
            add(w, small[n / 100]);
            if (n % 100 < 10)
                add(w, "oh");
            below_hundred(w, n % 100);
            return;
        }
        say(w, n);
        return;
    }
    below_hundred(w, n / 100);
    if (n % 100 == 0) {
        add(w, "hundred");
        return;
    }
    if (n % 100 < 10)
        add(w, "oh");
    below_hundred(w, n % 100);
}

static void decade(struct wording *w, long n)
{
    if (n >= 100)
        year(w, n);
    else
        below_hundred(w, n);
    plural(w);
}

/* Houses, rooms, flights: 123 one twenty three, 1211 twelve eleven, 708 seven oh eight, 05 oh five. */
static void house(struct wording *w, struct span digits)
{
    long n = value_of(digits);
    if (digits.n == 2 && digits.p[0] == '0') {
        add(w, "oh");
        below_hundred(w, n);
    } else if ((digits.n == 3 && n % 100 != 0) || (digits.n == 4 && n % 1000 != 0 && n >= 1000)) {
        below_hundred(w, n / 100);
        if (n % 100 == 0)
            add(w, "hundred");
        else if (n % 100 < 10)
            add(w, digits.n == 3 ? "zero" : "oh");
        if (n % 100 != 0)
            below_hundred(w, n % 100);
    } else {
        say(w, n);
    }
}

/* Up to a hundredth as ordinals, one half and quarters by name; larger denominators "over". */
static void fraction(struct wording *w, struct span numerator, struct span denominator, bool mixed)
{
    long above = value_of(numerator), below = value_of(denominator);
    if (mixed && above == 1 && below >= 2 && below <= 100)
        add(w, "a");
    else
        say(w, above);
    if (below < 2 || below > 100) {
        add(w, below == 0 ? "divided" : "over");
        if (below == 0)
            add(w, "by");
        say(w, below);
    } else if (below == 2) {
        add(w, above == 1 ? "half" : "halves");
    } else {
        if (below == 4)
            add(w, "quarter");
        else
            ordinal(w, denominator);
        if (above != 1)
            wording_extend_last(w, "s");
    }
}

static const char *const powers[] = {"", "", "square", "cubic"};
static const char *const minors[][2] = {{"", ""}, {"cent", "cents"}, {"penny", "pence"}, {"paisa", "paise"}};
static const char *const signs[][2] = {
    {".", "dot"},   {"/", "slash"},     {"-", "dash"},          {"_", "underscore"}, {"@", "at"},
    {":", "colon"}, {"&", "ampersand"}, {"+", "plus"},          {"=", "equals"},     {"%", "percent"},
    {"~", "tilde"}, {"#", "hash"},      {"?", "question mark"}, {"\\", "backslash"}, {NULL, NULL}};
static const char *const operators[][2] = {{"===", "equals"},
                                           {"!==", "is not"},
                                           {"...", "dot dot dot"},
                                           {"==", "equals"},
                                           {"!=", "is not"},
                                           {"<=", "less than or equal to"},
                                           {">=", "greater than or equal to"},
                                           {"&&", "and"},
                                           {"||", "or"},
                                           {"->", "arrow"},
                                           {"=>", "arrow"},
                                           {":=", "becomes"},
                                           {"+=", "plus equals"},
                                           {"-=", "minus equals"},
                                           {".", "dot"},
                                           {"/", "slash"},
                                           {"@", "at"},
                                           {"+", "plus"},
                                           {"=", "equals"},
                                           {"%", "percent"},
                                           {"~", "tilde"},
                                           {"#", "hash"},
                                           {"*", "star"},
                                           {"&", "and"},
                                           {"$", "dollar"},
                                           {"^", "caret"},
                                           {"|", "pipe"},
                                           {"\\", "backslash"},
                                           {NULL, NULL}};
static const char *const marks[][2] = {{"{}", "braces"},
                                       {"[]", "brackets"},
                                       {"()", "parentheses"},
                                       {"\"\"", "quotes"},
                                       {"''", "quotes"},
                                       {"{", "opening brace"},
                                       {"}", "closing brace"},
                                       {"[", "opening bracket"},
                                       {"]", "closing bracket"},
                                       {"(", "opening parenthesis"},
                                       {")", "closing parenthesis"},
                                       {"<", "less than"},
                                       {">", "greater than"},
                                       {";", "semicolon"},
                                       {":", "colon"},
                                       {",", "comma"},
                                       {"!", "exclamation mark"},
                                       {"?", "question mark"},
                                       {"\"", "quote"},
                                       {"'", "apostrophe"},
                                       {"_", "underscore"},
                                       {"-", "hyphen"},
                                       {"`", "backtick"},
                                       {NULL, NULL}};

const struct numbers english_numbers = {
    .cardinal = cardinal,
    .ordinal = ordinal,
    .year = year,
    .decade = decade,
    .plural = plural,
    .fraction = fraction,
    .house = house,
    .digits = small,
    .point = "point",
    .minus = "minus",
    .plus = "plus",
    .per = "per",
    .slash = "slash",
    .operators = operators,
    .marks = marks,
    .and_last = "and",
    .and_minor = "",
    .powers = powers,
    .minors = minors,
    .signs = signs,
};
