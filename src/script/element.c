/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/element.h"

#include <string.h>

enum { GROUPS_MOST = 12, CHAIN_MOST = 12 }; /* longer runs are not numbers; keeps matching linear */

#define WORDS (1u << ATOM_WORD)
#define DIGITS (1u << ATOM_DIGITS)
#define MARKS (1u << ATOM_MARK)

long digits_value(struct span digits)
{
    long value = 0;
    for (size_t i = 0; i < digits.n; i++)
        if (digits.p[i] >= '0' && digits.p[i] <= '9' && value < 100000000000000000L)
            value = value * 10 + (digits.p[i] - '0');
    return value;
}

static bool is_digits(const struct atoms *atoms, size_t i)
{
    return i < atoms->n && atoms->list[i].kind == ATOM_DIGITS;
}

static bool separates_groups(const struct atoms *atoms, size_t i)
{
    if (atom_is_mark(atoms, i, ','))
        return true;
    struct span space =
        i < atoms->n && atoms->list[i].kind == ATOM_SPACE ? atoms_span(atoms, i, i + 1) : SPAN("");
    return span_is(space, "\u00A0") || span_is(space, "\u202F") || span_is(space, "\u2009");
}

size_t integer_end(const struct atoms *atoms, size_t i)
{
    if (!is_digits(atoms, i))
        return i;
    size_t end = i + 1;
    if (atoms->list[i].bytes > 3)
        return end;
    for (int g = 0; g < GROUPS_MOST && separates_groups(atoms, end) && is_digits(atoms, end + 1) &&
                    atoms->list[end + 1].bytes == 3;
         g++)
        end += 2;
    return end;
}

static bool match_int(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    (void)type;
    f->to = integer_end(&scan->atoms, i);
    f->value = f->to > i ? digits_value(atoms_span(&scan->atoms, i, f->to)) : 0;
    return f->to > i;
}

static bool sign_at(const struct atoms *atoms, size_t i)
{
    if (!atom_is_mark(atoms, i, '-') && !atom_is_mark(atoms, i, SIGN_MINUS) && !atom_is_mark(atoms, i, '+'))
        return false;
    const struct atom *before = i > 0 ? &atoms->list[i - 1] : NULL;
    return !before || before->kind == ATOM_SPACE ||
           (before->kind == ATOM_MARK && strchr("([=<>~^\"'", (int)before->code & 0x7F));
}

static bool match_number(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    const struct atoms *atoms = &scan->atoms;
    size_t at = type->least && sign_at(atoms, i) ? i + 1 : i;
    size_t end = integer_end(atoms, at);
    bool touches_word = at > 0 && at == end && atom_is_wordlike(atoms, at - 1);
    if (atom_is_mark(atoms, end, '.') && is_digits(atoms, end + 1) && !touches_word)
        end += 2;
    f->from = i;
    f->to = end;
    f->value = end == at + 1 ? digits_value(atoms_span(atoms, at, end)) : -1;
    return end > at;
}

static bool match_decimal(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    return match_number(scan, i, type, f) && f->to > i + 1 && atom_is_mark(&scan->atoms, f->to - 2, '.');
}

static bool match_digits(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    if (!is_digits(&scan->atoms, i))
        return false;
    struct span digits = atoms_span(&scan->atoms, i, i + 1);
    f->value = digits_value(digits);
    return (int)digits.n >= type->digits_least && (int)digits.n <= type->digits_most &&
           f->value >= type->least && f->value <= type->most;
}

/* 1980, 80: what can be a decade. */
static bool match_decade(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    return match_digits(scan, i, type, f) && f->value % 10 == 0;
}

bool ordinal_suffix_at(const struct atoms *atoms, size_t i)
{
    if (i == 0 || i >= atoms->n || atoms->list[i].kind != ATOM_WORD || !is_digits(atoms, i - 1))
        return false;
    struct span suffix = atoms_span(atoms, i, i + 1), digits = atoms_span(atoms, i - 1, i);
    static const char *const endings[] = {"th", "st", "nd", "rd"};
    long value = digits_value(span_slice(digits, digits.n > 2 ? digits.n - 2 : 0, digits.n));
    long last = value % 10;
    bool teen = value >= 10 && value < 20;
    return span_is_nocase(suffix, endings[teen || last > 3 ? 0 : last]);
}

static bool match_day(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    if (!match_digits(scan, i, type, f))
        return false;
    if (ordinal_suffix_at(&scan->atoms, f->to))
        f->to++;
    return true;
}

static bool match_nth(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    (void)type;
    f->to = integer_end(&scan->atoms, i);
    if (f->to == i || !ordinal_suffix_at(&scan->atoms, f->to))
        return false;
    f->to++;
    return true;
}

long roman_value(struct span word)
{
    static const struct {
        const char *letters;
        long value;
    } parts[] = {{"M", 1000}, {"CM", 900}, {"D", 500}, {"CD", 400}, {"C", 100}, {"XC", 90}, {"L", 50},
                 {"XL", 40},  {"X", 10},   {"IX", 9},  {"V", 5},    {"IV", 4},  {"I", 1}};
    long value = 0;
    size_t at = 0;
    for (size_t p = 0; p < COUNT_OF(parts); p++) {
        size_t n = strlen(parts[p].letters), most = n == 1 && parts[p].letters[0] != 'V' &&
                                                            parts[p].letters[0] != 'D' &&
                                                            parts[p].letters[0] != 'L'
                                                        ? 3
                                                        : 1;
        for (size_t times = 0; times < most && span_starts(span_slice(word, at, word.n), parts[p].letters);
             times++) {
            at += n;
            value += parts[p].value;
        }
    }
    return word.n > 0 && at == word.n ? value : 0;
}

static bool match_roman(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    struct span word = atoms_span(&scan->atoms, i, i + 1);
    if (scan->atoms.list[i].kind != ATOM_WORD || (int)word.n < type->digits_least || word.n > 8)
        return false;
    f->value = roman_value(word);
    return f->value >= type->least && f->value <= type->most;
}

static int exponent_at(const struct atoms *atoms, size_t i)
{
    if (atom_is_mark(atoms, i, 0xB2))
        return 2;
    if (atom_is_mark(atoms, i, 0xB3))
        return 3;
    if (!is_digits(atoms, i) || atoms->list[i].bytes != 1)
        return 1;
    char digit = atoms->text.p[atoms->list[i].at];
    return digit == '2' || digit == '3' ? digit - '0' : 1;
}

const struct entry *unit_factor(const struct scan *scan, size_t i, int *power, size_t *next)
{
    const struct entry *e =
        i < scan->atoms.n ? dictionary_find(scan->dictionary, &scan->atoms, i, SENSE_UNIT, next) : NULL;
    *power = e && e->value == 1 ? exponent_at(&scan->atoms, *next) : 1; /* value 1: lengths */
    if (e && *power > 1)
        ++*next;
    return e;
}

size_t unit_end(const struct scan *scan, size_t i)
{
    int power;
    size_t end = i, next;
    for (int factors = 0; factors < 3; factors++) {
        size_t at = end;
        if (factors > 0) {
            if (!atom_is_mark(&scan->atoms, end, '/') && !atom_is_mark(&scan->atoms, end, 0x2022))
                break;
            at++;
        }
        const struct entry *e = unit_factor(scan, at, &power, &next);
        if (!e && factors > 0 && at < scan->atoms.n)
            e = dictionary_find(scan->dictionary, &scan->atoms, at, SENSE_PERIOD, &next);
        if (!e)
            break;
        end = next;
    }
    return end;
}

static bool match_unit(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    (void)type;
    int power;
    size_t next;
    f->entry = unit_factor(scan, i, &power, &next);
    f->from = i;
    f->to = unit_end(scan, i);
    bool spaced =
        i > 0 && (scan->atoms.list[i - 1].kind == ATOM_SPACE || atom_is_mark(&scan->atoms, i - 1, '-'));
    return f->to > i && !(spaced && (f->entry->flags & ENTRY_ADJACENT) && f->to == i + 1);
}

static bool match_dash(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    (void)type;
    (void)f;
    static const uint32_t dashes[] = {'-', DASH_EN, DASH_EM, SIGN_MINUS};
    for (size_t d = 0; d < COUNT_OF(dashes); d++)
        if (atom_is_mark(&scan->atoms, i, dashes[d]))
            return true;
    return false;
}

static bool match_word(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    (void)f;
    const struct atoms *atoms = &scan->atoms;
    if (i >= atoms->n || atoms->list[i].kind != ATOM_WORD ||
        atoms->list[i].bytes > (uint32_t)type->digits_most)
        return false;
    if (type->least == 1) /* begins with a capital */
        return atom_is_capital(atoms, i);
    if (type->least == 2)
        return atom_is_upper(atoms, i);
    return type->least == 0 || !atom_is_capital(atoms, i);
}

/* ⁻⁶ and ⁸: value is the exponent. */
static bool match_power(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    (void)type;
    static const uint32_t digits[] = {0x2070, 0xB9,   0xB2,   0xB3,   0x2074,
                                      0x2075, 0x2076, 0x2077, 0x2078, 0x2079};
    bool negative = atom_is_mark(&scan->atoms, i, 0x207B);
    size_t at = i + negative, start = at;
    f->value = 0;
    for (bool more = true; more && at < start + 4;) {
        more = false;
        for (int d = 0; d < 10 && !more; d++)
            if (atom_is_mark(&scan->atoms, at, digits[d])) {
                f->value = f->value * 10 + d;
                more = true;
            }
        at += more;
    }
    f->value = negative ? -f->value : f->value;
    f->to = at;
    return at > start;
}

/* Digits joined by the mark in 'least': 1-2-3, 2.3.1; 'most' is the fewest parts. */
static bool match_chain(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    size_t end = i, parts = 0;
    while (parts < CHAIN_MOST && is_digits(&scan->atoms, end)) {
        parts++;
        f->to = ++end;
        if (!atom_is_mark(&scan->atoms, end, (uint32_t)type->least))
            break;
        end++;
    }
    return parts >= (size_t)type->most;
}

/* Letters and digits without anything between: B2A23C, H2O, V75S. */
static bool match_serial(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    (void)type;
    size_t end = i;
    while (atom_is_wordlike(&scan->atoms, end) && end < i + CHAIN_MOST)
        end++;
    f->to = end;
    return end >= i + 2;
}

/* The letters of a telephone number: GO-U-HAUL, FLOWERS. */
static bool match_vanity(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    (void)type;
    size_t end = i;
    if (!atom_is_upper(&scan->atoms, i))
        return false;
    for (end = i + 1; end < i + CHAIN_MOST && atom_is_mark(&scan->atoms, end, '-') &&
                      atom_is_wordlike(&scan->atoms, end + 1);)
        end += 2;
    f->to = end;
    return true;
}

/* J.K. or A.B.C, at least two letters; the last dot may be the sentence's and is taken when it is not. */
static bool match_initials(const struct scan *scan, size_t i, const struct element_type *type,
                           struct field *f)
{
    (void)type;
    size_t end = i, letters = 0;
    while (end < i + 2 * CHAIN_MOST && atom_is_upper(&scan->atoms, end) && scan->atoms.list[end].bytes == 1) {
        letters++;
        f->to = ++end;
        if (!atom_is_mark(&scan->atoms, end, '.'))
            break;
        f->to = ++end;
    }
    return letters > 1;
}

static const struct element_type types[] = {
    {"int", match_int, 0, 0, 0, 0, DIGITS},
    {"number", match_number, 1, 0, 0, 0, DIGITS | MARKS},
    {"plain", match_number, 0, 0, 0, 0, DIGITS | MARKS},
    {"decimal", match_decimal, 0, 0, 0, 0, DIGITS | MARKS},
    {"digits", match_digits, 0, 0x7FFFFFFF, 1, 9, DIGITS},
    {"d1", match_digits, 0, 9, 1, 1, DIGITS},
    {"d2", match_digits, 0, 99, 2, 2, DIGITS},
    {"d3", match_digits, 0, 999, 3, 3, DIGITS},
    {"d4", match_digits, 0, 9999, 4, 4, DIGITS},
    {"d34", match_digits, 100, 9999, 3, 4, DIGITS},
    {"d5", match_digits, 0, 99999, 5, 5, DIGITS},
    {"d12", match_digits, 0, 99, 1, 2, DIGITS},
    {"d13", match_digits, 0, 999, 1, 3, DIGITS},
    {"d14", match_digits, 1, 9999, 1, 4, DIGITS},
    {"d26", match_digits, 0, 999999, 2, 6, DIGITS},
    {"house", match_digits, 1, 99999, 1, 5, DIGITS},
    {"day", match_digits, 1, 31, 1, 2, DIGITS},
    {"dd", match_digits, 1, 31, 2, 2, DIGITS},
    {"dayth", match_day, 1, 31, 1, 2, DIGITS},
    {"mon", match_digits, 1, 12, 1, 2, DIGITS},
    {"mon2", match_digits, 1, 12, 2, 2, DIGITS},
    {"hour", match_digits, 0, 24, 1, 2, DIGITS},
    {"h12", match_digits, 1, 12, 1, 2, DIGITS},
    {"mm", match_digits, 0, 59, 2, 2, DIGITS},
    {"ten10", match_digits, 10, 10, 2, 2, DIGITS},
    {"zeros", match_digits, 0, 0, 2, 2, DIGITS},
    {"year4", match_digits, 1000, 2999, 4, 4, DIGITS},
    {"year", match_digits, 1100, 2099, 4, 4, DIGITS},
    {"decade4", match_decade, 1000, 2999, 4, 4, DIGITS},
    {"decade2", match_decade, 10, 90, 2, 2, DIGITS},
    {"year3", match_digits, 1, 9999, 1, 4, DIGITS},
    {"ten", match_digits, 10, 99, 2, 2, DIGITS},
    {"nth", match_nth, 0, 0, 0, 0, DIGITS},
    {"roman", match_roman, 1, 39, 1, 0, WORDS},
    {"roman5", match_roman, 5, 39, 1, 0, WORDS},
    {"roman3", match_roman, 40, 89, 3, 0, WORDS},
    {"roman2", match_roman, 2, 39, 2, 0, WORDS},
    {"unit", match_unit, 0, 0, 0, 0, WORDS | MARKS | FIRST_KNOWN},
    {"dash", match_dash, 0, 0, 0, 0, MARKS},
    {"word", match_word, 0, 0, 0, 64, WORDS},
    {"cap", match_word, 1, 0, 0, 64, WORDS},
    {"caps", match_word, 2, 0, 0, 64, WORDS},
    {"letter", match_word, 0, 0, 0, 1, WORDS},
    {"initial", match_word, 2, 0, 0, 1, WORDS},
    {"lower", match_word, 3, 0, 0, 64, WORDS},
    {"initials", match_initials, 0, 0, 0, 0, WORDS},
    {"power", match_power, 0, 0, 0, 0, MARKS},
    {"dashed", match_chain, '-', 3, 0, 0, DIGITS},
    {"isbn", match_chain, '-', 1, 0, 0, DIGITS},
    {"dotted", match_chain, '.', 3, 0, 0, DIGITS},
    {"version", match_chain, '.', 1, 0, 0, DIGITS},
    {"slashed", match_chain, '/', 3, 0, 0, DIGITS},
    {"vanity", match_vanity, 0, 0, 0, 0, WORDS},
    {"serial", match_serial, 0, 0, 0, 0, WORDS | DIGITS},
    {"url", match_url, 0, 0, 0, 0, WORDS},
    {"email", match_email, 0, 0, 0, 0, WORDS | DIGITS},
    {"host", match_host, 0, 0, 0, 0, WORDS | DIGITS},
    {"path", match_path, 0, 0, 0, 0, WORDS | MARKS},
    {"file", match_file, 0, 0, 0, 0, WORDS | DIGITS},
    {"handle", match_handle, 0, 0, 0, 0, MARKS},
    {"identifier", match_identifier, 0, 0, 0, 0, WORDS},
    {"streetname", match_streetname, 0, 0, 0, 0, WORDS | DIGITS},
    {"plural", match_plural, 0, 0, 0, 0, WORDS},
    {"noquote", match_noquote, 0, 0, 0, 0, MARKS},
};

const struct element_type *element_named(struct span name)
{
    for (size_t i = 0; i < COUNT_OF(types); i++)
        if (span_is(name, types[i].name))
            return &types[i];
    return NULL;
}
