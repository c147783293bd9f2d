/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ways a field of a record can be said, by what they say: format_number.c, format_amount.c,
 * format_name.c, format_electronic.c, format_code.c. A template names them ("{1:ordinal}"); the table is in
 * format.c. */
#ifndef SCRIPT_FORMAT_H
#define SCRIPT_FORMAT_H

#include "script/template.h"

enum { DIGITS_BYTES = 64 };

const struct field *field_at(struct speaker *s, size_t field);
struct span field_text(struct speaker *s, size_t field); /* empty: an optional field that is missing */
const struct numbers *numbers(struct speaker *s);
/* ASCII digits only, as many as fit. */
struct span only_digits(struct span text, char out[DIGITS_BYTES]);
/* "3.14": the whole part as a number, the digits behind the point one by one. */
void say_decimal(struct speaker *s, struct span text);

void format_number(struct speaker *s, size_t field);
void format_hour(struct speaker *s, size_t field);
void format_cardinal(struct speaker *s, size_t field);
void format_dotted(struct speaker *s, size_t field);
void format_ordinal(struct speaker *s, size_t field);
void format_year(struct speaker *s, size_t field);
void format_year2(struct speaker *s, size_t field);
void format_year20(struct speaker *s, size_t field);
void format_decade(struct speaker *s, size_t field);
void format_digits(struct speaker *s, size_t field);
void format_groups(struct speaker *s, size_t field);
void format_house(struct speaker *s, size_t field);
void format_month(struct speaker *s, size_t field);
void format_minutes(struct speaker *s, size_t field);
void format_agree(struct speaker *s, size_t field);
void format_one(struct speaker *s, size_t field);
void format_many(struct speaker *s, size_t field);
void format_unit(struct speaker *s, size_t field);
void format_unit1(struct speaker *s, size_t field);
void format_unitn(struct speaker *s, size_t field);
void format_money(struct speaker *s, size_t field);
void format_frac(struct speaker *s, size_t field);
void format_vulgar(struct speaker *s, size_t field);
void format_value(struct speaker *s, size_t field);
void format_valueth(struct speaker *s, size_t field);
void format_letters(struct speaker *s, size_t field);
void format_words(struct speaker *s, size_t field);
void format_plural(struct speaker *s, size_t field);
void format_street(struct speaker *s, size_t field);
void format_electronic(struct speaker *s, size_t field);
void format_path(struct speaker *s, size_t field);
void format_url(struct speaker *s, size_t field);
void format_hex(struct speaker *s, size_t field);
void format_hexstart(struct speaker *s, size_t field);
void format_emoji(struct speaker *s, size_t field);
void format_clock(struct speaker *s, size_t field);
void format_serial(struct speaker *s, size_t field);

#endif
