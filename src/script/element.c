/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The elements that patterns name, in one table, and those of them that are neither numbers, units, names nor
 * addresses. */
#include <limits.h>
#include <string.h>

#include "script/element.h"
#include "script/emoji.h"

enum { CHAIN_MOST = 12 }; /* longer runs are not serials; keeps matching linear */

#define WORDS (1u << ATOM_WORD)
#define DIGITS (1u << ATOM_DIGITS)
#define MARKS (1u << ATOM_MARK)

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

/* Nothing is taken: a question about the post. */
static bool match_day_first(const struct scan *scan, size_t i, const struct element_type *type,
                            struct field *f)
{
    (void)i;
    (void)type;
    (void)f;
    return memory_day_first(scan->memory);
}

static bool match_references(const struct scan *scan, size_t i, const struct element_type *type,
                             struct field *f)
{
    (void)i;
    (void)type;
    (void)f;
    return memory_has_references(scan->memory);
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
    size_t end = i, digits = 0;
    while (atom_is_wordlike(&scan->atoms, end) && end < i + CHAIN_MOST)
        digits += is_digits(&scan->atoms, end++);
    f->to = end;
    return end >= i + 2 && digits > 0; /* Δt has none */
}

/* A serial and more of it behind hyphens: i7-13700K, x86-64. */
static bool match_model(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    if (!match_serial(scan, i, type, f))
        return false;
    size_t end = f->to;
    while (end < i + CHAIN_MOST && atom_is_mark(&scan->atoms, end, '-') &&
           atom_is_wordlike(&scan->atoms, end + 1))
        for (end++; end < i + CHAIN_MOST && atom_is_wordlike(&scan->atoms, end);)
            end++;
    bool longer = end > f->to;
    f->to = end;
    return longer && is_digits(&scan->atoms, i + 1);
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
    {"digits", match_digits, 0, INT_MAX, 1, 9, DIGITS},
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
    {"d5up", match_digits, 0, INT_MAX, 5, 64, DIGITS},
    {"d7up", match_digits, 0, INT_MAX, 7, 64, DIGITS},
    {"trunk", match_trunk, 0, INT_MAX, 3, 5, DIGITS},
    {"zero4", match_trunk, 0, INT_MAX, 4, 4, DIGITS},
    {"over", match_over, 10, 9999, 2, 4, DIGITS},
    {"share", match_share, 100, 9999, 3, 5, DIGITS},
    {"round360", match_digits, 360, 360, 3, 3, DIGITS},
    {"two", match_digits, 2, 2, 1, 1, DIGITS},
    {"three", match_digits, 3, 3, 1, 1, DIGITS},
    {"late", match_digits, 13, 31, 2, 2, DIGITS},
    {"hundred100", match_digits, 100, 100, 3, 3, DIGITS},
    {"house", match_digits, 1, 99999, 1, 5, DIGITS},
    {"day", match_digits, 1, 31, 1, 2, DIGITS},
    {"dd", match_digits, 1, 31, 2, 2, DIGITS},
    {"dayth", match_day, 1, 31, 1, 2, DIGITS},
    {"mon", match_digits, 1, 12, 1, 2, DIGITS},
    {"mon2", match_digits, 1, 12, 2, 2, DIGITS},
    {"seasonal", match_season, 1800, 2099, 4, 4, DIGITS},
    {"clocked", match_clocked, 0, 24, 1, 2, DIGITS},
    {"hour", match_digits, 0, 24, 1, 2, DIGITS},
    {"h12", match_digits, 1, 12, 1, 2, DIGITS},
    {"mm", match_digits, 0, 59, 2, 2, DIGITS},
    {"status", match_digits, 400, 599, 3, 3, DIGITS},
    {"ten10", match_digits, 10, 10, 2, 2, DIGITS},
    {"single", match_digits, 1, 1, 1, 1, DIGITS},
    {"recent", match_digits, 2001, 2050, 4, 4, DIGITS},
    {"millennial", match_digits, 2000, 2050, 4, 4, DIGITS},
    {"zeroed", match_digits, 0, 9, 2, 2, DIGITS},
    {"monthback", match_month_of_year, 1, 12, 2, 2, DIGITS},
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
    {"smallroman", match_small_roman, 1, 39, 2, 0, WORDS},
    {"hash", match_hash, 0, 0, 7, 12, WORDS | DIGITS},
    {"longhash", match_hash, 0, 0, 13, 128, WORDS | DIGITS},
    {"uuid", match_uuid, 0, 0, 0, 0, WORDS | DIGITS},
    {"hardware", match_hardware, 0, 0, 0, 0, WORDS | DIGITS},
    {"hexadecimal", match_hexadecimal, 0, 0, 0, 0, DIGITS},
    {"color", match_color, 0, 0, 0, 0, MARKS},
    {"option", match_option, 1, 0, 0, 0, MARKS},
    {"options", match_option, 2, 0, 0, 0, MARKS},
    {"doi", match_doi, 0, 0, 0, 0, DIGITS},
    {"stars", match_stars, 0, 10, 0, 0, MARKS},
    {"onestar", match_stars, 0, 1, 0, 0, MARKS},
    {"emojis", match_emojis, 0, 0, 0, 0, MARKS},
    {"keycap", match_keycap, 0, 0, 0, 0, MARKS},
    {"nostars", match_empty_stars, 0, 0, 0, 0, MARKS},
    {"explainedunit", match_explained_unit, 0, 0, 0, 0, WORDS | MARKS | FIRST_KNOWN},
    {"unit", match_unit, 0, 0, 0, 0, WORDS | MARKS | FIRST_KNOWN},
    {"dash", match_dash, 0, 0, 0, 0, MARKS},
    {"word", match_word, 0, 0, 0, 64, WORDS},
    {"cap", match_word, 1, 0, 0, 64, WORDS},
    {"caps", match_word, 2, 0, 0, 64, WORDS},
    {"caps3", match_word, 2, 0, 0, 3, WORDS},
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
    {"model", match_model, 0, 0, 0, 0, WORDS},
    {"serial", match_serial, 0, 0, 0, 0, WORDS | DIGITS},
    {"url", match_url, 0, 0, 0, 0, WORDS},
    {"email", match_email, 0, 0, 0, 0, WORDS | DIGITS},
    {"host", match_host, 0, 0, 0, 0, WORDS | DIGITS},
    {"path", match_path, 0, 0, 0, 0, WORDS | MARKS},
    {"drive", match_drive, 0, 0, 0, 0, WORDS | MARKS},
    {"file", match_file, 0, 0, 0, 0, WORDS | DIGITS},
    {"handle", match_handle, 0, 0, 0, 0, MARKS},
    {"identifier", match_identifier, 0, 0, 0, 0, WORDS},
    {"dayfirst", match_day_first, 0, 0, 0, 0, WORDS | DIGITS | MARKS},
    {"references", match_references, 0, 0, 0, 0, WORDS | DIGITS | MARKS},
    {"knownstreet", match_known_street, 0, 0, 0, 0, WORDS},
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

struct element_need element_need(const struct element_type *type)
{
    static const struct element_need needs[] = {
        {"unit", 0, SENSE_UNIT},      {"explainedunit", 0, SENSE_UNIT}, {"streetname", 0, SENSE_STREET},
        {"host", '.', SENSE_HOST},    {"file", '.', SENSE_FILETYPE},    {"dash", '-', SENSE_NONE},
        {"dashed", '-', SENSE_NONE},  {"dotted", '.', SENSE_NONE},      {"slashed", '/', SENSE_NONE},
        {"decimal", '.', SENSE_NONE}, {"share", '/', SENSE_NONE},       {"seasonal", '/', SENSE_NONE},
        {"over", '/', SENSE_NONE},    {"uuid", '-', SENSE_NONE},        {"doi", '/', SENSE_NONE},
        {"model", '-', SENSE_NONE},   {"drive", '\\', SENSE_NONE},      {"email", '@', SENSE_NONE},
    };
    for (size_t i = 0; i < COUNT_OF(needs); i++)
        if (strcmp(type->name, needs[i].name) == 0)
            return needs[i];
    return (struct element_need){0};
}
