/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Extents that patterns and formats share: a number, a unit, a Roman numeral. Each takes the atom where it
 * begins and gives the atom behind it; the same atom means: not there. */
#ifndef SCRIPT_ELEMENT_H
#define SCRIPT_ELEMENT_H

#include "script/pattern.h"

/* Digits in groups: 1,925 or 10 000 (no-break space) or 1925. */
size_t integer_end(const struct atoms *atoms, size_t i);
/* st, nd, rd or th touching the number that ends before atom i and agreeing with it. */
bool ordinal_suffix_at(const struct atoms *atoms, size_t i);
/* 1 to 3999 in capital letters, else 0. */
long roman_value(struct span word);
/* One factor of a unit: kg, m², km2, sq mi. *power is 1 to 3. */
const struct entry *unit_factor(const struct scan *scan, size_t i, int *power, size_t *next);
/* A factor, and those behind slashes or middle dots: km/h, m/s². */
size_t unit_end(const struct scan *scan, size_t i);
/* Value of digits, saturating. */
long digits_value(struct span digits);

bool is_digits(const struct atoms *atoms, size_t i);

/* element_number.c */
bool match_int(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);
bool match_number(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);
bool match_decimal(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);
bool match_digits(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);
bool match_trunk(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);
bool match_share(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);
bool match_season(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);
bool match_clocked(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);
bool match_over(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);
bool match_month_of_year(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);
bool match_decade(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);
bool match_day(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);
bool match_nth(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);
bool match_roman(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);
bool match_small_roman(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);
bool match_power(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);

/* unit.c: elements unit, explainedunit. */
bool match_explained_unit(const struct scan *scan, size_t i, const struct element_type *type,
                          struct field *f);
bool match_unit(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);

/* electronic.c: elements url, email, host, path, drive, file, handle, identifier. */
bool match_url(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);
bool match_email(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);
bool match_host(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);
bool match_path(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);
bool match_drive(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);
bool match_file(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);
bool match_handle(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);
bool match_identifier(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);

/* code.c: elements hash, longhash, uuid, hardware, hexadecimal, color, option, options, doi, stars, nostars.
 */
bool match_hash(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);
bool match_uuid(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);
bool match_hardware(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);
bool match_hexadecimal(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);
bool match_color(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);
bool match_option(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);
bool match_doi(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);
bool match_stars(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);
bool match_empty_stars(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);

/* name.c: elements streetname, knownstreet, plural, noquote. */
bool match_streetname(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);
bool match_known_street(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);
bool match_plural(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);
bool match_noquote(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);

#endif
