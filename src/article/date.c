/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/fold.h"
#include "article/metadata.h"

#include <stdlib.h>
#include <string.h>

enum { YEAR_LEAST = 1500, YEAR_MOST = 2199, MONTH_LETTERS = 3 };

/* The first letters of the months' names; a longer word must go on like a name, which nobody checks. */
static const struct month {
    const char *start;
    int number;
} months[] = {
    {"jan", 1},  {"feb", 2},  {"mar", 3},  {"apr", 4},  {"may", 5},  {"jun", 6},  {"jul", 7},
    {"aug", 8},  {"sep", 9},  {"oct", 10}, {"nov", 11}, {"dec", 12}, {"ene", 1},  {"fév", 2},
    {"fev", 2},  {"mär", 3},  {"mrt", 3},  {"avr", 4},  {"abr", 4},  {"mai", 5},  {"mag", 5},
    {"mei", 5},  {"giu", 6},  {"lug", 7},  {"ago", 8},  {"aoû", 8},  {"set", 9},  {"okt", 10},
    {"ott", 10}, {"out", 10}, {"dez", 12}, {"dic", 12}, {"déc", 12}, {"juin", 6}, {"juil", 7},
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Takes exactly n digits off *rest. */
static bool take_digits(struct span *rest, size_t n, int *value)
{
    *value = 0;
    if (rest->n < n)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!is_digit(rest->p[i]))
            return false;
        *value = *value * 10 + (rest->p[i] - '0');
    }
    *rest = span_slice(*rest, n, rest->n);
    return true;
}

static bool valid_day(int year, int month, int day)
{
    return year >= YEAR_LEAST && year <= YEAR_MOST && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/* "T10:20:30Z", "T10:20+01:00" and the like; the empty span if it is no time. */
static struct span iso_time(struct arena *a, struct span rest)
{
    if (rest.n < 6 || (rest.p[0] != 'T' && rest.p[0] != ' ') || rest.p[3] != ':')
        return (struct span){0};
    struct span clock = span_slice(rest, 1, rest.n);
    int hour, minute, second = 0;
    if (!take_digits(&clock, 2, &hour) || clock.p[0] != ':')
        return (struct span){0};
    clock = span_slice(clock, 1, clock.n);
    if (!take_digits(&clock, 2, &minute) || hour > 24 || minute > 59)
        return (struct span){0};
    if (clock.n >= 3 && clock.p[0] == ':') {
        clock = span_slice(clock, 1, clock.n);
        if (!take_digits(&clock, 2, &second) || second > 60)
            return (struct span){0};
    }
    if (clock.n && clock.p[0] == '.')
        for (clock = span_slice(clock, 1, clock.n); clock.n && is_digit(clock.p[0]);)
            clock = span_slice(clock, 1, clock.n);
    int zone_hour = 0, zone_minute = 0;
    char sign = clock.n ? clock.p[0] : 0;
    if (sign == '+' || sign == '-') {
        clock = span_slice(clock, 1, clock.n);
        bool colon = clock.n > 2 && clock.p[2] == ':';
        if (take_digits(&clock, 2, &zone_hour)) {
            clock = span_slice(clock, colon, clock.n);
            take_digits(&clock, 2, &zone_minute);
        }
        return arena_printf(a, "T%02d:%02d:%02d%c%02d:%02d", hour, minute, second, sign, zone_hour,
                            zone_minute);
    }
    return arena_printf(a, "T%02d:%02d:%02d%s", hour, minute, second, sign == 'Z' ? "Z" : "");
}

/* "2024-05-06...", "2024/05/06", "20240506". */
static struct span parse_iso(struct arena *a, struct span text)
{
    int year, month, day;
    if (!take_digits(&text, 4, &year))
        return (struct span){0};
    size_t gap = text.n && (text.p[0] == '-' || text.p[0] == '/' || text.p[0] == '.');
    text = span_slice(text, gap, text.n);
    if (!take_digits(&text, 2, &month) || (gap && (text.n == 0 || is_digit(text.p[0]))))
        return (struct span){0};
    text = span_slice(text, gap, text.n);
    if (!take_digits(&text, 2, &day) || !valid_day(year, month, day) || (text.n && is_digit(text.p[0])))
        return (struct span){0};
    struct span time = iso_time(a, text);
    return arena_printf(a, "%04d-%02d-%02d%.*s", year, month, day, (int)time.n, time.n ? time.p : "");
}

static int month_of(struct arena *a, struct span word)
{
    struct span lower = utf8_lower(a, word);
    for (size_t i = COUNT_OF(months); i > 0; i--)
        if (span_starts(lower, months[i - 1].start))
            return months[i - 1].number;
    return 0;
}

/* "5 November 2019", "Tuesday, Nov. 5th, 2019 at 10:00": one month's name, one year, one day. */
static struct span parse_written(struct arena *a, struct span text)
{
    int year = 0, month = 0, day = 0;
    for (size_t at = 0; at < text.n;) {
        size_t end = at;
        if (is_digit(text.p[at])) {
            while (end < text.n && is_digit(text.p[end]))
                end++;
            int value = end - at <= 4 ? atoi(arena_string(a, span_slice(text, at, end))) : 0;
            if (!year && end - at == 4)
                year = value;
            else if (!day && end - at <= 2)
                day = value;
        } else if (((unsigned char)text.p[at] & 0x80) || (text.p[at] | 32) >= 'a') {
            while (end < text.n && (((unsigned char)text.p[end] & 0x80) ||
                                    ((text.p[end] | 32) >= 'a' && (text.p[end] | 32) <= 'z')))
                end++;
            if (!month && end > at)
                month = month_of(a, span_slice(text, at, end));
            end += end == at;
        } else {
            end++;
        }
        at = end;
        if (year && month && day)
            break;
    }
    return valid_day(year, month, day) ? arena_printf(a, "%04d-%02d-%02d", year, month, day)
                                       : (struct span){0};
}

struct span date_iso(struct arena *a, struct span text)
{
    struct span folded = fold_span(a, span_slice(text, 0, 120));
    struct span iso = parse_iso(a, folded);
    return iso.n ? iso : parse_written(a, folded);
}
