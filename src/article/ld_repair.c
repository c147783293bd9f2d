/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/ld_repair.h"

#include <string.h>

enum { ESCAPE_HEX = 4 };

struct repair {
    struct span text;
    size_t at;
    struct buf out;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static size_t skip_blank(struct span text, size_t at)
{
    while (at < text.n && is_blank(text.p[at]))
        at++;
    return at;
}

/* From the first opening bracket, that of CDATA aside, to the last closing one. */
static struct span between_brackets(struct span text)
{
    static const char cdata[] = "<![CDATA[";
    size_t from = span_find(text, cdata), to = text.n;
    from = from < text.n ? from + strlen(cdata) : 0;
    while (from < text.n && text.p[from] != '{' && text.p[from] != '[')
        from++;
    while (to > from && text.p[to - 1] != '}' && text.p[to - 1] != ']')
        to--;
    return span_slice(text, from, to);
}

/* A string ends with a quote before a comma, a colon, a bracket or the end. */
static bool ends_string(const struct repair *r)
{
    size_t next = skip_blank(r->text, r->at + 1);
    return next >= r->text.n || strchr(",:}]", r->text.p[next]) != NULL;
}

/* The number behind "\u" at 'at'; -1 if it is none. */
static long escaped_code(struct span text, size_t at)
{
    long code = 0;
    if (at + 2 + ESCAPE_HEX > text.n || text.p[at] != '\\' || text.p[at + 1] != 'u')
        return -1;
    for (size_t i = at + 2; i < at + 2 + ESCAPE_HEX; i++) {
        const char *digits = "0123456789abcdef", *digit = strchr(digits, text.p[i] | 32);
        if (!digit || !text.p[i])
            return -1;
        code = code * 16 + (digit - digits);
    }
    return code;
}

static void copy_escape(struct repair *r)
{
    size_t n = 2;
    char next = r->at + 1 < r->text.n ? r->text.p[r->at + 1] : 0;
    long code = escaped_code(r->text, r->at);
    bool high = code >= 0xD800 && code <= 0xDBFF;
    long low = high ? escaped_code(r->text, r->at + 2 + ESCAPE_HEX) : -1;
    if (high && low >= 0xDC00 && low <= 0xDFFF)
        n = 2 * (2 + (size_t)ESCAPE_HEX);
    else if (code > 0 && (code < 0xD800 || code > 0xDFFF))
        n = 2 + ESCAPE_HEX;
    else if (code >= 0) {
        buf_add_byte(&r->out, ' ');
        r->at += 2 + ESCAPE_HEX;
        return;
    } else if (!next || !strchr("\"\\/bfnrt", next)) {
        r->at++; /* an escape that JSON does not know: the character itself stays */
        return;
    }
    buf_add_span(&r->out, span_slice(r->text, r->at, r->at + n));
    r->at += n;
}

static void copy_string(struct repair *r)
{
    buf_add_byte(&r->out, '"');
    for (r->at++; r->at < r->text.n;) {
        char c = r->text.p[r->at];
        if (c == '\\') {
            copy_escape(r);
            continue;
        }
        if (c == '"' && ends_string(r))
            break;
        if (c == '"')
            buf_add_byte(&r->out, '\\');
        buf_add_byte(&r->out, (unsigned char)c < ' ' ? ' ' : c);
        r->at++;
    }
    buf_add_byte(&r->out, '"');
    r->at++;
}

struct span ld_repair(struct arena *a, struct span text)
{
    struct repair r = {.text = between_brackets(text)};
    while (r.at < r.text.n) {
        char c = r.text.p[r.at];
        size_t next = skip_blank(r.text, r.at + 1);
        bool idle = c == ',' && next < r.text.n && strchr(",}]", r.text.p[next]);
        if (c == '"') {
            copy_string(&r);
            continue;
        }
        if (!idle)
            buf_add_byte(&r.out, c);
        r.at++;
    }
    struct span repaired = arena_copy(a, buf_span(&r.out));
    buf_finish(&r.out);
    return repaired;
}
