/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/waiters.h"

#include "http/exchange.h"

void waiters_init(struct waiters *w)
{
    pthread_mutex_init(&w->mutex, NULL);
    pthread_cond_init(&w->changed, NULL);
    w->first = NULL;
}

void waiters_finish(struct waiters *w)
{
    pthread_mutex_destroy(&w->mutex);
    pthread_cond_destroy(&w->changed);
}

void waiters_lock(struct waiters *w)
{
    pthread_mutex_lock(&w->mutex);
}

void waiters_unlock(struct waiters *w)
{
    pthread_mutex_unlock(&w->mutex);
}

/* 'sleeps_in' is written before 'gone' is read here, and 'gone' before 'sleeps_in' is read by who notices
 * that the client left: one of the two sees the other. */
bool waiters_add(struct waiters *w, struct exchange *x)
{
    atomic_store(&x->sleeps_in, w);
    if (atomic_load(&x->gone)) {
        atomic_store(&x->sleeps_in, NULL);
        return false;
    }
    x->previous = NULL;
    x->next = w->first;
    if (w->first)
        w->first->previous = x;
    w->first = x;
    exchange_suspend(x);
    return true;
}

static void wake(struct waiters *w, struct exchange *x)
{
    if (x->previous)
        x->previous->next = x->next;
    else
        w->first = x->next;
    if (x->next)
        x->next->previous = x->previous;
    atomic_store(&x->sleeps_in, NULL);
    exchange_resume(x);
}

void waiters_wake_all(struct waiters *w)
{
    while (w->first)
        wake(w, w->first);
    pthread_cond_broadcast(&w->changed);
}

void waiters_sleep(struct waiters *w)
{
    pthread_cond_wait(&w->changed, &w->mutex);
}

void waiters_wake(struct exchange *x)
{
    struct waiters *w = atomic_load(&x->sleeps_in);
    if (!w)
        return;
    waiters_lock(w);
    if (atomic_load(&x->sleeps_in) == w)
        wake(w, x);
    waiters_unlock(w);
}
