/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pool that reads and speaks nothing but does so exactly when it is told to: linked in the place of job's.
 */
#ifndef TESTS_HTTP_FAKE_POOL_H
#define TESTS_HTTP_FAKE_POOL_H

#include <stdatomic.h>

#include "job/job.h"

enum { FAKE_PIECES = 5, FAKE_PIECE_BYTES = 30000, FAKE_BYTES = FAKE_PIECES * FAKE_PIECE_BYTES };

extern struct fake_pool {
    atomic_int fetches, reads, speaks, ended, cancelled; /* how often; speaks: begun */
    atomic_int gate;      /* pieces that may be handed out, all posts together */
    atomic_int read_gate; /* pages that may be read */
    atomic_bool inexact;  /* begin without a timeline */
    atomic_bool breaks;   /* fail after the first piece */
    atomic_bool lost;     /* nothing can be done any more */
} fake;

/* Everything open: gates so wide that nothing waits. */
void fake_reset(void);
/* Waits at most 10 s until the count is reached; false: it was not. */
bool fake_wait(atomic_int *count, int least);
/* What the audio's byte at 'at' is when it is finished. */
char fake_byte(size_t at);

#endif
