/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plain HTTP client over loopback that shows everything as it came. */
#ifndef TESTS_HTTP_CLIENT_H
#define TESTS_HTTP_CLIENT_H

#include "base/base.h"

struct reply {
    int status; /* 0: no answer came */
    struct buf head, body;
    bool whole;  /* as long as announced, or ended by the last chunk */
    bool closed; /* the server closed the connection */
};

int client_connect(int port); /* -1: refused */
void client_send(int fd, struct span request);
/* The next answer's header; then as much of its body as n bytes. Waits at most 10 s. */
bool client_read_head(int fd, struct reply *r);
void client_read_body(int fd, struct reply *r, size_t n);
/* The whole body, as the header announces it; none where 'bodiless' (HEAD). */
void client_read_rest(int fd, struct reply *r, bool bodiless);
/* One request on a connection of its own, the whole answer. 'fields' end in CRLF each. */
struct reply client_ask(int port, const char *method, const char *target, const char *fields,
                        struct span body);
struct reply client_get(int port, const char *target, const char *fields);
/* The field's value, or the empty span. */
struct span reply_field(const struct reply *r, const char *name);
void reply_finish(struct reply *r);

#endif
