/* SPDX-License-Identifier: GPL-3.0-or-later */
/* trace: what makes a request findable: an id, in its answer (X-Request-Id) and in its line of the log. */
#ifndef HTTP_TRACE_H
#define HTTP_TRACE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

struct exchange;

enum { TRACE_ID_BYTES = 65 };

/* Where new ids come from. */
struct trace {
    uint32_t start; /* differs from one start of the server to the next */
    atomic_uint nrequests;
};

void trace_init(struct trace *t);
/* A new id; the request begins. */
void trace_begin(struct exchange *x);
/* Takes the id that the client or a proxy sent, if it is 1 to 64 letters, digits and of "._~:=+/-". The
 * fields are there. */
void trace_take(struct exchange *x);
/* Does anybody look for this request, so that an answer made before cannot be shared? */
bool trace_wanted(const struct exchange *x);
/* Its line, at the level INFO: the route and not the address, whose query may name what somebody reads. */
void trace_end(const struct exchange *x, int64_t duration_us);

/* What was written to the connection so far, headers included; 0 when nobody knows. */
uint64_t trace_written_bytes(int fd);

#endif
