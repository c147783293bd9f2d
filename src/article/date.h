/* SPDX-License-Identifier: GPL-3.0-or-later */
/* date: a day as people and machines write it, in the languages of the player. */
#ifndef ARTICLE_DATE_H
#define ARTICLE_DATE_H

#include "base/base.h"

/* In which order two small numbers and a year name a day ("03/04/2020"). */
enum date_order { DATE_ORDER_UNKNOWN, DATE_ORDER_DAY_FIRST, DATE_ORDER_MONTH_FIRST };

/* How readers of this language (BCP 47, lower case) write it. */
enum date_order date_order_of(struct span language);

/* A value that is meant to be a date, as ISO 8601: the day as written, with time and zone if they were given
 * in ISO form. Empty if it is not understood, relative ("two days ago") or ambiguous. Years 1500 to 2199. */
struct span date_iso(struct arena *a, struct span text, enum date_order order);

/* The first day that is written in a line of text, years 1990 to 2099; 'from' and 'to': where it stands
 * (bytes). Only the first DATE_LINE_BYTES of the line are looked at. */
enum { DATE_LINE_BYTES = 400 };
struct date_found {
    struct span iso;
    size_t from, to;
    bool guessed; /* the language told the day from the month, nothing else: they may be each other */
};
bool date_find(struct arena *a, struct span text, enum date_order order, struct date_found *out);

/* "November 2015", "2015年11月", the text being nothing else, as "2015-11"; else empty. Years 1990 to 2099.
 */
struct span date_month(struct arena *a, struct span text);

/* The day in an address, "/2025/03/14/", "/2025/march/14/" or "/2025-03-14-"; empty if there is none. */
struct span date_of_address(struct arena *a, struct span url);

#endif
