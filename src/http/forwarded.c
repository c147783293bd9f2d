/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/forwarded.h"

/* "192.0.2.1", "192.0.2.1:4711", "2001:db8::1", "[2001:db8::1]", "[2001:db8::1]:4711" */
static bool read_node(struct span node, struct ip *out)
{
    if (span_starts(node, "["))
        return ip_read(span_slice(node, 1, span_find_byte(node, ']')), out);
    size_t colon = span_find_byte(node, ':');
    struct span rest = span_slice(node, colon + 1, node.n);
    bool has_port = colon < node.n && span_find_byte(rest, ':') == rest.n;
    return ip_read(has_port ? span_slice(node, 0, colon) : node, out);
}

/* The value of 'for' in an element "for=...;proto=https". */
static struct span for_of(struct span element)
{
    struct span pair;
    while (span_split(&element, ';', &pair)) {
        pair = span_trim(pair);
        if (!span_starts_nocase(pair, "for="))
            continue;
        struct span value = span_slice(pair, 4, pair.n);
        bool quoted = value.n > 1 && value.p[0] == '"' && value.p[value.n - 1] == '"';
        return quoted ? span_slice(value, 1, value.n - 1) : value;
    }
    return (struct span){"", 0};
}

/* Takes the last element off the field. */
static bool take_last(struct span *field, struct span *element)
{
    size_t comma = field->n;
    if (field->n == 0)
        return false;
    while (comma > 0 && field->p[comma - 1] != ',')
        comma--;
    *element = span_trim(span_slice(*field, comma, field->n));
    *field = span_slice(*field, 0, comma ? comma - 1 : 0);
    return true;
}

bool forwarded_client(struct span field, enum forwarded_form form, struct span trusted, const struct ip *peer,
                      struct ip *client)
{
    struct span element;
    *client = *peer;
    while (ip_in(trusted, client)) {
        if (!take_last(&field, &element) || !read_node(form == FORWARDED ? for_of(element) : element, client))
            return false;
    }
    return true;
}
