/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/press.h"

#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "http/exchange.h"
#include "http/filing.h"
#include "http/finished.h"
#include "http/lanes.h"
#include "http/memory.h"
#include "http/outbox.h"
#include "http/server.h"
#include "http/wanted.h"

/* Until a full queue is tried again; posts listed at a time at the start. */
enum { BUSY_MS = 50, BATCH = 64 };

struct pressing {
    struct keyed keyed; /* the post's name */
    struct laned laned; /* while it waits */
    enum press_state state;
    enum error_code error;
    bool again, dropped; /* while it is being made */
};

struct press {
    struct server *server;
    struct waiters waiters; /* its mutex guards the rest; woken whenever something is made or failed */
    struct keymap map;
    struct lanes lanes;
    size_t nthreads;
    bool stopping;
    pthread_t *threads;
};

/* ---- whose turn it is; the mutex is held */

static void enqueue(struct press *p, struct pressing *item, struct span site)
{
    item->state = PRESS_QUEUED;
    lanes_add(&p->lanes, site, &item->laned);
}

static struct pressing *take_next(struct press *p, char **site)
{
    struct laned *laned = lanes_take(&p->lanes, site);
    return laned ? (struct pressing *)((char *)laned - offsetof(struct pressing, laned)) : NULL;
}

static void forget(struct press *p, struct pressing *item)
{
    keymap_remove(&p->map, &item->keyed);
    free(item);
}

/* ---- one post, without the mutex */

static bool is_stopping(struct press *p)
{
    waiters_lock(&p->waiters);
    bool stopping = p->stopping;
    waiters_unlock(&p->waiters);
    return stopping;
}

static void pause_busy(void)
{
    nanosleep(&(struct timespec){.tv_nsec = BUSY_MS * 1000000L}, NULL);
}

/* A reference to the post, read or failed; NULL: the server stops. */
static struct entry *read_slot(struct press *p, struct arena *a, const struct slot *slot)
{
    struct wanted wanted = wanted_shelved(a, slot);
    struct entry *e;
    while (!(e = posts_want(p->server, &wanted)) && !is_stopping(p))
        pause_busy();
    if (!e)
        return NULL;
    waiters_lock(&e->waiters);
    while (e->state == ENTRY_READING)
        waiters_sleep(&e->waiters);
    waiters_unlock(&e->waiters);
    return e;
}

static enum error_code wait_for(struct making *m)
{
    waiters_lock(&m->waiters);
    while (!m->over)
        waiters_sleep(&m->waiters);
    enum error_code error = m->state == MAKING_FAILED ? m->error : m->lacking ? ERROR_CRASHED : ERROR_NONE;
    waiters_unlock(&m->waiters);
    making_leave(m);
    return error;
}

/* Taken while its making began: whoever took it cannot have seen that. */
static void forget_if_taken(struct server *s, const struct slot *slot, const char *key)
{
    struct slot now;
    if (!shelf_find(s->shelf, slot->name, NULL, &now) || now.draft)
        filing_forget_audio(s, key);
}

static enum error_code speak_entry(struct press *p, struct entry *e, const struct slot *slot)
{
    struct server *s = p->server;
    const char *key = e->post.key;
    struct making *m = NULL;
    if (finished_exists(s, CACHE_AUDIO, key))
        return ERROR_NONE;
    while (!is_stopping(p) && !(m = making_join_batch(s, e)))
        pause_busy();
    if (!m)
        return ERROR_CANCELLED;
    forget_if_taken(s, slot, key);
    enum error_code error = wait_for(m);
    return error || finished_exists(s, CACHE_AUDIO, key) ? error : ERROR_OUTPUT;
}

static enum error_code make_slot(struct press *p, struct arena *a, const struct slot *slot)
{
    if (slot->key[0] && cache_has(p->server->cache, CACHE_AUDIO, slot->key))
        return ERROR_NONE;
    struct entry *e = read_slot(p, a, slot);
    if (!e)
        return ERROR_CANCELLED;
    enum error_code error = e->state == ENTRY_READ ? speak_entry(p, e, slot) : e->error.code;
    entry_drop(e);
    return error;
}

/* The client is told how it went, once; a slot that was taken or changed meanwhile is nobody's concern. */
static void tell_client(struct press *p, struct arena *a, const struct slot *slot, enum error_code error)
{
    struct slot now;
    bool same = shelf_find(p->server->shelf, slot->name, a, &now) && strcmp(now.edition, slot->edition) == 0;
    if (p->server->outbox && same && error != ERROR_CANCELLED)
        outbox_tell(p->server->outbox, &now, error);
}

static enum error_code make_post(struct press *p, const char *name)
{
    struct arena a;
    struct slot slot;
    enum error_code error = ERROR_NONE;
    arena_init(&a);
    if (shelf_find(p->server->shelf, name, &a, &slot) && !slot.draft) {
        error = make_slot(p, &a, &slot);
        tell_client(p, &a, &slot, error);
    }
    if (error)
        log_warn("post %.16s of %.*s: %s", name, (int)slot.site.n, slot.site.p, error_name(error));
    if (error != ERROR_CANCELLED)
        metrics_count(&p->server->metrics, error ? COUNT_store_posts_failed : COUNT_store_posts_made);
    arena_finish(&a);
    return error;
}

/* ---- the threads */

/* The mutex is held. */
static void settle(struct press *p, struct pressing *item, struct span site, enum error_code error)
{
    if (item->again && !item->dropped) {
        item->again = false;
        enqueue(p, item, site);
    } else if (error && !item->dropped) {
        item->state = PRESS_FAILED;
        item->error = error;
    } else
        forget(p, item);
    waiters_wake_all(&p->waiters);
}

static void *run(void *arg)
{
    struct press *p = arg;
    char *site;
    waiters_lock(&p->waiters);
    while (!p->stopping) {
        struct pressing *item = take_next(p, &site);
        if (!item) {
            waiters_sleep(&p->waiters);
            continue;
        }
        item->state = PRESS_MAKING;
        waiters_unlock(&p->waiters);
        enum error_code error = make_post(p, item->keyed.key);
        waiters_lock(&p->waiters);
        settle(p, item, span_of(site), error);
        free(site);
    }
    waiters_unlock(&p->waiters);
    return NULL;
}

static void add_shelved(struct press *p)
{
    struct slot slots[BATCH];
    uint64_t after = 0;
    size_t n;
    do {
        struct arena a;
        arena_init(&a);
        n = shelf_list(p->server->shelf, SPAN(""), after, &a, slots, BATCH);
        for (size_t i = 0; i < n; i++)
            if (!slots[i].draft)
                press_add(p, slots[i].name, slots[i].site);
        after = n ? slots[n - 1].number : after;
        arena_finish(&a);
    } while (n);
}

struct press *press_start(struct server *s, struct error *err)
{
    size_t most = s->config->jobs_max > 1 ? (size_t)s->config->jobs_max - 1 : 1;
    struct press *p = zeroed(sizeof *p);
    p->server = s;
    p->threads = zeroed(most * sizeof *p->threads);
    waiters_init(&p->waiters);
    add_shelved(p);
    while (p->nthreads < most && pthread_create(&p->threads[p->nthreads], NULL, run, p) == 0)
        p->nthreads++;
    if (p->nthreads)
        return p;
    error_set(err, ERROR_INTERNAL, "the press cannot start");
    press_stop(p);
    return NULL;
}

void press_stop_soon(struct press *p)
{
    waiters_lock(&p->waiters);
    p->stopping = true;
    waiters_wake_all(&p->waiters);
    waiters_unlock(&p->waiters);
}

void press_stop(struct press *p)
{
    press_stop_soon(p);
    for (size_t i = 0; i < p->nthreads; i++)
        pthread_join(p->threads[i], NULL);
    for (char *site; take_next(p, &site);)
        free(site);
    for (size_t i = 0; i < KEYMAP_BUCKETS; i++)
        while (p->map.buckets[i])
            forget(p, (struct pressing *)p->map.buckets[i]);
    waiters_finish(&p->waiters);
    free(p->threads);
    free(p);
}

/* ---- for everybody */

void press_add(struct press *p, const char *name, struct span site)
{
    waiters_lock(&p->waiters);
    struct pressing *item = (struct pressing *)keymap_find(&p->map, name);
    if (!item) {
        item = zeroed(sizeof *item);
        memcpy(item->keyed.key, name, KEY_HEX);
        keymap_add(&p->map, &item->keyed);
        enqueue(p, item, site);
    } else if (item->state == PRESS_FAILED)
        enqueue(p, item, site);
    else if (item->state == PRESS_MAKING) {
        item->again = true;
        item->dropped = false;
    }
    waiters_wake_all(&p->waiters);
    waiters_unlock(&p->waiters);
}

/* What still waits finds its post gone when its turn comes. */
void press_drop(struct press *p, const char *name)
{
    waiters_lock(&p->waiters);
    struct pressing *item = (struct pressing *)keymap_find(&p->map, name);
    if (item && item->state == PRESS_FAILED)
        forget(p, item);
    else if (item)
        item->dropped = item->state == PRESS_MAKING;
    waiters_wake_all(&p->waiters);
    waiters_unlock(&p->waiters);
}

void press_stat(struct press *p, struct press_stat *out)
{
    uint64_t n[PRESS_FAILED + 1] = {0};
    waiters_lock(&p->waiters);
    for (size_t i = 0; i < KEYMAP_BUCKETS; i++)
        for (const struct keyed *at = p->map.buckets[i]; at; at = at->next)
            n[((const struct pressing *)at)->state]++;
    waiters_unlock(&p->waiters);
    *out = (struct press_stat){n[PRESS_QUEUED], n[PRESS_MAKING], n[PRESS_FAILED]};
}

enum press_state press_look(struct press *p, const char *name, enum error_code *error, struct exchange *waits,
                            enum step *step)
{
    waiters_lock(&p->waiters);
    const struct pressing *item = (const struct pressing *)keymap_find(&p->map, name);
    enum press_state state = item ? item->state : PRESS_NONE;
    *error = item ? item->error : ERROR_NONE;
    if (waits && (state == PRESS_QUEUED || state == PRESS_MAKING))
        *step = exchange_wait(waits, &p->waiters);
    waiters_unlock(&p->waiters);
    return state;
}
