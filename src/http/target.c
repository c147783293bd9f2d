/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/target.h"

#include <string.h>

#include "base/utf8.h"

bool target_host_valid(struct span host)
{
    static const char of_names[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._";
    static const char of_addresses[] = "0123456789abcdefABCDEF:.";
    bool bracketed = host.n && host.p[0] == '[';
    size_t i = bracketed, begin = i;
    while (i < host.n && host.p[i] && strchr(bracketed ? of_addresses : of_names, host.p[i]))
        i++;
    if (i == begin || (bracketed && (i == host.n || host.p[i++] != ']')))
        return false;
    if (i == host.n)
        return true;
    struct span port = span_slice(host, i + 1, host.n);
    for (size_t k = 0; k < port.n; k++)
        if (port.p[k] < '0' || port.p[k] > '9')
            return false;
    return host.p[i] == ':' && port.n <= 5;
}

static bool has_blank(struct span raw)
{
    for (size_t i = 0; i < raw.n; i++)
        if ((unsigned char)raw.p[i] <= ' ' || raw.p[i] == 0x7F)
            return true;
    return false;
}

bool target_read(struct span raw, struct target *out)
{
    if (has_blank(raw) || span_find_byte(raw, '#') < raw.n || span_find(raw, "%00") < raw.n)
        return false;
    out->authority = (struct span){"", 0};
    if (span_starts_nocase(raw, "http://") || span_starts_nocase(raw, "https://")) {
        raw = span_slice(raw, span_find(raw, "://") + 3, raw.n);
        size_t path = 0;
        while (path < raw.n && raw.p[path] != '/' && raw.p[path] != '?')
            path++;
        out->authority = span_slice(raw, 0, path);
        if (!target_host_valid(out->authority))
            return false;
        raw = span_slice(raw, path, raw.n);
    }
    size_t mark = span_find_byte(raw, '?');
    out->raw_path = span_slice(raw, 0, mark);
    out->raw_query = span_slice(raw, mark + 1, raw.n);
    if (out->raw_path.n == 0)
        out->raw_path = SPAN("/");
    return out->raw_path.p[0] == '/' || span_is(raw, "*");
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 32);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool target_decode(struct span escaped, bool plus, struct buf *out)
{
    size_t before = out->n;
    for (size_t i = 0; i < escaped.n; i++) {
        int byte = (unsigned char)escaped.p[i];
        if (byte == '+' && plus)
            byte = ' ';
        if (byte == '%') {
            int high = escaped.n - i > 2 ? hex_value(escaped.p[i + 1]) : -1;
            int low = escaped.n - i > 2 ? hex_value(escaped.p[i + 2]) : -1;
            if (high < 0 || low < 0)
                return false;
            byte = high << 4 | low;
            i += 2;
        }
        if (byte < 0x20 || byte == 0x7F)
            return false;
        buf_add_byte(out, (char)byte);
    }
    return utf8_valid(span_slice(buf_span(out), before, out->n));
}

bool target_query(const struct target *t, const char *name, struct buf *out)
{
    struct span rest = t->raw_query, field;
    while (span_split(&rest, '&', &field)) {
        size_t equals = span_find_byte(field, '=');
        if (span_is(span_slice(field, 0, equals), name))
            return target_decode(span_slice(field, equals + 1, field.n), true, out);
    }
    return false;
}
