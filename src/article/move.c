/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/move.h"

#include <string.h>

enum { ID_BYTES_MAX = 40 };

static size_t skip_spaces(struct span html, size_t at)
{
    while (at < html.n && html.p[at] == ' ')
        at++;
    return at;
}

/* A short string in quotes at *at, which moves behind it; empty: there is none. */
static struct span read_string(struct span html, size_t *at)
{
    size_t from = skip_spaces(html, *at);
    char quote = from < html.n ? html.p[from] : 0;
    if (quote != '"' && quote != '\'')
        return (struct span){0};
    struct span string = span_slice(html, from + 1, from + 1 + ID_BYTES_MAX);
    size_t n = span_find_byte(string, quote);
    if (n == string.n)
        return (struct span){0};
    *at = from + 1 + n + 1;
    return span_slice(string, 0, n);
}

static bool is_known(const struct moves *m, struct span id)
{
    for (size_t i = 0; i < m->count; i++)
        if (span_equal(m->calls[i].ids[0], id) || span_equal(m->calls[i].ids[1], id))
            return true;
    return false;
}

/* Two ids as they are made by machines: with a digit, so that other calls with two strings do not crowd them
 * out. */
static bool has_digit(struct span id)
{
    for (size_t i = 0; i < id.n; i++)
        if (id.p[i] >= '0' && id.p[i] <= '9')
            return true;
    return false;
}

void moves_read(struct span html, struct moves *out)
{
    out->count = 0;
    const char *end = html.p + html.n;
    for (const char *p = html.p; p && p < end && out->count < MOVES_MAX;) {
        p = memchr(p, '(', (size_t)(end - p));
        if (!p)
            return;
        size_t at = (size_t)(++p - html.p);
        struct span first = read_string(html, &at);
        at = skip_spaces(html, at);
        if (!first.n || at >= html.n || html.p[at++] != ',')
            continue;
        struct span second = read_string(html, &at);
        if (!has_digit(first) || !has_digit(second) || span_equal(first, second) || is_known(out, first) ||
            is_known(out, second))
            continue;
        out->calls[out->count].ids[0] = first;
        out->calls[out->count].ids[1] = second;
        out->calls[out->count].place = out->calls[out->count].part = NULL;
        out->count++;
    }
}

void moves_note(struct moves *m, struct span id, bool place, const void *element)
{
    for (size_t i = 0; i < m->count && id.n; i++) {
        const void **noted = place ? &m->calls[i].place : &m->calls[i].part;
        if (!*noted && (span_equal(m->calls[i].ids[0], id) || span_equal(m->calls[i].ids[1], id)))
            *noted = element;
    }
}

const void *moves_part(const struct moves *m, const void *place)
{
    for (size_t i = 0; i < m->count; i++)
        if (m->calls[i].place == place)
            return m->calls[i].part;
    return NULL;
}

bool moves_away(const struct moves *m, const void *part)
{
    for (size_t i = 0; i < m->count; i++)
        if (m->calls[i].part == part)
            return m->calls[i].place;
    return false;
}
