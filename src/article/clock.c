/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/clock.h"

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

/* "Z", "+02:00", "-0500", " +02" as "Z", "+02:00"; empty if it is none. */
static struct span zone_read(struct arena *a, struct span text)
{
    int hour = 0, minute = 0;
    struct span rest = span_slice(text, text.n && text.p[0] == ' ', text.n);
    char sign = rest.n ? rest.p[0] : 0;
    if (sign == 'Z')
        return SPAN("Z");
    rest = span_slice(rest, 1, rest.n);
    if ((sign != '+' && sign != '-') || !take_digits(&rest, 2, &hour))
        return (struct span){0};
    rest = span_slice(rest, rest.n && rest.p[0] == ':', rest.n);
    take_digits(&rest, 2, &minute);
    return arena_printf(a, "%c%02d:%02d", sign, hour, minute);
}

struct span clock_read(struct arena *a, struct span rest)
{
    if (rest.n < 6 || (rest.p[0] != 'T' && rest.p[0] != ' ') || rest.p[3] != ':')
        return (struct span){0};
    struct span clock = span_slice(rest, 1, rest.n);
    int hour, minute, second = 0;
    if (!take_digits(&clock, 2, &hour))
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
    struct span zone = zone_read(a, clock);
    return arena_printf(a, "T%02d:%02d:%02d%.*s", hour, minute, second, (int)zone.n, zone.n ? zone.p : "");
}
