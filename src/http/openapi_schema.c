/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/openapi_schema.h"

#include <string.h>

#include "base/base.h"

#define ARRAY_OF "array of "
#define OR " or "

static const struct row {
    const char *schema, *name, *type;
    bool required;
    const char *description;
} rows[] = {
#define FIELD(schema, name, type, required, description) {#schema, #name, type, required, description},
#include "http/schema.def"
#undef FIELD
};

static void print_reference(struct json *j, struct span schema)
{
    struct buf reference = BUF_EMPTY;
    buf_printf(&reference, "#/components/schemas/%.*s", (int)schema.n, schema.p);
    json_field_text(j, "$ref", buf_span(&reference));
    buf_finish(&reference);
}

void openapi_schema_refer(struct json *j, const char *schemas)
{
    struct span rest = span_of(schemas);
    size_t or = span_find(rest, OR);
    if (or == rest.n) {
        print_reference(j, rest);
        return;
    }
    json_key(j, "anyOf");
    json_open(j, '[');
    json_open(j, '{');
    print_reference(j, span_slice(rest, 0, or));
    json_close(j, '}');
    json_open(j, '{');
    print_reference(j, span_slice(rest, or +strlen(OR), rest.n));
    json_close(j, '}');
    json_close(j, ']');
}

/* JSON's own types are written small. */
static void print_one(struct json *j, struct span type)
{
    if (type.p[0] >= 'A' && type.p[0] <= 'Z')
        print_reference(j, type);
    else
        json_field_text(j, "type", type);
}

static void print_type(struct json *j, const char *type)
{
    struct span t = span_of(type);
    size_t or = span_find(t, OR);
    if (span_starts(t, ARRAY_OF)) {
        json_field_text(j, "type", SPAN("array"));
        json_key(j, "items");
        json_open(j, '{');
        print_one(j, span_slice(t, strlen(ARRAY_OF), t.n));
        json_close(j, '}');
        return;
    }
    if (!span_ends(t, "?") && or == t.n) {
        print_one(j, t);
        return;
    }
    json_key(j, "type");
    json_open(j, '[');
    json_add_text(j, span_slice(t, 0, or < t.n ? or : t.n - 1));
    json_add_text(j, or < t.n ? span_slice(t, or +strlen(OR), t.n) : SPAN("null"));
    json_close(j, ']');
}

static void print_schema(struct json *j, const char *schema)
{
    json_key(j, schema);
    json_open(j, '{');
    json_field_text(j, "type", SPAN("object"));
    json_key(j, "properties");
    json_open(j, '{');
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (strcmp(rows[i].schema, schema) == 0) {
            json_key(j, rows[i].name);
            json_open(j, '{');
            print_type(j, rows[i].type);
            json_field_text(j, "description", span_of(rows[i].description));
            json_close(j, '}');
        }
    json_close(j, '}');
    json_key(j, "required");
    json_open(j, '[');
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (strcmp(rows[i].schema, schema) == 0 && rows[i].required)
            json_add_text(j, span_of(rows[i].name));
    json_close(j, ']');
    json_close(j, '}');
}

void openapi_schema_print_all(struct json *j)
{
    json_key(j, "schemas");
    json_open(j, '{');
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (i == 0 || strcmp(rows[i].schema, rows[i - 1].schema) != 0)
            print_schema(j, rows[i].schema);
    json_close(j, '}');
}
