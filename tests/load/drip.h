/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clients that hold a server up: a byte a second of a request's header, of its body, or of the answer's
 * reading. */
#ifndef LOAD_DRIP_H
#define LOAD_DRIP_H

#include "load/client.h"

enum drip_kind { DRIP_HEADER, DRIP_BODY, DRIP_READING, DRIP_KINDS };
extern const char *const drip_names[DRIP_KINDS];

struct drips {
    size_t n, dropped; /* of one kind */
    int64_t slowest_ms;
};

/* n clients, a third of each kind; 'key' is one that may post, 'target' a large thing to read. Until all were
 * dropped, or the limit. */
void drip(int port, size_t n, const char *target, const char *key, int limit_s,
          struct drips counts[DRIP_KINDS]);

#endif
