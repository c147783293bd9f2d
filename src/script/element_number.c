/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as they are written: digits in groups, signs, points, ordinals, Roman numerals, raised digits. */
#include <limits.h>
#include <string.h>

#include "script/element.h"

enum { GROUPS_MOST = 12 }; /* longer runs are not numbers; keeps matching linear */

long digits_value(struct span digits)
{
    long value = 0;
    for (size_t i = 0; i < digits.n; i++)
        if (digits.p[i] >= '0' && digits.p[i] <= '9' && value < 100000000000000000L)
            value = value * 10 + (digits.p[i] - '0');
    return value;
}

bool is_digits(const struct atoms *atoms, size_t i)
{
    return i < atoms->n && atoms->list[i].kind == ATOM_DIGITS;
}

static bool separates_groups(const struct atoms *atoms, size_t i)
{
    if (atom_is_mark(atoms, i, ',') || atom_is_mark(atoms, i, '\'') ||
        atom_is_mark(atoms, i, '_')) /* 1'200: Switzerland; 1_000: code */
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

bool match_int(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
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

bool match_number(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
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

bool match_decimal(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    return match_number(scan, i, type, f) && f->to > i + 1 && atom_is_mark(&scan->atoms, f->to - 2, '.');
}

bool match_digits(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    if (!is_digits(&scan->atoms, i))
        return false;
    struct span digits = atoms_span(&scan->atoms, i, i + 1);
    f->value = digits_value(digits);
    return (int)digits.n >= type->digits_least && (int)digits.n <= type->digits_most &&
           f->value >= type->least && (type->most == INT_MAX || f->value <= type->most);
}

/* Digits that begin with a zero, as the first part of a telephone number does. */
bool match_trunk(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    return match_digits(scan, i, type, f) && atoms_span(&scan->atoms, i, i + 1).p[0] == '0';
}

/* A number that is not less than the one behind the slash: 120/80 is no fraction. */
bool match_over(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    const struct atoms *atoms = &scan->atoms;
    if (!match_digits(scan, i, type, f) || !atom_is_mark(atoms, i + 1, '/') || !is_digits(atoms, i + 2))
        return false;
    struct span below = atoms_span(atoms, i + 2, i + 3);
    return below.n > 1 && below.p[0] != '0' && f->value >= digits_value(below);
}

/* 1,763 of 1,763/1,770: a hundred and more, and not more than the whole behind the slash. */
bool match_share(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    const struct atoms *atoms = &scan->atoms;
    if (!match_int(scan, i, type, f) || !atom_is_mark(atoms, f->to, '/'))
        return false;
    size_t whole = f->to + 1, end = integer_end(atoms, whole);
    return f->value >= type->least && f->value <= type->most && end > whole &&
           f->value <= digits_value(atoms_span(atoms, whole, end));
}

/* The first year of 2023/2024. */
bool match_season(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    const struct atoms *atoms = &scan->atoms;
    return match_digits(scan, i, type, f) && atom_is_mark(atoms, i + 1, '/') && is_digits(atoms, i + 2) &&
           digits_value(atoms_span(atoms, i + 2, i + 3)) == f->value + 1;
}

/* An hour with its minutes or its half of the day: 9 of 9:30, of 9am. */
bool match_clocked(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    const struct atoms *atoms = &scan->atoms;
    if (!match_digits(scan, i, type, f))
        return false;
    size_t next = i + 1, end;
    if (atom_is_mark(atoms, next, ':'))
        return is_digits(atoms, next + 1);
    next += atoms->list[next].kind == ATOM_SPACE;
    return next < atoms->n && dictionary_find(scan->dictionary, atoms, next, SENSE_AMPM, &end) != NULL;
}

/* 12 of 2025-12, which cannot be the end of a span of years. */
bool match_month_of_year(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    if (i < 2 || !is_digits(&scan->atoms, i - 2) || !match_digits(scan, i, type, f))
        return false;
    return digits_value(atoms_span(&scan->atoms, i - 2, i - 1)) % 100 >= f->value;
}

/* 1980, 80: what can be a decade. */
bool match_decade(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
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

bool match_day(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    if (!match_digits(scan, i, type, f))
        return false;
    if (ordinal_suffix_at(&scan->atoms, f->to))
        f->to++;
    return true;
}

bool match_nth(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
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

bool match_roman(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    struct span word = atoms_span(&scan->atoms, i, i + 1);
    if (scan->atoms.list[i].kind != ATOM_WORD || (int)word.n < type->digits_least || word.n > 8)
        return false;
    f->value = roman_value(word);
    return f->value >= type->least && f->value <= type->most;
}

/* iv, in small letters. */
bool match_small_roman(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    char upper[8];
    struct span word = atoms_span(&scan->atoms, i, i + 1);
    if (scan->atoms.list[i].kind != ATOM_WORD || (int)word.n < type->digits_least || word.n > sizeof upper)
        return false;
    for (size_t c = 0; c < word.n; c++) {
        if (word.p[c] != 'i' && word.p[c] != 'v' && word.p[c] != 'x')
            return false;
        upper[c] = (char)(word.p[c] - 32);
    }
    f->value = roman_value((struct span){upper, word.n});
    return f->value >= type->least && f->value <= type->most;
}

/* ⁻⁶ and ⁸: value is the exponent. */
bool match_power(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
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
