/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Formats by the names that templates use. What a language says for a number is its own (struct numbers);
 * what all share is in the format files: which digits, which agreement, which order. */
#include "script/format.h"

const struct field *field_at(struct speaker *s, size_t field)
{
    return &s->record->fields[field];
}

struct span field_text(struct speaker *s, size_t field)
{
    const struct field *f = field_at(s, field);
    return f->from < f->to ? atoms_span(&s->scan->atoms, f->from, f->to) : SPAN("");
}

const struct numbers *numbers(struct speaker *s)
{
    return s->scan->language->numbers;
}

static const struct {
    const char *name;
    format_fn *say;
} formats[] = {
    {"number", format_number},   {"cardinal", format_cardinal}, {"dotted", format_dotted},
    {"ordinal", format_ordinal}, {"year", format_year},         {"year2", format_year2},
    {"year20", format_year20},   {"decade", format_decade},     {"digits", format_digits},
    {"groups", format_groups},   {"house", format_house},       {"month", format_month},
    {"minutes", format_minutes}, {"agree", format_agree},       {"one", format_one},
    {"many", format_many},       {"unit", format_unit},         {"unit1", format_unit1},
    {"unitn", format_unitn},     {"money", format_money},       {"hour", format_hour},
    {"frac", format_frac},       {"vulgar", format_vulgar},     {"value", format_value},
    {"valueth", format_valueth}, {"letters", format_letters},   {"words", format_words},
    {"plural", format_plural},   {"street", format_street},     {"electronic", format_electronic},
    {"path", format_path},       {"url", format_url},           {"serial", format_serial},
    {"hex", format_hex},         {"hexstart", format_hexstart}, {"clock", format_clock},
    {"emoji", format_emoji},
};

format_fn *format_named(struct span name)
{
    for (size_t i = 0; i < COUNT_OF(formats); i++)
        if (span_is(name, formats[i].name))
            return formats[i].say;
    return NULL;
}
