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

struct metrics {
    atomic_uint_fast64_t counts[COUNTERS];
    atomic_uint_fast64_t request_us; /* sum */
    atomic_int exchanges, followers; /* now */
};

static inline void metrics_count(struct metrics *m, enum counter counter)
{
    atomic_fetch_add_explicit(&m->counts[counter], 1, memory_order_relaxed);
}

/* Prometheus' text format, version 0.0.4. */
void metrics_print(struct server *s, struct buf *out);

#endif
