/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/route.h"

#include <string.h>

#include "base/base.h"
#include "http/handlers.h"

const struct route routes[] = {
#define ROUTE(id, method, path, audience, summary)                                                           \
    {path, METHOD_##method, audience, handle_##id, #id, summary},
#include "http/route.def"
#undef ROUTE
};
const size_t nroutes = COUNT_OF(routes);

static bool matches(const char *pattern, struct span path, struct span *parameter)
{
    struct span p = span_of(pattern);
    size_t open = span_find_byte(p, '{'), close = span_find_byte(p, '}');
    *parameter = (struct span){"", 0};
    if (open == p.n)
        return span_equal(p, path);
    struct span head = span_slice(p, 0, open), tail = span_slice(p, close + 1, p.n);
    if (path.n <= head.n + tail.n || !span_equal(span_slice(path, 0, head.n), head) ||
        !span_equal(span_slice(path, path.n - tail.n, path.n), tail))
        return false;
    *parameter = span_slice(path, head.n, path.n - tail.n);
    return span_find_byte(*parameter, '/') == parameter->n;
}

static const struct {
    enum method method;
    const char *name;
} method_names[] = {{METHOD_GET, "GET"},         {METHOD_HEAD, "HEAD"}, {METHOD_POST, "POST"},
                    {METHOD_OPTIONS, "OPTIONS"}, {METHOD_PUT, "PUT"},   {METHOD_DELETE, "DELETE"}};

enum method method_named(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(method_names); i++)
        if (strcmp(method_names[i].name, name) == 0)
            return method_names[i].method;
    return METHOD_OTHER;
}

const char *method_token(enum method method)
{
    for (size_t i = 0; i < COUNT_OF(method_names); i++)
        if (method_names[i].method == method)
            return method_names[i].name;
    return "-";
}

struct route_match route_find(struct span path, enum method method)
{
    struct route_match match = {.parameter = {"", 0}};
    enum method wanted = method == METHOD_HEAD ? METHOD_GET : method;
    for (size_t i = 0; i < nroutes; i++) {
        struct span parameter;
        if (!matches(routes[i].path, path, &parameter))
            continue;
        match.allowed |= (int)routes[i].method | METHOD_OPTIONS;
        if (routes[i].method == METHOD_GET)
            match.allowed |= METHOD_HEAD;
        if (routes[i].method == wanted) {
            match.route = &routes[i];
            match.parameter = parameter;
        }
    }
    return match;
}

const char *route_allow(int allowed)
{
    static const struct {
        int methods;
        const char *text;
    } rows[] = {
        {METHOD_GET, "GET, HEAD, OPTIONS"},
        {METHOD_POST, "POST, OPTIONS"},
        {METHOD_GET | METHOD_POST, "GET, HEAD, POST, OPTIONS"},
        {METHOD_GET | METHOD_PUT | METHOD_DELETE, "GET, HEAD, PUT, DELETE, OPTIONS"},
    };
    int methods = allowed & ~(METHOD_HEAD | METHOD_OPTIONS);
    size_t i = 0;
    while (i + 1 < COUNT_OF(rows) && rows[i].methods != methods)
        i++;
    return rows[i].text;
}
