/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/standin.h"

#include <string.h>

enum {
    FIRST = 0x40000,
    BEHIND = 0xE0000,
    PLANE = 0x10000,
    IN_PLANE = PLANE - 2, /* the last two of each are no characters */
    STANDINS_MAX = (BEHIND - FIRST) / PLANE * IN_PLANE,
    STANDIN_BYTES = 4
};

/* Does a stand-in begin at 'at'? */
static bool is_standin(struct span text, size_t at)
{
    unsigned char first = (unsigned char)text.p[at];
    return first == 0xF1 || first == 0xF2 ||
           (first == 0xF3 && at + 1 < text.n && (unsigned char)text.p[at + 1] < 0xA0);
}

/* The number in a character reference, whose digits begin at 'at'; any large one when it is large. */
static uint32_t number_at(struct span html, size_t at)
{
    uint32_t base = at < html.n && (html.p[at] | 0x20) == 'x' ? 16 : 10, number = 0;
    for (at += base == 16; at < html.n && number < 2 * BEHIND; at++) {
        char c = html.p[at] >= 'A' ? (char)(html.p[at] | 0x20) : html.p[at];
        uint32_t digit = c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
                         : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a') + 10
                                                : base;
        if (digit >= base)
            break;
        number = number * base + digit;
    }
    return number;
}

bool standins_fit(struct span html)
{
    for (int first = 0xF1; first <= 0xF3; first++) {
        const char *hit = html.p, *end = html.p + html.n;
        while (hit < end && (hit = memchr(hit, first, (size_t)(end - hit))) != NULL)
            if (is_standin(html, (size_t)(hit++ - html.p)))
                return false;
    }
    for (size_t at = 0; at < html.n; at++) {
        at += span_find_byte(span_slice(html, at, html.n), '&');
        bool numeric = at + 1 < html.n && html.p[at + 1] == '#';
        uint32_t number = numeric ? number_at(html, at + 2) : 0;
        if (number >= FIRST && number < BEHIND)
            return false;
    }
    return true;
}

void standin_write(struct standins *s, struct span text, struct buf *out)
{
    if (s->n == STANDINS_MAX) {
        buf_add_span(out, text);
        return;
    }
    s->list = arena_grow(s->arena, s->list, s->n, &s->capacity, sizeof *s->list);
    s->list[s->n] = text;
    buf_add_code(out, (uint32_t)(FIRST + s->n / IN_PLANE * PLANE + s->n % IN_PLANE));
    s->n++;
}

/* What the stand-in at 'at' stands for. */
static struct span stood_for(const struct standins *s, struct span text, size_t at)
{
    size_t length, place = utf8_at(text, at, &length) - FIRST;
    place = place / PLANE * IN_PLANE + place % PLANE;
    return place < s->n ? s->list[place] : (struct span){0};
}

static bool holds_standin(struct span text)
{
    for (size_t at = 0; at < text.n; at++)
        if (is_standin(text, at))
            return true;
    return false;
}

/* Writes the text at 'to' unless that is NULL; returns its bytes. */
static size_t put(const struct standins *s, struct span text, char *to)
{
    size_t n = 0;
    for (size_t at = 0; at < text.n;) {
        struct span piece = span_slice(text, at, at + 1);
        bool standin = is_standin(text, at);
        if (standin)
            piece = stood_for(s, text, at);
        if (to && piece.n)
            memcpy(to + n, piece.p, piece.n);
        n += piece.n;
        at += standin ? STANDIN_BYTES : 1;
    }
    return n;
}

struct span standin_read(const struct standins *s, struct span text)
{
    if (s->n == 0 || !holds_standin(text))
        return arena_copy(s->arena, text);
    if (text.n == STANDIN_BYTES && is_standin(text, 0))
        return stood_for(s, text, 0);
    size_t n = put(s, text, NULL);
    char *copy = arena_alloc(s->arena, n + 1);
    put(s, text, copy);
    return (struct span){copy, n};
}
