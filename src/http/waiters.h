/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exchanges that sleep until something changes. The mutex guards the list and the state whose change is
 * waited for: look at the state and add to the list under one lock, change the state and wake under one lock,
 * and no wake-up is lost. A sleeping connection costs no thread. */
#ifndef HTTP_WAITERS_H
#define HTTP_WAITERS_H

#include <pthread.h>
#include <stdbool.h>

struct exchange;

struct waiters {
    pthread_mutex_t mutex;
    struct exchange *first;
    pthread_cond_t changed;
};

void waiters_init(struct waiters *w);
void waiters_finish(struct waiters *w); /* nobody waits any more */
void waiters_lock(struct waiters *w);
void waiters_unlock(struct waiters *w);

/* The rest with the lock held. Puts the exchange to sleep; false: its client has left, it does not sleep. */
bool waiters_add(struct waiters *w, struct exchange *x);
void waiters_wake_all(struct waiters *w);
void waiters_sleep(struct waiters *w); /* the calling thread, until the next waiters_wake_all; no HTTP thread */

/* Without the lock: wakes the exchange wherever it sleeps; nothing if it does not. */
void waiters_wake(struct exchange *x);

#endif
