/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON out: a writer that appends to a buf and puts the commas itself. JSON in: jansson, strict, bounded. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <jansson.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"

struct json {
    struct buf *out;
    bool comma; /* the next value needs a comma before it */
};

struct json json_to(struct buf *out);
void json_open(struct json *j, char bracket);  /* '{' or '[' */
void json_close(struct json *j, char bracket); /* '}' or ']' */
void json_key(struct json *j, const char *key);
void json_add_text(struct json *j, struct span text); /* UTF-8; invalid bytes become U+FFFD */
void json_add_number(struct json *j, int64_t value);
void json_add_real(struct json *j, double value, int decimals);
void json_add_bool(struct json *j, bool value);
void json_add_null(struct json *j);
/* Key and value in one. An empty span is written as null by json_field_text_or_null. */
void json_field_text(struct json *j, const char *key, struct span text);
void json_field_text_or_null(struct json *j, const char *key, struct span text);
void json_field_number(struct json *j, const char *key, int64_t value);
void json_field_bool(struct json *j, const char *key, bool value);

/* Parses one JSON value (duplicate keys and bytes behind it refused, nesting at most 2,048 by jansson).
 * The caller calls json_decref. Error: USAGE, the detail says where. NULL on error. */
json_t *json_parse(struct span text, struct error *err);
/* The string at key, or the empty span when it is missing or of another type. Looks into 'object'. */
struct span json_get_text(const json_t *object, const char *key);

#endif
