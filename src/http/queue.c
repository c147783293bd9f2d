/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/queue.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "http/memory.h"

struct task {
    void (*work)(void *arg);
    void *arg;
};

struct queue {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    struct task *ring;
    size_t first, nwaiting, capacity;
    bool stopping;
    pthread_t *threads;
    size_t nthreads;
};

static void *run(void *arg)
{
    struct queue *q = arg;
    pthread_mutex_lock(&q->mutex);
    for (;;) {
        while (!q->nwaiting && !q->stopping)
            pthread_cond_wait(&q->changed, &q->mutex);
        if (!q->nwaiting)
            break;
        struct task t = q->ring[q->first];
        q->first = (q->first + 1) % q->capacity;
        q->nwaiting--;
        pthread_mutex_unlock(&q->mutex);
        t.work(t.arg);
        pthread_mutex_lock(&q->mutex);
    }
    pthread_mutex_unlock(&q->mutex);
    return NULL;
}

struct queue *queue_start(size_t nthreads, size_t most_waiting, struct error *err)
{
    struct queue *q = zeroed(sizeof *q);
    pthread_mutex_init(&q->mutex, NULL);
    pthread_cond_init(&q->changed, NULL);
    q->capacity = most_waiting;
    q->ring = zeroed(most_waiting * sizeof(struct task));
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

bool queue_add(struct queue *q, void (*work)(void *arg), void *arg)
{
    pthread_mutex_lock(&q->mutex);
    bool room = q->nwaiting < q->capacity;
    if (room) {
        q->ring[(q->first + q->nwaiting) % q->capacity] = (struct task){work, arg};
        q->nwaiting++;
        pthread_cond_signal(&q->changed);
    }
    pthread_mutex_unlock(&q->mutex);
    return room;
}

size_t queue_waiting(struct queue *q)
{
    pthread_mutex_lock(&q->mutex);
    size_t n = q->nwaiting;
    pthread_mutex_unlock(&q->mutex);
    return n;
}

bool queue_is_full(struct queue *q)
{
    return queue_waiting(q) >= q->capacity;
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
    free(q->ring);
    free(q);
}
