/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/json.h"

#include <string.h>

#include "base/utf8.h"

struct json json_to(struct buf *out)
{
    return (struct json){.out = out};
}

static void before_value(struct json *j)
{
    if (j->comma)
        buf_add_byte(j->out, ',');
    j->comma = true;
}

void json_open(struct json *j, char bracket)
{
    before_value(j);
    buf_add_byte(j->out, bracket);
    j->comma = false;
}

void json_close(struct json *j, char bracket)
{
    buf_add_byte(j->out, bracket);
    j->comma = true;
}

static void add_escaped(struct buf *out, uint32_t code)
{
    switch (code) {
    case '"':
        buf_add_text(out, "\\\"");
        break;
    case '\\':
        buf_add_text(out, "\\\\");
        break;
    case '\n':
        buf_add_text(out, "\\n");
        break;
    case '\t':
        buf_add_text(out, "\\t");
        break;
    default:
        if (code < 0x20 || code == 0x7F)
            buf_printf(out, "\\u%04x", (unsigned)code);
        else
            buf_add_code(out, code);
    }
}

static void add_string(struct buf *out, struct span text)
{
    buf_add_byte(out, '"');
    size_t length;
    for (size_t at = 0; at < text.n; at += length)
        add_escaped(out, utf8_at(text, at, &length));
    buf_add_byte(out, '"');
}

void json_key(struct json *j, const char *key)
{
    before_value(j);
    add_string(j->out, span_of(key));
    buf_add_byte(j->out, ':');
    j->comma = false;
}

void json_add_text(struct json *j, struct span text)
{
    before_value(j);
    add_string(j->out, text);
}

void json_add_number(struct json *j, int64_t value)
{
    before_value(j);
    buf_printf(j->out, "%lld", (long long)value);
}

void json_add_real(struct json *j, double value, int decimals)
{
    before_value(j);
    buf_printf(j->out, "%.*f", decimals, value);
}

void json_add_bool(struct json *j, bool value)
{
    before_value(j);
    buf_add_text(j->out, value ? "true" : "false");
}

void json_add_null(struct json *j)
{
    before_value(j);
    buf_add_text(j->out, "null");
}

void json_field_text(struct json *j, const char *key, struct span text)
{
    json_key(j, key);
    json_add_text(j, text);
}

void json_field_text_or_null(struct json *j, const char *key, struct span text)
{
    json_key(j, key);
    if (text.n)
        json_add_text(j, text);
    else
        json_add_null(j);
}

void json_field_number(struct json *j, const char *key, int64_t value)
{
    json_key(j, key);
    json_add_number(j, value);
}

void json_field_bool(struct json *j, const char *key, bool value)
{
    json_key(j, key);
    json_add_bool(j, value);
}

json_t *json_parse(struct span text, struct error *err)
{
    json_error_t where;
    json_t *value = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &where);
    if (!value)
        error_set(err, ERROR_USAGE, "JSON, line %d: %s", where.line, where.text);
    return value;
}

struct span json_get_text(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    if (!json_is_string(value))
        return (struct span){"", 0};
    return (struct span){json_string_value(value), json_string_length(value)};
}
