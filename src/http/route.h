/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of routes (route.def): what is answered where, by whom, to whom. */
#ifndef HTTP_ROUTE_H
#define HTTP_ROUTE_H

#include "base/span.h"

enum method {
    METHOD_GET = 1,
    METHOD_HEAD = 2,
    METHOD_POST = 4,
    METHOD_OPTIONS = 8,
    METHOD_OTHER = 16,
    METHOD_PUT = 32,
    METHOD_DELETE = 64
};

/* Who asks. READER: any page may, so answers are open to other origins. CLIENT: a program with an API key.
 * OPERATOR: the one who runs the server. VISITOR: who looks at a page of the server's own. */
enum audience { READER, CLIENT, OPERATOR, VISITOR };

enum step {
    STEP_ANSWERED, /* an answer is queued */
    STEP_WAIT,     /* the connection sleeps; the handler is called again when it is woken */
    STEP_CLOSE,    /* nothing can be said any more */
};

struct exchange;

struct route {
    const char *path; /* at most one {parameter}, a part of a path's segment */
    enum method method;
    enum audience audience;
    enum step (*handle)(struct exchange *x);
    const char *id, *summary;
};

extern const struct route routes[];
extern const size_t nroutes;

/* METHOD_OTHER for a name that no route has; "-" for that. */
enum method method_named(const char *name);
const char *method_token(enum method method);

struct route_match {
    const struct route *route; /* NULL: no such path, or no such method there */
    struct span parameter;     /* into 'path' */
    int allowed;               /* methods of this path; 0: there is no such path */
};

/* HEAD finds the route of GET. */
struct route_match route_find(struct span path, enum method method);
/* "GET, HEAD, OPTIONS" */
const char *route_allow(int allowed);

#endif
