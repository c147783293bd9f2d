/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/blank.h"

#include "article/attribute.h"

#include <ctype.h>
#include <string.h>

enum { STOOD_FOR_MIN = 4 }; /* bytes */

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
    struct standins *standins; /* NULL: none */
    struct buf *out;
    size_t verbatim;                 /* open elements in which white space is text */
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
    char first = at + 1 < text.n ? (char)(text.p[at + 1] | 32) : 0;
    size_t i = first == 's' || first == 'i' || first == 'n' ? 0 : COUNT_OF(bodies);
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

/* Elements that the parser opens anew in later blocks, and counts by their attributes' values. */
static bool is_reopened(struct span name)
{
    static const char *const names[] = {"b",    "i",    "u",    "s",     "em",     "tt",    "big",
                                        "font", "code", "nobr", "small", "strike", "strong"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (span_is_nocase(name, names[i]))
            return true;
    return false;
}

static bool is_white(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

/* The end of the stretch from 'at' on that the parser hands on as it is: no character references, and nothing
 * that it changes (lone carriage returns, controls, noncharacters). */
static size_t unchanged_end(struct span text, size_t at)
{
    for (size_t length = 1; at < text.n; at += length, length = 1) {
        unsigned char c = (unsigned char)text.p[at];
        if (c == '&' || c == 0x7F || (c < ' ' && !is_white((char)c)) ||
            (c == '\r' && (at + 1 == text.n || text.p[at + 1] != '\n')))
            break;
        if (c != 0xC2 && c < 0xEF)
            continue;
        uint32_t code = utf8_at(text, at, &length);
        if (code < 0xA0 || (code >= 0xFDD0 && code <= 0xFDEF) || (code & 0xFFFE) == 0xFFFE)
            break;
    }
    return at;
}

/* Behind the character reference, or whatever else the parser changes, that begins at 'at'. */
static size_t changed_end(struct span text, size_t at)
{
    if (at == text.n)
        return at;
    if (text.p[at++] != '&') {
        while (at < text.n && ((unsigned char)text.p[at] & 0xC0) == 0x80)
            at++;
        return at;
    }
    while (at < text.n && (text.p[at] == '#' || isalnum((unsigned char)text.p[at])))
        at++;
    at += at < text.n && text.p[at] == ';';
    return at;
}

/* Where white space is not folded. */
static bool is_verbatim(struct span name)
{
    static const char *const names[] = {"pre", "textarea", "listing", "xmp"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (span_is_nocase(name, names[i]))
            return true;
    return false;
}

/* White space at the beginning stays, for the parser does not take it for other text; but folded. */
static void copy_white(struct blanking *b, struct span white)
{
    if (white.n > 1 && !b->verbatim)
        white = SPAN("\n");
    buf_add_span(b->out, white);
}

static void copy_text(struct blanking *b, struct span text)
{
    if (!b->standins) {
        buf_add_span(b->out, text);
        return;
    }
    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        while (from < text.n && is_white(text.p[from]))
            from++;
        size_t end = unchanged_end(text, from), next = changed_end(text, end);
        bool stands = end - from >= STOOD_FOR_MIN;
        copy_white(b, span_slice(text, at, from));
        if (stands)
            standin_write(b->standins, span_slice(text, from, end), b->out);
        else
            buf_add(b->out, text.p + from, end - from);
        buf_add(b->out, text.p + end, next - end);
        at = next;
    }
}

/* May a stand-in be put for the value? */
static bool is_handed_on(enum attribute_name number, struct span name, struct span value)
{
    return value.n >= STOOD_FOR_MIN && number != ATTRIBUTE_TYPE && !steers_parser(name) &&
           unchanged_end(value, 0) == value.n && !memchr(value.p, '\r', value.n);
}

/* Adds the opening tag that begins at 'at' without the attributes that nobody looks at; the offset behind it.
 */
static size_t copy_tag(struct blanking *b, size_t at)
{
    struct span html = b->html, name, value;
    enum attribute_name number;
    size_t from = at, before = attribute_name_end(html, at);
    struct span tag = span_slice(html, at + 1, before);
    bool stands = b->standins && !is_reopened(tag);
    b->verbatim += is_verbatim(tag);
    for (at = before; attribute_read(html, &at, &name, &value); before = at) {
        bool wanted = attribute_wanted(b->wanted, name, &number) || steers_parser(name);
        if (wanted && !(stands && is_handed_on(number, name, value)))
            continue;
        size_t until = wanted ? (size_t)(value.p - html.p) : before;
        buf_add(b->out, html.p + from, until - from);
        from = wanted ? until + value.n : at;
        if (wanted)
            standin_write(b->standins, value, b->out);
        else if (at < html.n && !memchr(" \t\r\n\f/>", html.p[at], 7))
            buf_add_byte(b->out, ' '); /* the next attribute leans on the value of this one */
    }
    at = at < html.n ? at + 1 : at;
    buf_add(b->out, html.p + from, at - from);
    return at;
}

/* Adds markup that is no opening tag; the offset behind it. Where a marked section ends depends on what it
 * stands in: from there on nothing is certain enough for stand-ins. */
static size_t copy_other(struct blanking *b, size_t at)
{
    struct span html = b->html, rest = span_slice(html, at, html.n);
    size_t end = at + 1;
    if (span_starts(rest, "<!["))
        b->standins = NULL;
    else if (span_starts(rest, "</") && starts_tag(html, at + 1)) {
        end = attribute_tag_end(html, at + 1);
        b->verbatim -=
            b->verbatim > 0 && is_verbatim(span_slice(html, at + 2, attribute_name_end(html, at + 1)));
    } else if (span_starts(rest, "</") || span_starts(rest, "<!") || span_starts(rest, "<?"))
        end = at + span_find_byte(rest, '>') + 1;
    end = end < html.n ? end : html.n;
    buf_add(b->out, html.p + at, end - at);
    return end;
}

/* Adds a script's body from 'at' to 'stop', which is data, as it is. */
static void copy_data(struct blanking *b, size_t at, size_t stop)
{
    struct span data = span_slice(b->html, at, stop);
    if (b->standins && data.n && span_find(data, "<!--") == data.n)
        standin_write(b->standins, data, b->out);
    else
        buf_add_span(b->out, data);
}

/* Adds what stays of the markup that begins with the '<' at 'at' and returns the offset behind it. */
static size_t copy_markup(struct blanking *b, size_t at)
{
    struct span html = b->html;
    if (span_starts(span_slice(html, at, at + 4), "<!--"))
        return comment_end(html, at);
    if (!starts_tag(html, at))
        return copy_other(b, at);
    size_t end = copy_tag(b, at), i = body_at(html, at);
    struct span tag = span_slice(html, at, end);
    if (i == COUNT_OF(bodies) || b->unclosed[i] || (bodies[i].nests && span_ends(tag, "/>")))
        return end;
    bool data = span_find_nocase(tag, "ld+json") < tag.n;
    size_t stop = body_end(html, end, &bodies[i]);
    b->unclosed[i] = stop == html.n;
    if (data && stop < html.n)
        copy_data(b, end, stop);
    return stop == html.n && (data || !bodies[i].raw) ? end : stop;
}

void blank_copy(struct span html, const struct wanted *wanted, struct standins *standins, struct buf *out)
{
    struct blanking b = {.html = html, .wanted = wanted, .standins = standins, .out = out};
    buf_reserve(out, html.n);
    for (size_t at = 0; at < html.n;) {
        const char *open = memchr(html.p + at, '<', html.n - at);
        size_t stop = open ? (size_t)(open - html.p) : html.n;
        copy_text(&b, span_slice(html, at, stop));
        at = stop < html.n ? copy_markup(&b, stop) : stop;
    }
}
