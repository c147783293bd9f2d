/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three things that the library does not notice: a client that drips its request byte by byte or takes its
 * answer so (the library's timeout begins anew with each), and one that left while its connection slept. One
 * thread looks after all of them. */
#ifndef HTTP_WATCH_H
#define HTTP_WATCH_H

#include <stdatomic.h>
#include <stdint.h>

#include "base/error.h"
#include "http/slow.h"

struct exchange;
struct watch;

/* A connection, from accept to close. */
struct guest {
    int fd;
    atomic_llong deadline_ms; /* monotonic; then the socket is shut down; 0: none */
    int64_t look_ms;          /* the watch's: monotonic, when its pace is looked at next */
    uint64_t taken_bytes;     /* the watch's: by the client, until it was looked at last */
    struct slow slow;         /* the watch's, as is what follows */
    int64_t slow_ms;
    struct guest *next, *previous;
};

/* A client for whose answer there is no room, because it took less than least_bytes in window_ms, is hung up
 * on; looked at once a window, so within two. */
struct watch_pace {
    int64_t window_ms;
    uint64_t least_bytes;
};

struct watch *watch_start(struct watch_pace pace, const struct slow_limits *slow,
                          struct error *err); /* error INTERNAL */
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
