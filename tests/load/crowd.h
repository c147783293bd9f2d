/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many clients of one server on this machine, all looked after by one thread. */
#ifndef LOAD_CROWD_H
#define LOAD_CROWD_H

#include "load/client.h"

struct crowd {
    struct client *clients;
    size_t n;
    int epoll_fd;
    uint64_t *times_us; /* of crowd_ask_for; owned */
    size_t ntimes;
};

/* All are connected, as far as the server lets them. */
void crowd_connect(struct crowd *c, int port, size_t n);
void crowd_finish(struct crowd *c);
size_t crowd_open(const struct crowd *c); /* how many are not closed, as far as it is known */

/* Each asks once; returns when each has its answer or was cut off, or at the limit. */
void crowd_ask(struct crowd *c, struct span request, int limit_s);
/* Each asks again a pause after its last answer, for so long. Returns how many requests failed. */
size_t crowd_ask_for(struct crowd *c, struct span request, int pause_ms, int seconds);
/* Looks which of them the server has closed meanwhile. */
void crowd_look(struct crowd *c);

#endif
