/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two things that the library does not notice: a client that drips its request byte by byte (its idle timeout
 * begins anew with each), and one that left while its connection slept. One thread looks after both. */
#ifndef HTTP_WATCH_H
#define HTTP_WATCH_H

#include <stdatomic.h>
#include <stdint.h>

#include "base/error.h"

struct exchange;
struct watch;

/* A connection, from accept to close. */
struct guest {
    int fd;
    atomic_llong deadline_ms; /* monotonic; then the socket is shut down; 0: none */
    struct guest *next, *previous;
};

struct watch *watch_start(struct error *err); /* error INTERNAL */
void watch_stop(struct watch *w);             /* no connection is left */
int64_t watch_now_ms(void);                   /* monotonic */

struct guest *watch_connected(struct watch *w, int fd, int64_t deadline_ms);
void watch_disconnected(struct watch *w, struct guest *g); /* before the descriptor is closed */

/* From now on a client that hangs up sets x->gone and wakes x. Harmless when repeated. */
void watch_hangup(struct watch *w, struct exchange *x);
void watch_forget(struct watch *w, struct exchange *x); /* before x is freed */
/* Wakes x, which is watched, at this time (monotonic) or within a quarter second after it. */
void watch_alarm(struct exchange *x, int64_t at_ms);
/* Wakes every exchange that is watched, as if its client had left: the server stops. */
void watch_dismiss_all(struct watch *w);

#endif
