/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Threads for what blocks, behind a bounded line. */
#ifndef HTTP_QUEUE_H
#define HTTP_QUEUE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

struct queue;

/* Error INTERNAL. */
struct queue *queue_start(size_t nthreads, size_t most_waiting, struct error *err);
/* Runs work(arg) on a thread, in the order of coming. false: the line is full. */
bool queue_add(struct queue *q, void (*work)(void *arg), void *arg);
size_t queue_waiting(struct queue *q);
/* Would queue_add fail now? */
bool queue_is_full(struct queue *q);
/* Runs what waits (the work itself knows that it is no longer wanted), joins the threads. */
void queue_stop(struct queue *q);

#endif
