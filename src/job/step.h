/* SPDX-License-Identifier: GPL-3.0-or-later */
/* step: one request to one fresh child and its answer, or how it failed. Called by workers. */
#ifndef JOB_STEP_H
#define JOB_STEP_H

#include "job/pool.h"

enum step_outcome {
    STEP_DONE,
    STEP_FAILED,    /* the stage says no, *err says why */
    STEP_CRASHED,   /* by its own doing, or it answered nonsense */
    STEP_LATE,      /* it ran out of wall clock or processor time */
    STEP_KILLED,    /* somebody else's doing (a signal from outside, no memory to fork): says nothing of the
                       input */
    STEP_CANCELLED, /* by pool_cancel or pool_stop */
    STEP_LOST,      /* the zygote is gone: no step can be done any more */
};

struct step {
    enum step_id id;
    struct span request;
    int memory;             /* a memfd, or -1 */
    size_t reply_max_bytes; /* a larger answer is nonsense */
};

/* One child; the answer is appended to *reply. Outcomes other than DONE and FAILED leave *err as it was. */
enum step_outcome step_try(struct worker *w, const struct step *step, struct buf *reply, struct error *err);
/* Again after KILLED, with growing pauses, until it is something else or hope is lost (CRASHED). */
enum step_outcome step_insist(struct worker *w, const struct step *step, struct buf *reply,
                              struct error *err);
/* Once more after CRASHED and LATE. */
enum step_outcome step_retry(struct worker *w, const struct step *step, struct buf *reply, struct error *err);
void step_count_retry(struct pool *p);
/* The error that an outcome other than DONE and FAILED means to a caller. Always false. */
bool step_error(enum step_outcome outcome, const char *what, struct error *err);

#endif
