/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers with what they count: units, currencies, and their agreement. */
#include <stdio.h>

#include "script/format.h"

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

void format_agree(struct speaker *s, size_t field)
{
    const struct entry *e = field_at(s, field)->entry;
    if (e)
        wording_add_text(s->out, form_of(e, one_before(s, field)));
}

void format_one(struct speaker *s, size_t field)
{
    if (field_at(s, field)->entry)
        wording_add_text(s->out, form_of(field_at(s, field)->entry, true));
}

void format_many(struct speaker *s, size_t field)
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

void format_unit(struct speaker *s, size_t field)
{
    say_unit(s, field, one_before(s, field));
}

void format_unit1(struct speaker *s, size_t field)
{
    say_unit(s, field, true);
}

void format_unitn(struct speaker *s, size_t field)
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
void format_money(struct speaker *s, size_t field)
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

/* Hours, minutes and seconds in this field and the next two, each with its unit: 1:02:03; the digits behind
 * the point of 1:02:03.5 in one more. What is zero at the beginning is not said. */
void format_clock(struct speaker *s, size_t field)
{
    static const char *const written[] = {"h", "min", "s"};
    size_t last = COUNT_OF(written) - 1, rest = field + COUNT_OF(written);
    bool point = rest < s->record->nfields && is_digits(&s->scan->atoms, field_at(s, rest)->from),
         began = false;
    for (size_t i = 0; i <= last; i++) {
        const struct entry *e = dictionary_get(s->scan->dictionary, span_of(written[i]), SENSE_DURATION);
        long value = digits_value(field_text(s, field + i));
        if (value == 0 && !began && i < last)
            continue;
        if (i == last && began)
            wording_add_text(s->out, span_of(numbers(s)->and_last));
        began = true;
        format_hour(s, field + i);
        if (i == last && point) {
            wording_add_text(s->out, span_of(numbers(s)->point));
            digits_say(s, field_text(s, rest));
        }
        if (e)
            wording_add_text(s->out, form_of(e, value == 1 && !(i == last && point)));
    }
}
