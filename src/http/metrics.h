/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server counts, and GET /metrics. */
#ifndef HTTP_METRICS_H
#define HTTP_METRICS_H

#include <stdatomic.h>
#include <stdint.h>

#include "base/buf.h"

struct server;

enum counter {
#define COUNTER(name, help) COUNT_##name,
#include "http/metrics.def"
#undef COUNTER
    COUNTERS
};

/* Upper bounds of the times that requests are sorted by. */
enum { METRICS_BOUNDS = 10 };

struct metrics {
    atomic_uint_fast64_t counts[COUNTERS];
    atomic_uint_fast64_t request_us; /* sum */
    atomic_uint_fast64_t
        quick[METRICS_BOUNDS]; /* requests by their time: at most that bound, more than the one before */
    atomic_uint_fast64_t sent_bytes;
    atomic_int exchanges; /* now */
};

static inline void metrics_count(struct metrics *m, enum counter counter)
{
    atomic_fetch_add_explicit(&m->counts[counter], 1, memory_order_relaxed);
}

void metrics_time(struct metrics *m, uint64_t request_us); /* a request has ended */

/* Prometheus' text format, version 0.0.4. */
void metrics_print(struct server *s, struct buf *out);

#endif
