/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/openapi.h"

#include <stdio.h>
#include <string.h>

#include "check.h"
#include "http/route.h"

static json_t *document(void)
{
    struct buf text = BUF_EMPTY;
    struct error err = {0};
    openapi_print(&text);
    json_t *parsed = json_parse(buf_span(&text), &err);
    if (!check_true(parsed != NULL))
        printf("  %s\n", err.detail);
    buf_finish(&text);
    return parsed;
}

static void describes_every_route_and_no_other(void)
{
    json_t *d = document(), *paths = json_object_get(d, "paths"), *path, *operation;
    const char *name, *method;
    size_t noperations = 0;
    json_object_foreach(paths, name, path) json_object_foreach(path, method, operation) noperations++;
    check_number(noperations, nroutes);
    for (size_t i = 0; i < nroutes; i++) {
        method = routes[i].method == METHOD_POST     ? "post"
                 : routes[i].method == METHOD_PUT    ? "put"
                 : routes[i].method == METHOD_DELETE ? "delete"
                                                     : "get";
        operation = json_object_get(json_object_get(paths, routes[i].path), method);
        check_text(json_get_text(operation, "operationId"), routes[i].id);
        check_number(json_array_size(json_object_get(operation, "security")), routes[i].audience == CLIENT);
        if (!check_true(json_object_size(json_object_get(operation, "responses")) >= 2))
            printf("  %s says of no answer but errors\n", routes[i].id);
    }
    json_decref(d);
}

static void refers_only_to_schemas_that_it_holds(void)
{
    struct buf text = BUF_EMPTY;
    json_t *d = document();
    json_t *schemas = json_object_get(json_object_get(d, "components"), "schemas");
    openapi_print(&text);
    struct span rest = buf_span(&text), prefix = SPAN("#/components/schemas/");
    size_t at, nreferences = 0;
    while ((at = span_find(rest, prefix.p)) < rest.n) {
        rest = span_slice(rest, at + prefix.n, rest.n);
        char name[40];
        snprintf(name, sizeof name, "%.*s", (int)span_find_byte(rest, '"'), rest.p);
        check_true(json_object_get(schemas, name) != NULL);
        nreferences++;
    }
    check_true(nreferences > nroutes);
    buf_finish(&text);
    json_decref(d);
}

static const struct {
    const char *path;
    enum method method;
    const char *id; /* NULL: none */
    const char *parameter, *allow;
} finds[] = {
    {"/v1/audio", METHOD_GET, "listen", "", "GET, HEAD, POST, OPTIONS"},
    {"/v1/audio", METHOD_POST, "speak", "", "GET, HEAD, POST, OPTIONS"},
    {"/v1/audio/abc.mp3", METHOD_GET, "audio", "abc", "GET, HEAD, OPTIONS"},
    {"/v1/audio/abc.json", METHOD_HEAD, "marks", "abc", "GET, HEAD, OPTIONS"},
    {"/v1/audio/abc.vtt", METHOD_GET, "captions", "abc", "GET, HEAD, OPTIONS"},
    {"/v1/audio/abc.chapters.json", METHOD_GET, "chapters", "abc", "GET, HEAD, OPTIONS"},
    {"/v1/audio/abc.mp3", METHOD_POST, NULL, "", "GET, HEAD, OPTIONS"},
    {"/demo/a.css", METHOD_GET, "demo_file", "a.css", "GET, HEAD, OPTIONS"},
    {"/v1/posts/7", METHOD_PUT, "put_post", "7", "GET, HEAD, PUT, DELETE, OPTIONS"},
    {"/v1/posts/a b.c", METHOD_HEAD, "post", "a b.c", "GET, HEAD, PUT, DELETE, OPTIONS"},
    {"/v1/posts/..", METHOD_DELETE, "delete_post", "..", "GET, HEAD, PUT, DELETE, OPTIONS"},
    {"/v1/posts/a/b", METHOD_PUT, NULL, "", NULL},
    {"/v1/posts", METHOD_PUT, NULL, "", "GET, HEAD, OPTIONS"},
    {"/", METHOD_GET, "demo", "", "GET, HEAD, OPTIONS"},
    {"/v1/audio/.mp3", METHOD_GET, NULL, "", NULL},
    {"/v1/audio/a/b.mp3", METHOD_GET, NULL, "", NULL},
    {"/demo/", METHOD_GET, "demo_list", "", "GET, HEAD, OPTIONS"},
    {"/demo/../secret", METHOD_GET, NULL, "", NULL},
    {"/v1/posts/", METHOD_GET, NULL, "", NULL},
    {"", METHOD_GET, NULL, "", NULL},
};

static void finds_routes_by_path_and_method(void)
{
    for (size_t i = 0; i < COUNT_OF(finds); i++) {
        struct route_match m = route_find(span_of(finds[i].path), finds[i].method);
        bool ok = check_text(span_of(m.route ? m.route->id : ""), finds[i].id ? finds[i].id : "");
        ok = ok && check_text(m.parameter, finds[i].parameter) &&
             check_number(m.allowed != 0, finds[i].allow != NULL);
        if (finds[i].allow)
            ok = ok && check_text(span_of(route_allow(m.allowed)), finds[i].allow);
        if (!ok)
            printf("  %s\n", finds[i].path);
    }
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(describes_every_route_and_no_other),
        CHECK(refers_only_to_schemas_that_it_holds),
        CHECK(finds_routes_by_path_and_method),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
