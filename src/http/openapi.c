/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/openapi.h"

#include <stdio.h>
#include <string.h>

#include "base/base.h"
#include "http/openapi_schema.h"
#include "http/route.h"

enum { STATUS_LEAST = 200, STATUS_MOST = 599 };

static const struct answer {
    const char *routes;
    int status;
    const char *media_type, *schema, *meaning;
} answers[] = {
#define ANSWER(routes, status, media_type, schema, meaning) {routes, status, media_type, schema, meaning},
#include "http/answer.def"
#undef ANSWER
};

static const struct failure {
    enum error_code code;
    const char *routes;
} failures[] = {
#define FAILURE(code, routes) {ERROR_##code, routes},
#include "http/failure.def"
#undef FAILURE
};

static const struct parameter {
    const char *routes, *where, *name, *type;
    bool required;
    const char *meaning;
} parameters[] = {
#define PARAMETER(routes, where, name, type, required, meaning)                                              \
    {routes, where, name, type, required, meaning},
#include "http/parameter.def"
#undef PARAMETER
};

/* Is the route one of those, divided by blanks? */
static bool is_of(const struct route *route, const char *routes_named)
{
    struct span rest = span_of(routes_named), id;
    if (span_is(rest, "*"))
        return true;
    while (span_split(&rest, ' ', &id))
        if (span_is(id, route->id))
            return true;
    return false;
}

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

static void print_media(struct json *j, const char *media_type, const char *schema)
{
    open(j, media_type);
    if (schema) {
        open(j, "schema");
        openapi_schema_refer(j, schema);
        close(j);
    }
    close(j);
}

static void print_content(struct json *j, const char *media_type, const char *schema)
{
    open(j, "content");
    print_media(j, media_type, schema);
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

/* What a status can mean on a route, good and bad; empty: it is not answered there. */
static void describe(const struct route *route, int status, struct buf *out)
{
    for (size_t i = 0; i < COUNT_OF(answers); i++)
        if (answers[i].status == status && is_of(route, answers[i].routes))
            buf_printf(out, "%s%s", out->n ? "; " : "", answers[i].meaning);
    for (size_t i = 0; i < COUNT_OF(failures); i++)
        if (error_http_status(failures[i].code) == status && is_of(route, failures[i].routes))
            buf_printf(out, "%s%s: %s", out->n ? " " : "", error_name(failures[i].code),
                       error_sentence(failures[i].code));
}

/* Without a row of its own a status from 400 on is an error. */
static void print_bodies(struct json *j, const struct route *route, int status)
{
    bool begun = false;
    for (size_t i = 0; i < COUNT_OF(answers); i++)
        if (answers[i].status == status && answers[i].media_type && is_of(route, answers[i].routes)) {
            if (!begun)
                open(j, "content");
            begun = true;
            print_media(j, answers[i].media_type, answers[i].schema);
        }
    if (begun)
        close(j);
    else if (status >= 400)
        print_content(j, "application/json", "Failure");
}

static void print_answers(struct json *j, const struct route *route)
{
    open(j, "responses");
    for (int status = STATUS_LEAST; status <= STATUS_MOST; status++) {
        struct buf meaning = BUF_EMPTY;
        char key[8];
        snprintf(key, sizeof key, "%d", status);
        describe(route, status, &meaning);
        if (meaning.n) {
            open(j, key);
            json_field_text(j, "description", buf_span(&meaning));
            print_fields(j);
            print_bodies(j, route, status);
            close(j);
        }
        buf_finish(&meaning);
    }
    close(j);
}

static void print_parameter(struct json *j, const struct parameter *p)
{
    json_open(j, '{');
    text(j, "name", p->name);
    text(j, "in", p->where);
    json_field_bool(j, "required", p->required);
    text(j, "description", p->meaning);
    open(j, "schema");
    text(j, "type", p->type);
    close(j);
    json_close(j, '}');
}

static void print_parameters(struct json *j, const struct route *route)
{
    struct span path = span_of(route->path);
    size_t from = span_find_byte(path, '{'), to = span_find_byte(path, '}');
    char name[40];
    json_key(j, "parameters");
    json_open(j, '[');
    if (from < path.n) {
        snprintf(name, sizeof name, "%.*s", (int)(to - from - 1), path.p + from + 1);
        print_parameter(j, &(struct parameter){"", "path", name, "string", true, "A part of the path."});
    }
    for (size_t i = 0; i < COUNT_OF(parameters); i++)
        if (is_of(route, parameters[i].routes))
            print_parameter(j, &parameters[i]);
    json_close(j, ']');
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

/* The schema of the body. */
static const char *request_of(const struct route *route)
{
    if (route->method == METHOD_PUT)
        return "PostRequest";
    return strcmp(route->id, "speech") == 0 ? "OpenAISpeechRequest" : "SpeechRequest";
}

static void print_security(struct json *j, const struct route *route)
{
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
}

static void print_operation(struct json *j, const struct route *route)
{
    open(j, method_name(route->method));
    text(j, "operationId", route->id);
    text(j, "summary", route->summary);
    print_parameters(j, route);
    if (route->method == METHOD_POST || route->method == METHOD_PUT) {
        open(j, "requestBody");
        json_field_bool(j, "required", true);
        print_content(j, "application/json", request_of(route));
        close(j);
    }
    print_security(j, route);
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
    openapi_schema_print_all(j);
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
