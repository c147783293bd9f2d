/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as they are said: which digits, in which order. The words are the language's (struct numbers). */
#include <stdio.h>

#include "script/format.h"

enum { CARDINAL_DIGITS_MOST = 18 };

/* ASCII digits only, as many as fit. */
struct span only_digits(struct span text, char out[DIGITS_BYTES])
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

void say_decimal(struct speaker *s, struct span text)
{
    size_t point = span_find_byte(text, '.');
    cardinal_say(s, span_slice(text, 0, point));
    if (point >= text.n)
        return;
    wording_add_text(s->out, span_of(numbers(s)->point));
    digits_say(s, span_slice(text, point + 1, text.n));
}

void format_number(struct speaker *s, size_t field)
{
    struct span text = field_text(s, field);
    say_sign(s, &text);
    say_decimal(s, text);
}

/* Without leading zeros: 02 is two. */
void format_hour(struct speaker *s, size_t field)
{
    struct span text = field_text(s, field);
    while (text.n > 1 && text.p[0] == '0')
        text = span_slice(text, 1, text.n);
    cardinal_say(s, text);
}

void format_cardinal(struct speaker *s, size_t field)
{
    cardinal_say(s, field_text(s, field));
}

/* For version numbers and the like: 12 is twelve, 012 zero one two; marks between are said as the point. */
void format_dotted(struct speaker *s, size_t field)
{
    struct span rest = field_text(s, field), part;
    for (bool first = true; span_split(&rest, '.', &part); first = false) {
        if (!first)
            wording_add_text(s->out, span_of(numbers(s)->point));
        cardinal_say(s, part);
    }
}

void format_ordinal(struct speaker *s, size_t field)
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

void format_year(struct speaker *s, size_t field)
{
    numbers(s)->year(s->out, digits_value(field_text(s, field)));
}

/* Two digits of a year: 98, 05. */
void format_year2(struct speaker *s, size_t field)
{
    char bytes[DIGITS_BYTES];
    cardinal_say(s, only_digits(field_text(s, field), bytes));
}

/* Two digits of a year of this century, in full: 22 is 2022. */
void format_year20(struct speaker *s, size_t field)
{
    numbers(s)->year(s->out, 2000 + digits_value(field_text(s, field)));
}

void format_decade(struct speaker *s, size_t field)
{
    numbers(s)->decade(s->out, digits_value(field_text(s, field)));
}

void format_digits(struct speaker *s, size_t field)
{
    digits_say(s, field_text(s, field));
}

/* Groups of digits with a breath between them: telephone numbers. */
void format_groups(struct speaker *s, size_t field)
{
    struct span text = field_text(s, field);
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] >= '0' && text.p[i] <= '9')
            wording_add(s->out, span_of(numbers(s)->digits[text.p[i] - '0']));
        else if (i > 0)
            wording_punctuate(s->out, ',');
    }
}

void format_house(struct speaker *s, size_t field)
{
    char bytes[DIGITS_BYTES];
    numbers(s)->house(s->out, only_digits(field_text(s, field), bytes));
}

void format_month(struct speaker *s, size_t field)
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

void format_minutes(struct speaker *s, size_t field)
{
    struct span text = field_text(s, field);
    if (digits_value(text) > 0)
        numbers(s)->house(s->out, text);
}
/* Numerator in this field, denominator in the next; behind a whole number when it is not the first. */
void format_frac(struct speaker *s, size_t field)
{
    char above[DIGITS_BYTES], below[DIGITS_BYTES];
    numbers(s)->fraction(s->out, only_digits(field_text(s, field), above),
                         only_digits(field_text(s, field + 1), below), field > 0);
}

void format_vulgar(struct speaker *s, size_t field)
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

void format_value(struct speaker *s, size_t field)
{
    say_value(s, field_at(s, field)->value, false);
}

void format_valueth(struct speaker *s, size_t field)
{
    say_value(s, field_at(s, field)->value, field_at(s, field)->value > 0);
}

void format_plural(struct speaker *s, size_t field)
{
    cardinal_say(s, field_text(s, field));
    numbers(s)->plural(s->out);
}
