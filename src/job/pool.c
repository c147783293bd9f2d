/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job/pool.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static bool is_before(const struct task *a, const struct task *b)
{
    if (a->rank != b->rank)
        return a->rank < b->rank;
    return a->size != b->size ? a->size > b->size : a->order < b->order;
}

/* Under the lock. The queue is short (what fits pcm_in_flight_bytes, and a few pages), so it is searched. */
static struct task *take_best(struct pool *p)
{
    struct task **best = NULL;
    for (struct task **at = &p->queue; *at; at = &(*at)->next)
        if (!best || is_before(*at, *best))
            best = at;
    if (!best)
        return NULL;
    struct task *task = *best;
    *best = task->next;
    p->stat.waiting--;
    return task;
}

static void *work(void *arg)
{
    struct worker *w = arg;
    struct pool *p = w->pool;
    pthread_mutex_lock(&p->lock);
    while (!p->stopping) {
        struct task *task = take_best(p);
        if (!task) {
            pthread_cond_wait(&p->work, &p->lock);
            continue;
        }
        w->owner = task->owner;
        w->cancelled = false;
        pthread_mutex_unlock(&p->lock);
        task->run(task, w);
        pthread_mutex_lock(&p->lock);
        w->owner = NULL;
        pthread_cond_broadcast(&p->changed);
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

void pool_submit(struct pool *p, struct task *task)
{
    task->order = p->norders++;
    task->done = false;
    task->next = p->queue;
    p->queue = task;
    p->stat.waiting++;
    pthread_cond_signal(&p->work);
}

void pool_run(struct pool *p, struct task *task)
{
    pthread_mutex_lock(&p->lock);
    pool_submit(p, task);
    while (!task->done)
        pthread_cond_wait(&p->changed, &p->lock);
    pthread_mutex_unlock(&p->lock);
}

/* Under the lock. */
static void cancel_worker(struct worker *w)
{
    w->cancelled = true;
    if (w->socket >= 0)
        shutdown(w->socket, SHUT_RDWR); /* wakes the worker; it closes the child, which ends it */
}

static bool is_running(const struct pool *p, const void *owner)
{
    for (size_t i = 0; i < p->nworkers; i++)
        if (p->workers[i].owner == owner)
            return true;
    return false;
}

void pool_cancel(struct pool *p, const void *owner)
{
    for (struct task **at = &p->queue; *at;) {
        if ((*at)->owner != owner) {
            at = &(*at)->next;
            continue;
        }
        *at = (*at)->next;
        p->stat.waiting--;
    }
    for (size_t i = 0; i < p->nworkers; i++)
        if (p->workers[i].owner == owner)
            cancel_worker(&p->workers[i]);
    while (is_running(p, owner))
        pthread_cond_wait(&p->changed, &p->lock);
}

static bool start_threads(struct pool *p, struct error *err)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    size_t wanted = p->config->workers ? (size_t)p->config->workers : cores > 0 ? (size_t)cores : 1;
    p->workers = calloc(wanted, sizeof *p->workers);
    for (p->nworkers = 0; p->nworkers < wanted; p->nworkers++) {
        struct worker *w = &p->workers[p->nworkers];
        *w = (struct worker){.pool = p, .socket = -1};
        int failed = pthread_create(&w->thread, NULL, work, w);
        if (failed)
            return error_set(err, ERROR_INTERNAL, "pthread_create: %s", strerror(failed));
    }
    return true;
}

/* Signals are for the program's own threads. */
static bool start_workers(struct pool *p, struct error *err)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    bool ok = start_threads(p, err);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return ok;
}

static bool greet(struct pool *p, struct span message, struct error *err)
{
    struct hello hello;
    if (!hello_get(message, &hello))
        return error_set(err, ERROR_INTERNAL, "the zygote's first message is malformed");
    p->voices = hello.voices;
    buf_add_span(&p->engine_version, hello.engine_version);
    memcpy(p->engine_data, hello.engine_data.p, KEY_HEX);
    return true;
}

static void init_locks(struct pool *p)
{
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->work, NULL);
    pthread_cond_init(&p->changed, &monotonic);
    pthread_condattr_destroy(&monotonic);
}

struct pool *pool_start_with(const struct config *config, const struct step_kind *kinds, struct error *err)
{
    struct pool *p = calloc(1, sizeof *p);
    struct buf hello = BUF_EMPTY;
    p->config = config;
    init_locks(p);
    bool ok = zygote_start(&p->zygote, config, kinds, &hello, err) && greet(p, buf_span(&hello), err) &&
              start_workers(p, err) && clips_load(p, err);
    buf_finish(&hello);
    if (ok)
        return p;
    pool_stop(p);
    return NULL;
}

struct pool *pool_start(const struct config *config, struct error *err)
{
    return pool_start_with(config, step_kinds, err);
}

void pool_stop(struct pool *p)
{
    pthread_mutex_lock(&p->lock);
    p->stopping = true;
    for (size_t i = 0; i < p->nworkers; i++)
        cancel_worker(&p->workers[i]);
    pthread_cond_broadcast(&p->work);
    pthread_mutex_unlock(&p->lock);
    for (size_t i = 0; i < p->nworkers; i++)
        pthread_join(p->workers[i].thread, NULL);
    zygote_stop(&p->zygote);
    if (p->voices)
        voices_destroy(p->voices);
    buf_finish(&p->engine_version);
    clip_finish(&p->intro);
    clip_finish(&p->outro);
    free(p->workers);
    pthread_mutex_destroy(&p->lock);
    pthread_cond_destroy(&p->work);
    pthread_cond_destroy(&p->changed);
    free(p);
}

const struct voices *pool_voices(const struct pool *p)
{
    return p->voices;
}

void pool_stat(struct pool *p, struct pool_stat *out)
{
    pthread_mutex_lock(&p->lock);
    *out = p->stat;
    pthread_mutex_unlock(&p->lock);
    out->lost = zygote_is_gone(&p->zygote);
}
