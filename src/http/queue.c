/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/queue.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "http/lanes.h"
#include "http/memory.h"

struct task {
    struct laned laned;
    void (*work)(void *arg);
    void *arg;
};

/* Somebody waits for it; nobody does. */
enum { URGENT, BATCH, LINES };

struct queue {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    struct lanes lines[LINES];
    struct queue_limits limits;
    size_t nwaiting;
    size_t npassed; /* urgent ones that went before the batch that waits */
    bool stopping;
    pthread_t *threads;
    size_t nthreads;
};

/* The mutex is held. */
static struct task *take_next(struct queue *q)
{
    char *site;
    bool share = q->limits.batch_every && q->npassed + 1 >= q->limits.batch_every;
    size_t line = share ? BATCH : URGENT;
    struct laned *laned = lanes_take(&q->lines[line], &site);
    if (!laned)
        laned = lanes_take(&q->lines[line = !line], &site);
    if (!laned)
        return NULL;
    free(site);
    q->nwaiting--;
    q->npassed = line == URGENT && q->lines[BATCH].first ? q->npassed + 1 : 0;
    return (struct task *)laned;
}

static void *run(void *arg)
{
    struct queue *q = arg;
    pthread_mutex_lock(&q->mutex);
    for (;;) {
        while (!q->nwaiting && !q->stopping)
            pthread_cond_wait(&q->changed, &q->mutex);
        struct task *t = take_next(q);
        if (!t)
            break;
        pthread_mutex_unlock(&q->mutex);
        t->work(t->arg);
        free(t);
        pthread_mutex_lock(&q->mutex);
    }
    pthread_mutex_unlock(&q->mutex);
    return NULL;
}

struct queue *queue_start(size_t nthreads, struct queue_limits limits, struct error *err)
{
    struct queue *q = zeroed(sizeof *q);
    pthread_mutex_init(&q->mutex, NULL);
    pthread_cond_init(&q->changed, NULL);
    q->limits = limits;
    q->threads = zeroed(nthreads * sizeof(pthread_t));
    while (q->nthreads < nthreads) {
        int failed = pthread_create(&q->threads[q->nthreads], NULL, run, q);
        if (failed) {
            error_set(err, ERROR_INTERNAL, "a job thread cannot start: %s", strerror(failed));
            queue_stop(q);
            return NULL;
        }
        q->nthreads++;
    }
    return q;
}

/* The mutex is held. */
static enum queue_room room_for(const struct queue *q, struct span site)
{
    size_t n = lanes_count(&q->lines[URGENT], site) + lanes_count(&q->lines[BATCH], site);
    return q->nwaiting >= q->limits.waiting ? QUEUE_FULL
           : n >= q->limits.of_site         ? QUEUE_SITE_FULL
                                            : QUEUE_ROOM;
}

bool queue_add(struct queue *q, struct turn turn, void (*work)(void *arg), void *arg)
{
    pthread_mutex_lock(&q->mutex);
    bool room = room_for(q, turn.site) == QUEUE_ROOM;
    if (room) {
        struct task *t = zeroed(sizeof *t);
        t->work = work;
        t->arg = arg;
        lanes_add(&q->lines[turn.batch ? BATCH : URGENT], turn.site, &t->laned);
        q->nwaiting++;
        pthread_cond_signal(&q->changed);
    }
    pthread_mutex_unlock(&q->mutex);
    return room;
}

static bool is_of(const struct laned *laned, const void *arg)
{
    return ((const struct task *)laned)->arg == arg;
}

void queue_hasten(struct queue *q, struct span site, void *arg)
{
    pthread_mutex_lock(&q->mutex);
    struct laned *laned = lanes_remove(&q->lines[BATCH], site, is_of, arg);
    if (laned)
        lanes_add(&q->lines[URGENT], site, laned);
    pthread_mutex_unlock(&q->mutex);
}

size_t queue_waiting(struct queue *q)
{
    pthread_mutex_lock(&q->mutex);
    size_t n = q->nwaiting;
    pthread_mutex_unlock(&q->mutex);
    return n;
}

enum queue_room queue_room(struct queue *q, struct span site)
{
    pthread_mutex_lock(&q->mutex);
    enum queue_room room = room_for(q, site);
    pthread_mutex_unlock(&q->mutex);
    return room;
}

bool queue_is_full(struct queue *q)
{
    return queue_waiting(q) >= q->limits.waiting;
}

void queue_stop(struct queue *q)
{
    pthread_mutex_lock(&q->mutex);
    q->stopping = true;
    pthread_cond_broadcast(&q->changed);
    pthread_mutex_unlock(&q->mutex);
    for (size_t i = 0; i < q->nthreads; i++)
        pthread_join(q->threads[i], NULL);
    pthread_cond_destroy(&q->changed);
    pthread_mutex_destroy(&q->mutex);
    free(q->threads);
    free(q);
}
