/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Elements that only machines write: sums in hexadecimal, hardware addresses, options, colours, identifiers
 * of documents. All are bounded, so that matching stays linear. */
#include <string.h>

#include "script/element.h"

enum { HEX_MOST = 128, HEX_ATOMS = 128, OPTION_ATOMS = 24, DOI_ATOMS = 60 };

/* A run of hexadecimal digits in one case. */
struct hex {
    size_t end, bytes, digits, upper, lower;
};

static bool count_hex(struct span text, struct hex *hex)
{
    if (text.n > HEX_MOST)
        return false;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        hex->digits += c >= '0' && c <= '9';
        hex->lower += c >= 'a' && c <= 'f';
        hex->upper += c >= 'A' && c <= 'F';
    }
    hex->bytes += text.n;
    return hex->digits + hex->lower + hex->upper == hex->bytes && hex->bytes <= HEX_MOST;
}

/* The run that begins with atom i; no bytes when there is none or it is part of a longer word. */
static struct hex hex_at(const struct atoms *atoms, size_t i)
{
    struct hex hex = {.end = i}, none = {.end = i};
    if (i > 0 && atom_is_wordlike(atoms, i - 1))
        return none;
    for (; atom_is_wordlike(atoms, hex.end); hex.end++)
        if (hex.end == i + HEX_ATOMS || !count_hex(atoms_span(atoms, hex.end, hex.end + 1), &hex))
            return none;
    return hex.upper && hex.lower ? none : hex;
}

/* As much of a word as of a number, so that it can be neither: d2c990f. 'digits_least' and 'digits_most'
 * count characters. */
bool match_hash(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    struct hex hex = hex_at(&scan->atoms, i);
    f->to = hex.end;
    return hex.bytes >= (size_t)type->digits_least && hex.bytes <= (size_t)type->digits_most &&
           hex.digits > 1 && hex.upper + hex.lower > 1;
}

/* 550e8400-e29b-41d4-a716-446655440000 */
bool match_uuid(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    (void)type;
    static const size_t parts[] = {8, 4, 4, 4, 12};
    size_t at = i;
    for (size_t p = 0; p < COUNT_OF(parts); p++) {
        if (p > 0 && !atom_is_mark(&scan->atoms, at++, '-'))
            return false;
        struct hex hex = hex_at(&scan->atoms, at);
        if (hex.bytes != parts[p])
            return false;
        at = hex.end;
    }
    f->to = at;
    return true;
}

/* 00:1A:2B:3C:4D:5E or with hyphens. */
bool match_hardware(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    (void)type;
    enum { PAIRS = 6 };
    uint32_t between = 0;
    size_t at = i;
    for (size_t p = 0; p < PAIRS; p++) {
        if (p == 1 && at < scan->atoms.n)
            between = scan->atoms.list[at].code;
        if (p > 0 && ((between != ':' && between != '-') || !atom_is_mark(&scan->atoms, at++, between)))
            return false;
        struct hex hex = hex_at(&scan->atoms, at);
        if (hex.bytes != 2)
            return false;
        at = hex.end;
    }
    f->to = at;
    return true;
}

/* 0xFF */
bool match_hexadecimal(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    (void)type;
    const struct atoms *atoms = &scan->atoms;
    size_t end = i;
    struct hex hex = {0};
    while (end < i + HEX_ATOMS && atom_is_wordlike(atoms, end))
        end++;
    struct span text = atoms_span(atoms, i, end);
    f->to = end;
    return text.n > 2 && span_starts_nocase(text, "0x") && count_hex(span_slice(text, 2, text.n), &hex);
}

static bool one_character(struct span text)
{
    for (size_t i = 1; i < text.n; i++)
        if (text.p[i] != text.p[0])
            return false;
    return true;
}

/* #ff8800: three or six characters that are no hashtag and no number of an issue. The field is what is behind
 * the sign. */
bool match_color(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    (void)type;
    const struct atoms *atoms = &scan->atoms;
    if (!atom_is_mark(atoms, i, '#') || !atom_is_wordlike(atoms, i + 1))
        return false;
    struct hex hex = hex_at(atoms, i + 1);
    struct span text = atoms_span(atoms, i + 1, hex.end > i + 1 ? hex.end : i + 2);
    bool mixed = hex.digits && hex.digits < hex.bytes, zeros = text.p[0] == '0' && hex.bytes == 6;
    f->from = i + 1;
    f->to = hex.end;
    return (hex.bytes == 3 || hex.bytes == 6) && (mixed || zeros || (!hex.digits && one_character(text)));
}

static bool stands_free(const struct atoms *atoms, size_t i)
{
    return i == 0 || atoms->list[i - 1].kind == ATOM_SPACE ||
           (atoms->list[i - 1].kind == ATOM_MARK && atoms->list[i - 1].code < 0x80 &&
            strchr("(['\"", (int)atoms->list[i - 1].code));
}

/* -v and --dry-run, standing free; 'least' is the number of hyphens. The field is what is behind them. */
bool match_option(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    const struct atoms *atoms = &scan->atoms;
    size_t at = i + (size_t)type->least;
    for (size_t h = i; h < at; h++)
        if (!atom_is_mark(atoms, h, '-'))
            return false;
    if (!stands_free(atoms, i) || at >= atoms->n || atoms->list[at].kind != ATOM_WORD)
        return false;
    f->from = at++;
    while (type->least > 1 && at < i + OPTION_ATOMS &&
           (atom_is_wordlike(atoms, at) || (atom_is_mark(atoms, at, '-') && atom_is_wordlike(atoms, at + 1))))
        at++;
    f->to = at;
    return type->least > 1 || (atoms->list[f->from].bytes == 1 && !atom_is_mark(atoms, at, '.'));
}

/* 10.1000/xyz-123: the identifier of a document. */
bool match_doi(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    (void)type;
    const struct atoms *atoms = &scan->atoms;
    if (!is_digits(atoms, i) || !span_is(atoms_span(atoms, i, i + 1), "10") ||
        !atom_is_mark(atoms, i + 1, '.') || !is_digits(atoms, i + 2) || atoms->list[i + 2].bytes < 4 ||
        !atom_is_mark(atoms, i + 3, '/'))
        return false;
    size_t end = i + 4;
    while (end < i + DOI_ATOMS && end < atoms->n && atoms->list[end].kind != ATOM_SPACE)
        end++;
    while (end > i + 4 && !atom_is_wordlike(atoms, end - 1))
        end--;
    f->to = end;
    return end > i + 4;
}

enum { STARS_MOST = 10, STAR = 0x2605, EMPTY_STAR = 0x2606, STAR_EMOJI = 0x2B50 };

/* ★★★; the value is how many. */
bool match_stars(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    size_t at = i;
    while (at < i + (size_t)type->most &&
           (atom_is_mark(&scan->atoms, at, STAR) || atom_is_mark(&scan->atoms, at, STAR_EMOJI)))
        at++;
    f->to = at;
    f->value = (long)(at - i);
    return at > i;
}

/* The ☆☆ behind them; the value is how many there are of both. */
bool match_empty_stars(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    (void)type;
    size_t at = i, before = 0;
    while (before < i && before < STARS_MOST && atom_is_mark(&scan->atoms, i - before - 1, STAR))
        before++;
    while (at < i + STARS_MOST && atom_is_mark(&scan->atoms, at, EMPTY_STAR))
        at++;
    f->to = at;
    f->value = (long)(at - i + before);
    return at > i;
}
