/* SPDX-License-Identifier: GPL-3.0-or-later */
/* zygote: a process that loaded everything a step needs, does none itself and forks a child for each. The
 * front talks to a child over the child's own socket; the zygote only forks, reaps and tells how each child
 * ended. */
#ifndef JOB_ZYGOTE_H
#define JOB_ZYGOTE_H

#include <sys/types.h>

#include "job/child.h"

struct zygote {
    pid_t pid;
    int control; /* closing it ends the zygote and every child */
};

/* Forks the zygote, which loads voices and language tables and starts the engine; waits until it is ready.
 * Call while the process has one thread, and from one that lives as long as the zygote is needed (the kernel
 * ends it with its parent thread). Appends what the zygote says of itself (hello_get) to *hello. Errors:
 * CONFIG, INTERNAL. */
bool zygote_start(struct zygote *z, const struct config *config, const struct step_kind *kinds,
                  struct buf *hello, struct error *err);
void zygote_stop(struct zygote *z);
/* Has it ended by itself? No step can be done after that. */
bool zygote_is_gone(const struct zygote *z);

/* A forked child as its step's worker sees it. */
struct child {
    int socket; /* frames; -1 when closed */
    int status; /* the zygote writes the wait status here; closing it kills the child */
};

/* Asks for a child; 'memory' is a memfd it gets too, or -1. false with errno: EPIPE,
 * ECONNRESET or ENOTCONN when the zygote is gone, else no descriptor is to be had. */
bool zygote_fork(const struct zygote *z, enum step_id step, int memory, struct child *child);
/* Waits for the child's end and returns its wait status; -1 when that cannot be known (it could not be
 * forked, the zygote is gone, or it has not ended by the deadline). */
int child_wait(const struct child *child, int64_t deadline);
void child_close(struct child *child);

/* What the zygote says when it is ready. */
struct hello {
    struct voices *voices;                   /* the caller's */
    struct span engine_version, engine_data; /* engine_data: speech_data_digest */
};
bool hello_get(struct span message, struct hello *out);

#endif
