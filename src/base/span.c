/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/span.h"

#include <string.h>
#include <strings.h>

struct span span_of(const char *text)
{
    return text ? (struct span){text, strlen(text)} : (struct span){"", 0};
}

bool span_equal(struct span a, struct span b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

/* Most answers are no, at the first byte: these walk along 'text' instead of measuring it first. */
bool span_is(struct span a, const char *text)
{
    for (size_t i = 0; i < a.n; i++)
        if (a.p[i] != text[i] || text[i] == '\0')
            return false;
    return text[a.n] == '\0';
}

bool span_equal_nocase(struct span a, struct span b)
{
    return a.n == b.n && (a.n == 0 || strncasecmp(a.p, b.p, a.n) == 0);
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

bool span_is_nocase(struct span a, const char *text)
{
    for (size_t i = 0; i < a.n; i++)
        if (lower(a.p[i]) != lower(text[i]) || text[i] == '\0')
            return false;
    return text[a.n] == '\0';
}

bool span_starts(struct span a, const char *prefix)
{
    size_t i = 0;
    while (prefix[i] != '\0' && i < a.n && a.p[i] == prefix[i])
        i++;
    return prefix[i] == '\0';
}

bool span_starts_nocase(struct span a, const char *prefix)
{
    size_t i = 0;
    while (prefix[i] != '\0' && i < a.n && lower(a.p[i]) == lower(prefix[i]))
        i++;
    return prefix[i] == '\0';
}

bool span_ends(struct span a, const char *suffix)
{
    size_t n = strlen(suffix);
    return a.n >= n && span_is(span_slice(a, a.n - n, a.n), suffix);
}

bool span_ends_nocase(struct span a, const char *suffix)
{
    size_t n = strlen(suffix);
    return a.n >= n && span_is_nocase(span_slice(a, a.n - n, a.n), suffix);
}

size_t span_find(struct span a, const char *needle)
{
    const char *hit = a.n ? memmem(a.p, a.n, needle, strlen(needle)) : NULL;
    return hit ? (size_t)(hit - a.p) : a.n;
}

size_t span_find_nocase(struct span a, const char *needle)
{
    size_t n = strlen(needle);
    /* Letters differ from their other case in one bit; what else differs in it only costs a comparison. */
    char first = (char)(needle[0] | 0x20);
    if (n == 0)
        return 0;
    for (size_t i = 0; i + n <= a.n; i++)
        if ((a.p[i] | 0x20) == first && strncasecmp(a.p + i, needle, n) == 0)
            return i;
    return a.n;
}

size_t span_find_byte(struct span a, char byte)
{
    const char *hit = a.n ? memchr(a.p, byte, a.n) : NULL;
    return hit ? (size_t)(hit - a.p) : a.n;
}

struct span span_slice(struct span a, size_t from, size_t to)
{
    if (to > a.n)
        to = a.n;
    if (from > to)
        from = to;
    return (struct span){a.p ? a.p + from : "", to - from};
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct span span_trim(struct span a)
{
    while (a.n && is_space(a.p[0]))
        a.p++, a.n--;
    while (a.n && is_space(a.p[a.n - 1]))
        a.n--;
    return a;
}

bool span_split(struct span *rest, char separator, struct span *part)
{
    if (!rest->p || rest->n == 0)
        return false;
    size_t at = span_find_byte(*rest, separator);
    *part = span_slice(*rest, 0, at);
    *rest = span_slice(*rest, at + 1, rest->n);
    return true;
}

bool span_line(struct span *rest, struct span *line)
{
    if (!span_split(rest, '\n', line))
        return false;
    if (line->n && line->p[line->n - 1] == '\r')
        line->n--;
    return true;
}
