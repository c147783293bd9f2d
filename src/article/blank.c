/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/blank.h"

#include "article/attribute.h"

#include <string.h>

/* 'raw': without its closing tag it lasts to the end of the page, as in browsers. */
static const struct body {
    const char *open, *close;
    bool nests, raw;
} bodies[] = {
    {"<script", "</script", false, true},      {"<style", "</style", false, true},
    {"<iframe", "</iframe", false, true},      {"<svg", "</svg", true, false},
    {"<noscript", "</noscript", false, false},
};

struct blanking {
    struct span html;
    const struct wanted *wanted;
    struct buf *out;
    bool unclosed[COUNT_OF(bodies)]; /* no closing tag from here on: do not look again */
};

static bool name_at(struct span text, size_t at, const char *name)
{
    size_t n = strlen(name);
    if (text.n - at < n + 1 || strncasecmp(text.p + at, name, n) != 0)
        return false;
    return memchr(" \t\r\n\f/>", text.p[at + n], 7) != NULL;
}

/* The offset of the closing tag of the body that begins at 'at' (behind its opening tag), or text.n. */
static size_t body_end(struct span text, size_t at, const struct body *body)
{
    size_t depth = 1;
    for (size_t i = at; i < text.n; i++) {
        const char *open = memchr(text.p + i, '<', text.n - i);
        if (!open)
            return text.n;
        i = (size_t)(open - text.p);
        if (name_at(text, i, body->close) && --depth == 0)
            return i;
        if (body->nests && name_at(text, i, body->open)) {
            size_t end = attribute_tag_end(text, i);
            depth += end < 2 || text.p[end - 2] != '/';
        }
    }
    return text.n;
}

static size_t comment_end(struct span text, size_t at)
{
    size_t from = at + 4;
    if (from < text.n && text.p[from] == '>')
        return from + 1;
    if (from + 1 < text.n && text.p[from] == '-' && text.p[from + 1] == '>')
        return from + 2;
    for (size_t i = from; i + 2 < text.n; i++) {
        const char *dash = memchr(text.p + i, '-', text.n - i);
        if (!dash)
            return text.n;
        i = (size_t)(dash - text.p);
        struct span rest = span_slice(text, i, text.n);
        if (span_starts(rest, "-->"))
            return i + 3;
        if (span_starts(rest, "--!>"))
            return i + 4;
    }
    return text.n;
}

/* The index in bodies, or their count. */
static size_t body_at(struct span text, size_t at)
{
    size_t i = 0;
    while (i < COUNT_OF(bodies) && !name_at(text, at, bodies[i].open))
        i++;
    return i;
}

static bool starts_tag(struct span text, size_t at)
{
    char c = at + 1 < text.n ? (char)(text.p[at + 1] | 32) : 0;
    return c >= 'a' && c <= 'z';
}

/* Does the parser itself look at it? Where markup of another kind (SVG, MathML) ends depends on these. */
static bool steers_parser(struct span name)
{
    static const char *const names[] = {"encoding", "color", "face", "size"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (span_is_nocase(name, names[i]))
            return true;
    return false;
}

/* Adds the opening tag that begins at 'at' without the attributes that nobody looks at; the offset behind it.
 */
static size_t copy_tag(struct blanking *b, size_t at)
{
    struct span html = b->html, name;
    enum attribute_name number;
    size_t from = at, before = attribute_name_end(html, at);
    for (at = before; attribute_read(html, &at, &name); before = at) {
        if (attribute_wanted(b->wanted, name, &number) || steers_parser(name))
            continue;
        buf_add(b->out, html.p + from, before - from);
        from = at;
        if (at < html.n && !memchr(" \t\r\n\f/>", html.p[at], 7))
            buf_add_byte(b->out, ' '); /* the next attribute leans on the value of this one */
    }
    at = at < html.n ? at + 1 : at;
    buf_add(b->out, html.p + from, at - from);
    return at;
}

/* Adds what stays of the markup that begins with the '<' at 'at' and returns the offset behind it. */
static size_t copy_markup(struct blanking *b, size_t at)
{
    struct span html = b->html;
    if (span_starts(span_slice(html, at, at + 4), "<!--"))
        return comment_end(html, at);
    if (!starts_tag(html, at)) {
        buf_add_byte(b->out, '<');
        return at + 1;
    }
    size_t end = copy_tag(b, at), i = body_at(html, at);
    struct span tag = span_slice(html, at, end);
    if (i == COUNT_OF(bodies) || b->unclosed[i] || (bodies[i].nests && span_ends(tag, "/>")) ||
        span_find_nocase(tag, "ld+json") < tag.n)
        return end;
    size_t stop = body_end(html, end, &bodies[i]);
    b->unclosed[i] = stop == html.n;
    return stop == html.n && !bodies[i].raw ? end : stop;
}

void blank_copy(struct span html, const struct wanted *wanted, struct buf *out)
{
    struct blanking b = {.html = html, .wanted = wanted, .out = out};
    buf_reserve(out, html.n);
    for (size_t at = 0; at < html.n;) {
        const char *open = memchr(html.p + at, '<', html.n - at);
        size_t stop = open ? (size_t)(open - html.p) : html.n;
        buf_add(out, html.p + at, stop - at);
        at = stop < html.n ? copy_markup(&b, stop) : stop;
    }
}
