/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The press makes what was accepted into audio, in the background: site by site in turn, so that a site that
 * hands over its archive delays no other, and with one place of 'jobs_max' left to listeners. It goes through
 * the same readers and speakers as they do. What failed is remembered until the post changes, is handed over
 * again, or the server starts anew. */
#ifndef HTTP_PRESS_H
#define HTTP_PRESS_H

#include "base/base.h"
#include "http/route.h"

struct server;
struct exchange;
struct press;

enum press_state {
    PRESS_NONE, /* made, or nothing to make */
    PRESS_QUEUED,
    PRESS_MAKING,
    PRESS_FAILED,
};

/* Also queues the accepted posts that have no audio yet. Error INTERNAL. */
struct press *press_start(struct server *s, struct error *err);
void press_stop_soon(struct press *p); /* begins nothing new; what it waits for must end by itself */
void press_stop(struct press *p);      /* joins the threads */

/* Makes the post, once more if it is being made. */
void press_add(struct press *p, const char *name, struct span site);
void press_drop(struct press *p, const char *name);
struct press_stat {
    uint64_t queued, making, failed; /* posts now */
};
void press_stat(struct press *p, struct press_stat *out);
/* How is it with the post? error: why it failed. While it is queued or made and 'waits' is given, puts that
 * to sleep until something changed and sets *step. */
enum press_state press_look(struct press *p, const char *name, enum error_code *error, struct exchange *waits,
                            enum step *step);

#endif
