/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/attribute.h"

#include <string.h>

static const struct span names[] = {
#define ATTRIBUTE(name, text) {text, sizeof(text) - 1},
    ATTRIBUTES(ATTRIBUTE)
#undef ATTRIBUTE
};

/* Place of a name in a list; 'count' if it is none of them. Length and first letter tell nearly all apart. */
static size_t place_of(const struct span *list, size_t count, struct span name)
{
    size_t i = 0;
    char first = name.n ? (char)(name.p[0] | 32) : 0;
    while (i < count && (list[i].n != name.n || list[i].p[0] != first || !span_equal_nocase(list[i], name)))
        i++;
    return i;
}

bool attribute_wanted(const struct wanted *wanted, struct span name, enum attribute_name *out)
{
    size_t place = place_of(names, ATTRIBUTE_NAMES, name);
    *out = (enum attribute_name)place;
    if (place < ATTRIBUTE_NAMES || !wanted)
        return place < ATTRIBUTE_NAMES;
    place = place_of(wanted->attributes, wanted->nattributes, name);
    *out = (enum attribute_name)(ATTRIBUTE_NAMES + place);
    return place < wanted->nattributes;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static size_t skip_space(struct span html, size_t at)
{
    while (at < html.n && is_space(html.p[at]))
        at++;
    return at;
}

/* The value behind a '='; *at moves from there behind it. */
static struct span read_value(struct span html, size_t *at)
{
    size_t from = skip_space(html, *at), end = from;
    if (from < html.n && (html.p[from] == '"' || html.p[from] == '\'')) {
        const char *quote = memchr(html.p + from + 1, html.p[from], html.n - from - 1);
        *at = quote ? (size_t)(quote - html.p) + 1 : html.n;
        return quote ? span_slice(html, from + 1, *at - 1) : (struct span){0};
    }
    while (end < html.n && html.p[end] != '>' && !is_space(html.p[end]))
        end++;
    *at = end;
    return span_slice(html, from, end);
}

bool attribute_read(struct span html, size_t *at, struct span *name, struct span *value)
{
    size_t start = *at;
    while (start < html.n && (is_space(html.p[start]) || html.p[start] == '/'))
        start++;
    *at = start;
    if (start == html.n || html.p[start] == '>')
        return false;
    size_t end = start + 1; /* even a '=' there begins a name */
    while (end < html.n && html.p[end] != '=' && html.p[end] != '>' && html.p[end] != '/' &&
           !is_space(html.p[end]))
        end++;
    *name = span_slice(html, start, end);
    *value = (struct span){0};
    *at = skip_space(html, end);
    if (*at < html.n && html.p[*at] == '=') {
        ++*at;
        *value = read_value(html, at);
    } else {
        *at = end;
    }
    return true;
}

size_t attribute_name_end(struct span html, size_t at)
{
    at++;
    while (at < html.n && html.p[at] != '>' && html.p[at] != '/' && !is_space(html.p[at]))
        at++;
    return at;
}

size_t attribute_tag_end(struct span html, size_t at)
{
    struct span name, value;
    at = attribute_name_end(html, at);
    while (attribute_read(html, &at, &name, &value))
        continue;
    return at < html.n ? at + 1 : at;
}
