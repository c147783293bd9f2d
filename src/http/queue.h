/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Threads for what blocks, behind a bounded line in which sites take turns: first what somebody waits
 * for, then the rest, which has a share of its own. */
#ifndef HTTP_QUEUE_H
#define HTTP_QUEUE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/span.h"

struct queue;

struct turn {
    struct span site; /* whose turn it counts as */
    bool batch;       /* nobody waits for it */
};

enum queue_room {
    QUEUE_ROOM,
    QUEUE_SITE_FULL, /* there is room, but not for this site */
    QUEUE_FULL,
};

struct queue_limits {
    size_t waiting, of_site; /* tasks, of all sites and of one */
    size_t batch_every; /* of so many turns one is the batch's, if any waits; 0: none while others wait */
};

/* Error INTERNAL. */
struct queue *queue_start(size_t nthreads, struct queue_limits limits, struct error *err);
/* Runs work(arg) on a thread when it is its turn. false: there is no room. */
bool queue_add(struct queue *q, struct turn turn, void (*work)(void *arg), void *arg);
/* Somebody waits for what was added as batch; harmless when it is no longer waiting. */
void queue_hasten(struct queue *q, struct span site, void *arg);
size_t queue_waiting(struct queue *q);
/* Would queue_add fail now, and why? */
enum queue_room queue_room(struct queue *q, struct span site);
bool queue_is_full(struct queue *q); /* for every site */
/* Runs what waits (the work itself knows that it is no longer wanted), joins the threads. */
void queue_stop(struct queue *q);

#endif
