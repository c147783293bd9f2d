/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ways a field can be said. What a language says for a number is its own (struct numbers); what all share
 * is here: which digits, which agreement, which order. */
#include <stdio.h>
#include <string.h>

#include "script/template.h"

enum { CARDINAL_DIGITS_MOST = 18, DIGITS_BYTES = 64 };

static const struct field *field_at(struct speaker *s, size_t field)
{
    return &s->record->fields[field];
}

static struct span field_text(struct speaker *s, size_t field)
{
    const struct field *f = field_at(s, field);
    return f->from < f->to ? atoms_span(&s->scan->atoms, f->from, f->to) : SPAN("");
}

static const struct numbers *numbers(struct speaker *s)
{
    return s->scan->language->numbers;
}

/* ASCII digits only, as many as fit. */
static struct span only_digits(struct span text, char out[DIGITS_BYTES])
{
    size_t n = 0;
    for (size_t i = 0; i < text.n && n < DIGITS_BYTES; i++)
        if (text.p[i] >= '0' && text.p[i] <= '9')
            out[n++] = text.p[i];
    return (struct span){out, n};
}

void digits_say(struct speaker *s, struct span digits)
{
    for (size_t i = 0; i < digits.n; i++)
        if (digits.p[i] >= '0' && digits.p[i] <= '9')
            wording_add(s->out, span_of(numbers(s)->digits[digits.p[i] - '0']));
}

void cardinal_say(struct speaker *s, struct span digits)
{
    char bytes[DIGITS_BYTES];
    struct span only = only_digits(digits, bytes);
    if (only.n > CARDINAL_DIGITS_MOST || digits.n > DIGITS_BYTES || (only.n > 1 && only.p[0] == '0'))
        digits_say(s, digits);
    else if (only.n)
        numbers(s)->cardinal(s->out, only);
}

static void say_sign(struct speaker *s, struct span *text)
{
    if (span_starts(*text, "-") || span_starts(*text, "\u2212"))
        wording_add_text(s->out, span_of(numbers(s)->minus));
    else if (span_starts(*text, "+"))
        wording_add_text(s->out, span_of(numbers(s)->plus));
    while (text->n && (text->p[0] < '0' || text->p[0] > '9') && text->p[0] != '.')
        *text = span_slice(*text, 1, text->n);
}

static void say_decimal(struct speaker *s, struct span text)
{
    size_t point = span_find_byte(text, '.');
    cardinal_say(s, span_slice(text, 0, point));
    if (point >= text.n)
        return;
    wording_add_text(s->out, span_of(numbers(s)->point));
    digits_say(s, span_slice(text, point + 1, text.n));
}

static void format_number(struct speaker *s, size_t field)
{
    struct span text = field_text(s, field);
    say_sign(s, &text);
    say_decimal(s, text);
}

/* Without leading zeros: 02 is two. */
static void format_hour(struct speaker *s, size_t field)
{
    struct span text = field_text(s, field);
    while (text.n > 1 && text.p[0] == '0')
        text = span_slice(text, 1, text.n);
    cardinal_say(s, text);
}

static void format_cardinal(struct speaker *s, size_t field)
{
    cardinal_say(s, field_text(s, field));
}

/* For version numbers and the like: 12 is twelve, 012 zero one two; marks between are said as the point. */
static void format_dotted(struct speaker *s, size_t field)
{
    struct span rest = field_text(s, field), part;
    for (bool first = true; span_split(&rest, '.', &part); first = false) {
        if (!first)
            wording_add_text(s->out, span_of(numbers(s)->point));
        cardinal_say(s, part);
    }
}

static void format_ordinal(struct speaker *s, size_t field)
{
    char bytes[DIGITS_BYTES];
    struct span digits = only_digits(field_text(s, field), bytes);
    while (digits.n > 1 && digits.p[0] == '0')
        digits = span_slice(digits, 1, digits.n);
    if (digits.n && digits.n <= CARDINAL_DIGITS_MOST)
        numbers(s)->ordinal(s->out, digits);
    else
        digits_say(s, digits);
}

static void format_year(struct speaker *s, size_t field)
{
    numbers(s)->year(s->out, digits_value(field_text(s, field)));
}

/* Two digits of a year: 98, 05. */
static void format_year2(struct speaker *s, size_t field)
{
    char bytes[DIGITS_BYTES];
    cardinal_say(s, only_digits(field_text(s, field), bytes));
}

static void format_decade(struct speaker *s, size_t field)
{
    numbers(s)->decade(s->out, digits_value(field_text(s, field)));
}

static void format_digits(struct speaker *s, size_t field)
{
    digits_say(s, field_text(s, field));
}

/* Groups of digits with a breath between them: telephone numbers. */
static void format_groups(struct speaker *s, size_t field)
{
    struct span text = field_text(s, field);
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] >= '0' && text.p[i] <= '9')
            wording_add(s->out, span_of(numbers(s)->digits[text.p[i] - '0']));
        else if (i > 0)
            wording_punctuate(s->out, ',');
    }
}

static void format_house(struct speaker *s, size_t field)
{
    char bytes[DIGITS_BYTES];
    numbers(s)->house(s->out, only_digits(field_text(s, field), bytes));
}

static void format_month(struct speaker *s, size_t field)
{
    const struct language *language = s->scan->language;
    for (size_t t = 0; t < language->ntables; t++)
        for (size_t i = 0; i < language->tables[t].count; i++) {
            const struct entry *e = &language->tables[t].entries[i];
            if (e->sense == SENSE_MONTH && e->value == field_at(s, field)->value) {
                wording_add_text(s->out, span_of(e->spoken));
                return;
            }
        }
}

static void format_minutes(struct speaker *s, size_t field)
{
    struct span text = field_text(s, field);
    if (digits_value(text) > 0)
        numbers(s)->house(s->out, text);
}

/* Does the number that stands before this field in the record ask for the singular? */
static bool one_before(struct speaker *s, size_t field)
{
    for (size_t i = field; i > 0; i--) {
        struct span text = field_text(s, i - 1);
        if (text.n && (s->scan->atoms.list[field_at(s, i - 1)->from].kind == ATOM_DIGITS ||
                       text.p[0] == '-' || text.p[0] == '+'))
            return span_is(text, "1") || span_is(text, "-1") || span_is(text, "+1");
        if (field_at(s, i - 1)->entry && field_at(s, i - 1)->entry->sense == SENSE_MAGNITUDE)
            return false;
    }
    return false;
}

static struct span form_of(const struct entry *e, bool one)
{
    return span_of(one || !e->many ? e->spoken : e->many);
}

static void format_agree(struct speaker *s, size_t field)
{
    const struct entry *e = field_at(s, field)->entry;
    if (e)
        wording_add_text(s->out, form_of(e, one_before(s, field)));
}

static void format_one(struct speaker *s, size_t field)
{
    if (field_at(s, field)->entry)
        wording_add_text(s->out, form_of(field_at(s, field)->entry, true));
}

static void format_many(struct speaker *s, size_t field)
{
    if (field_at(s, field)->entry)
        wording_add_text(s->out, form_of(field_at(s, field)->entry, false));
}

static void say_unit(struct speaker *s, size_t field, bool one)
{
    const struct field *f = field_at(s, field);
    int power;
    size_t next;
    for (size_t i = f->from; i < f->to; i = next) {
        if (i > f->from) {
            wording_add_text(s->out, span_of(atom_is_mark(&s->scan->atoms, i, '/') ? numbers(s)->per : ""));
            one = one || atom_is_mark(&s->scan->atoms, i, '/');
            i++;
        }
        const struct entry *e = unit_factor(s->scan, i, &power, &next);
        if (!e)
            e = dictionary_find(s->scan->dictionary, &s->scan->atoms, i, SENSE_PERIOD, &next);
        if (!e)
            return;
        wording_add_text(s->out, span_of(numbers(s)->powers[power]));
        wording_add_text(s->out, form_of(e, one));
    }
}

static void format_unit(struct speaker *s, size_t field)
{
    say_unit(s, field, one_before(s, field));
}

static void format_unit1(struct speaker *s, size_t field)
{
    say_unit(s, field, true);
}

static void format_unitn(struct speaker *s, size_t field)
{
    say_unit(s, field, false);
}

static const struct entry *currency_of(struct speaker *s)
{
    for (size_t i = 0; i < s->record->nfields; i++) {
        const struct entry *e = field_at(s, i)->entry;
        if (e && (e->sense == SENSE_CURRENCY || e->sense == SENSE_CURCODE))
            return e;
    }
    return NULL;
}

/* 20.50 is whole units and hundredths; 20.506 is a decimal; 20.010 and 12.0500 are 20.01 and 12.05. */
static void format_money(struct speaker *s, size_t field)
{
    const struct entry *currency = currency_of(s);
    struct span text = field_text(s, field);
    size_t point = span_find_byte(text, '.');
    struct span whole = span_slice(text, 0, point), cents = span_slice(text, point + 1, text.n);
    while (cents.n > 2 && cents.p[cents.n - 1] == '0')
        cents.n--;
    long ncents = digits_value(cents) * (cents.n == 1 ? 10 : 1);
    const char *const *minor = currency ? numbers(s)->minors[currency->value] : NULL;
    if (!currency || cents.n > 2 || (ncents > 0 && (currency->value == 0))) {
        say_decimal(s, cents.n > 2 ? span_slice(text, 0, point + 1 + cents.n) : text);
        if (currency)
            wording_add_text(s->out, form_of(currency, false));
        return;
    }
    if (digits_value(whole) > 0 || ncents == 0) {
        cardinal_say(s, whole.n ? whole : SPAN("0"));
        wording_add_text(s->out, form_of(currency, span_is(whole, "1")));
    }
    if (ncents == 0)
        return;
    if (digits_value(whole) > 0)
        wording_add_text(s->out, span_of(numbers(s)->and_minor));
    char bytes[24];
    int n = snprintf(bytes, sizeof bytes, "%ld", ncents);
    cardinal_say(s, (struct span){bytes, (size_t)n});
    wording_add_text(s->out, span_of(minor[ncents == 1 ? 0 : 1]));
}

/* Numerator in this field, denominator in the next; behind a whole number when it is not the first. */
static void format_frac(struct speaker *s, size_t field)
{
    char above[DIGITS_BYTES], below[DIGITS_BYTES];
    numbers(s)->fraction(s->out, only_digits(field_text(s, field), above),
                         only_digits(field_text(s, field + 1), below), field > 0);
}

static void format_vulgar(struct speaker *s, size_t field)
{
    char above[8], below[8];
    int value = field_at(s, field)->entry->value;
    snprintf(above, sizeof above, "%d", value / 100 % 1000);
    snprintf(below, sizeof below, "%d", value % 100);
    numbers(s)->fraction(s->out, span_of(above), span_of(below), field > 0);
}

static void say_value(struct speaker *s, long value, bool ordinal)
{
    char bytes[24];
    struct span digits = {bytes, (size_t)snprintf(bytes, sizeof bytes, "%ld", value < 0 ? -value : value)};
    if (value < 0)
        wording_add_text(s->out, span_of(numbers(s)->minus));
    if (ordinal)
        numbers(s)->ordinal(s->out, digits);
    else
        numbers(s)->cardinal(s->out, digits);
}

static void format_value(struct speaker *s, size_t field)
{
    say_value(s, field_at(s, field)->value, false);
}

static void format_valueth(struct speaker *s, size_t field)
{
    say_value(s, field_at(s, field)->value, field_at(s, field)->value > 0);
}

static void format_letters(struct speaker *s, size_t field)
{
    letters_say(s->out, field_text(s, field), "");
}

static void format_words(struct speaker *s, size_t field)
{
    words_say(s, field_at(s, field)->from, field_at(s, field)->to);
}

static void format_plural(struct speaker *s, size_t field)
{
    cardinal_say(s, field_text(s, field));
    numbers(s)->plural(s->out);
}

static void format_street(struct speaker *s, size_t field)
{
    const struct field *f = field_at(s, field);
    const struct atoms *atoms = &s->scan->atoms;
    const struct dictionary *d = s->scan->dictionary;
    char bytes[DIGITS_BYTES];
    size_t next;
    for (size_t i = f->from; i < f->to; i = next) {
        const struct entry *e = i == f->from ? dictionary_find(d, atoms, i, SENSE_DIRECTION, &next) : NULL;
        if (!e && i > f->from && dictionary_find(d, atoms, i, SENSE_STREET, &next) && next == f->to)
            e = dictionary_find(d, atoms, i, SENSE_STREET, &next);
        if (e) {
            wording_add_text(s->out, span_of(e->spoken));
        } else if (atoms->list[i].kind == ATOM_DIGITS) {
            next = integer_end(atoms, i) + 1;
            numbers(s)->ordinal(s->out, only_digits(atoms_span(atoms, i, next), bytes));
        } else if (atoms->list[i].kind == ATOM_WORD) {
            word_say(s, i, &next);
        } else {
            next = i + 1;
        }
    }
}

static void say_electronic(struct speaker *s, size_t from, size_t to, bool all_signs)
{
    const struct atoms *atoms = &s->scan->atoms;
    for (size_t i = from; i < to; i++) {
        struct span text = atoms_span(atoms, i, i + 1);
        const struct entry *e = i > from && atom_is_mark(atoms, i - 1, '.')
                                    ? dictionary_get(s->scan->dictionary, text, SENSE_FILETYPE)
                                    : NULL;
        if (!e && i > from && atom_is_mark(atoms, i - 1, '.'))
            e = dictionary_get(s->scan->dictionary, text, SENSE_HOST);
        if (e && !atom_is_wordlike(atoms, i + 1))
            wording_add_text(s->out, span_of(e->spoken));
        else if (atoms->list[i].kind == ATOM_DIGITS)
            digits_say(s, text);
        else if (atoms->list[i].kind == ATOM_WORD)
            words_say(s, i, i + 1);
        for (const char *const(*sign)[2] = numbers(s)->signs; atoms->list[i].kind == ATOM_MARK && (*sign)[0];
             sign++)
            if (span_is(text, (*sign)[0]) && (all_signs || strcmp((*sign)[0], "_") != 0))
                wording_add_text(s->out, span_of((*sign)[1]));
    }
}

static void format_electronic(struct speaker *s, size_t field)
{
    say_electronic(s, field_at(s, field)->from, field_at(s, field)->to, true);
}

static void format_path(struct speaker *s, size_t field)
{
    say_electronic(s, field_at(s, field)->from, field_at(s, field)->to, false);
}

enum { URL_PATH_MOST = 30 };

/* Without scheme and www; a long path is not read when the address stands in a sentence. */
static void format_url(struct speaker *s, size_t field)
{
    const struct field *f = field_at(s, field);
    const struct atoms *atoms = &s->scan->atoms;
    size_t from = f->from, host_end = f->to;
    bool file = span_is_nocase(atoms_span(atoms, from, from + 1), "file");
    if (!file && atom_is_mark(atoms, from + 1, ':'))
        from += 4;
    if (span_is_nocase(atoms_span(atoms, from, from + 1), "www") && from + 2 < f->to)
        from += 2;
    for (size_t i = f->to; i > from; i--)
        if (atom_is_mark(atoms, i - 1, '/') || atom_is_mark(atoms, i - 1, '?'))
            host_end = i - 1;
    bool whole = f->from == 0 && f->to + 1 >= atoms->n;
    bool brief = !file && !whole && host_end < f->to && atoms_span(atoms, host_end, f->to).n > URL_PATH_MOST;
    size_t end = brief ? host_end : f->to;
    while (end > from && atom_is_mark(atoms, end - 1, '/'))
        end--;
    say_electronic(s, from, end, true);
}

/* Letters and digits mixed: short capitals letter by letter, numbers of up to three digits as numbers. */
static void format_serial(struct speaker *s, size_t field)
{
    const struct field *f = field_at(s, field);
    for (size_t i = f->from; i < f->to; i++) {
        struct span text = atoms_span(&s->scan->atoms, i, i + 1);
        if (i > f->from && i + 1 == f->to && span_is(text, "s") &&
            s->scan->atoms.list[i - 1].kind == ATOM_DIGITS)
            numbers(s)->plural(s->out);
        else if (s->scan->atoms.list[i].kind == ATOM_DIGITS && text.n > 4)
            digits_say(s, text);
        else if (s->scan->atoms.list[i].kind == ATOM_DIGITS)
            cardinal_say(s, text);
        else if (text.n <= 3 && atom_is_upper(&s->scan->atoms, i))
            letters_say(s->out, text, "");
        else
            wording_add_letter(s->out, text);
    }
}

static const struct {
    const char *name;
    format_fn *say;
} formats[] = {
    {"number", format_number},
    {"cardinal", format_cardinal},
    {"dotted", format_dotted},
    {"ordinal", format_ordinal},
    {"year", format_year},
    {"year2", format_year2},
    {"decade", format_decade},
    {"digits", format_digits},
    {"groups", format_groups},
    {"house", format_house},
    {"month", format_month},
    {"minutes", format_minutes},
    {"agree", format_agree},
    {"one", format_one},
    {"many", format_many},
    {"unit", format_unit},
    {"unit1", format_unit1},
    {"unitn", format_unitn},
    {"money", format_money},
    {"hour", format_hour},
    {"frac", format_frac},
    {"vulgar", format_vulgar},
    {"value", format_value},
    {"valueth", format_valueth},
    {"letters", format_letters},
    {"words", format_words},
    {"plural", format_plural},
    {"street", format_street},
    {"electronic", format_electronic},
    {"path", format_path},
    {"url", format_url},
    {"serial", format_serial},
};

format_fn *format_named(struct span name)
{
    for (size_t i = 0; i < COUNT_OF(formats); i++)
        if (span_is(name, formats[i].name))
            return formats[i].say;
    return NULL;
}
