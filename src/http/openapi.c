/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/openapi.h"

#include <stdio.h>
#include <string.h>

#include "base/base.h"
#include "http/route.h"

#define ARRAY_OF "array of "
#define OR " or "

/* What each route answers with when all is well. */
static const struct answer {
    const char *id, *status, *media_type, *schema, *meaning;
} answers[] = {
    {"manifest", "200", "application/json", "Manifest", "The manifest."},
    {"post", "200", "application/json", "Post", "The post."},
    {"put_post", "201", "application/json", "Post", "It is kept, and made (or a draft)."},
    {"put_post", "200", "application/json", "Post",
     "It replaces what was there, or is the same; and it is made."},
    {"put_post", "202", "application/json", "Post", "It is kept, and being made: ask again at Location."},
    {"delete_post", "204", NULL, NULL, "It is gone."},
    {"listen", "302", NULL, NULL, "Location leads to the audio."},
    {"speak", "200", "audio/mpeg", NULL,
     "The audio, streamed while it is made; Content-Location is its address."},
    {"speech", "200", "*/*", NULL, "The audio in the format asked for, or events (text/event-stream)."},
    {"audio", "200", "audio/mpeg", NULL, "The audio."},
    {"audio", "206", "audio/mpeg", NULL, "The part that Range asks for."},
    {"audio", "304", NULL, NULL, "What the client has is still right."},
    {"opus", "200", "audio/ogg; codecs=opus", NULL, "The audio."},
    {"opus", "206", "audio/ogg; codecs=opus", NULL, "The part that Range asks for."},
    {"opus", "304", NULL, NULL, "What the client has is still right."},
    {"wav", "200", "audio/wav", NULL, "The audio."},
    {"wav", "206", "audio/wav", NULL, "The part that Range asks for."},
    {"wav", "304", NULL, NULL, "What the client has is still right."},
    {"flac", "200", "audio/flac", NULL, "The audio."},
    {"flac", "206", "audio/flac", NULL, "The part that Range asks for."},
    {"flac", "304", NULL, NULL, "What the client has is still right."},
    {"marks", "200", "application/json", NULL, "The marks (docs/json.md)."},
    {"marks", "304", NULL, NULL, "What the client has is still right."},
    {"captions", "200", "text/vtt", NULL, "The captions."},
    {"captions", "304", NULL, NULL, "What the client has is still right."},
    {"chapters", "200", "application/json+chapters", NULL, "The chapters."},
    {"chapters", "304", NULL, NULL, "What the client has is still right."},
    {"voices", "200", "application/json", "Voices", "The voices."},
    {"models", "200", "application/json", "Models", "The models."},
    {"player", "200", "text/javascript", NULL, "The module."},
    {"module", "200", "text/javascript", NULL, "The module."},
    {"demo", "200", "text/html", NULL, "The page."},
    {"demo_file", "200", "*/*", NULL, "The file."},
    {"health", "200", "application/json", "Health", "It runs."},
    {"ready", "200", "application/json", "Ready", "New work is taken."},
    {"ready", "503", "application/json", "Ready", "New work is refused for now."},
    {"metrics", "200", "text/plain", NULL, "The counters."},
    {"openapi", "200", "application/json", NULL, "This document."},
};

static const struct row {
    const char *schema, *name, *type;
    bool required;
    const char *description;
} rows[] = {
#define FIELD(schema, name, type, required, description) {#schema, #name, type, required, description},
#include "http/schema.def"
#undef FIELD
};

static void text(struct json *j, const char *key, const char *value)
{
    json_field_text(j, key, span_of(value));
}

static void open(struct json *j, const char *key)
{
    json_key(j, key);
    json_open(j, '{');
}

static void close(struct json *j)
{
    json_close(j, '}');
}

static void print_reference(struct json *j, const char *schema)
{
    char reference[80];
    snprintf(reference, sizeof reference, "#/components/schemas/%s", schema);
    text(j, "$ref", reference);
}

static void print_type(struct json *j, const char *type)
{
    struct span t = span_of(type);
    size_t or = span_find(t, OR);
    if (span_starts(t, ARRAY_OF)) {
        text(j, "type", "array");
        open(j, "items");
        print_reference(j, type + strlen(ARRAY_OF));
        close(j);
        return;
    }
    if (!span_ends(t, "?") && or == t.n) {
        text(j, "type", type);
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
    open(j, schema);
    text(j, "type", "object");
    open(j, "properties");
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (strcmp(rows[i].schema, schema) == 0) {
            open(j, rows[i].name);
            print_type(j, rows[i].type);
            text(j, "description", rows[i].description);
            close(j);
        }
    close(j);
    json_key(j, "required");
    json_open(j, '[');
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (strcmp(rows[i].schema, schema) == 0 && rows[i].required)
            json_add_text(j, span_of(rows[i].name));
    json_close(j, ']');
    close(j);
}

static void print_content(struct json *j, const char *media_type, const char *schema)
{
    open(j, "content");
    open(j, media_type);
    if (schema) {
        open(j, "schema");
        print_reference(j, schema);
        close(j);
    }
    close(j);
    close(j);
}

static void print_fields(struct json *j)
{
    open(j, "headers");
    open(j, "X-Request-Id");
    text(j, "$ref", "#/components/headers/RequestId");
    close(j);
    close(j);
}

static void print_answers(struct json *j, const struct route *route)
{
    open(j, "responses");
    for (size_t i = 0; i < COUNT_OF(answers); i++)
        if (strcmp(answers[i].id, route->id) == 0) {
            open(j, answers[i].status);
            text(j, "description", answers[i].meaning);
            print_fields(j);
            if (answers[i].media_type)
                print_content(j, answers[i].media_type, answers[i].schema);
            close(j);
        }
    open(j, "default");
    text(j, "description", "An error; its name is in 'code'.");
    print_fields(j);
    print_content(j, "application/json", "Failure");
    close(j);
    close(j);
}

static void print_parameter(struct json *j, struct span name, const char *where, bool required)
{
    json_open(j, '{');
    json_field_text(j, "name", name);
    text(j, "in", where);
    json_field_bool(j, "required", required);
    open(j, "schema");
    text(j, "type", "string");
    close(j);
    json_close(j, '}');
}

static const char *method_name(enum method method)
{
    switch (method) {
    case METHOD_POST:
        return "post";
    case METHOD_PUT:
        return "put";
    case METHOD_DELETE:
        return "delete";
    default:
        return "get";
    }
}

/* What a query may hold. */
static const struct query {
    const char *id, *name;
    bool required;
} queries[] = {
    {"manifest", "url", false},     {"manifest", "site", false},    {"manifest", "cursor", false},
    {"manifest", "limit", false},   {"manifest", "wait", false},    {"listen", "url", true},
    {"manifest", "expires", false}, {"manifest", "key", false},     {"manifest", "signature", false},
    {"listen", "expires", false},   {"listen", "key", false},       {"listen", "signature", false},
    {"post", "site", false},        {"delete_post", "site", false},
};

/* The schema of the body. */
static const char *request_of(const struct route *route)
{
    if (route->method == METHOD_PUT)
        return "PostRequest";
    return strcmp(route->id, "speech") == 0 ? "OpenAISpeechRequest" : "SpeechRequest";
}

static void print_operation(struct json *j, const struct route *route)
{
    struct span path = span_of(route->path);
    size_t from = span_find_byte(path, '{'), to = span_find_byte(path, '}');
    open(j, method_name(route->method));
    text(j, "operationId", route->id);
    text(j, "summary", route->summary);
    json_key(j, "parameters");
    json_open(j, '[');
    if (from < path.n)
        print_parameter(j, span_slice(path, from + 1, to), "path", true);
    for (size_t i = 0; i < COUNT_OF(queries); i++)
        if (strcmp(queries[i].id, route->id) == 0)
            print_parameter(j, span_of(queries[i].name), "query", queries[i].required);
    json_close(j, ']');
    if (route->method == METHOD_POST || route->method == METHOD_PUT) {
        open(j, "requestBody");
        json_field_bool(j, "required", true);
        print_content(j, "application/json", request_of(route));
        close(j);
    }
    json_key(j, "security");
    json_open(j, '[');
    if (route->audience == CLIENT) {
        json_open(j, '{');
        json_key(j, "apiKey");
        json_open(j, '[');
        json_close(j, ']');
        json_close(j, '}');
    }
    json_close(j, ']');
    print_answers(j, route);
    close(j);
}

/* Operations of one path stand together, whatever the order of the table. */
static void print_paths(struct json *j)
{
    open(j, "paths");
    for (size_t i = 0; i < nroutes; i++) {
        size_t first = 0;
        while (strcmp(routes[first].path, routes[i].path) != 0)
            first++;
        if (first < i)
            continue;
        open(j, routes[i].path);
        for (size_t k = i; k < nroutes; k++)
            if (strcmp(routes[k].path, routes[i].path) == 0)
                print_operation(j, &routes[k]);
        close(j);
    }
    close(j);
}

static void print_components(struct json *j)
{
    open(j, "components");
    open(j, "schemas");
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (i == 0 || strcmp(rows[i].schema, rows[i - 1].schema) != 0)
            print_schema(j, rows[i].schema);
    open(j, "Failure");
    text(j, "type", "object");
    open(j, "properties");
    open(j, "error");
    text(j, "$ref", "#/components/schemas/Error");
    close(j);
    close(j);
    close(j);
    close(j);
    open(j, "headers");
    open(j, "RequestId");
    text(j, "description",
         "The id of the request in the server's log: the one that was sent, if it can be used.");
    open(j, "schema");
    text(j, "type", "string");
    close(j);
    close(j);
    close(j);
    open(j, "securitySchemes");
    open(j, "apiKey");
    text(j, "type", "http");
    text(j, "scheme", "bearer");
    close(j);
    close(j);
    close(j);
}

void openapi_print(struct buf *out)
{
    struct json j = json_to(out);
    json_open(&j, '{');
    text(&j, "openapi", "3.1.0");
    open(&j, "info");
    text(&j, "title", "listenpost");
    text(&j, "version", LISTENPOST_VERSION);
    text(&j, "summary", "Posts come back as audio.");
    close(&j);
    print_paths(&j);
    print_components(&j);
    json_close(&j, '}');
    buf_add_byte(out, '\n');
}
