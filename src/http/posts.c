/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/posts.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "http/memory.h"
#include "http/reading.h"
#include "http/server.h"

struct posts {
    pthread_mutex_t mutex;
    struct keymap wanted, audio;
    struct used_order order;
    uint64_t nbytes, most_bytes;
};

struct posts *posts_create(uint64_t most_bytes)
{
    struct posts *p = zeroed(sizeof *p);
    pthread_mutex_init(&p->mutex, NULL);
    p->most_bytes = most_bytes;
    return p;
}

/* The functions up to list_audio hold the mutex. */
static struct entry *oldest(const struct posts *p)
{
    return USED_ITEM(p->order.oldest, struct entry);
}

static void unlist(struct posts *p, struct entry *e)
{
    keymap_remove(&p->wanted, &e->keyed);
    keymap_remove(&p->audio, &e->audio.keyed);
    used_remove(&p->order, &e->used);
    p->nbytes -= e->counted_bytes;
    entry_drop(e);
}

void posts_destroy(struct posts *p)
{
    while (p->order.oldest)
        unlist(p, oldest(p));
    pthread_mutex_destroy(&p->mutex);
    free(p);
}

static void count_bytes(struct posts *p, struct entry *e, size_t nbytes)
{
    p->nbytes -= e->counted_bytes;
    e->counted_bytes = nbytes;
    p->nbytes += e->counted_bytes;
    used_again(&p->order, &e->used);
    while (p->nbytes > p->most_bytes && oldest(p) != e)
        unlist(p, oldest(p));
}

/* Several readings may lead to one audio, with other words in the request; the newest is found first. */
static void list_audio(struct posts *p, struct entry *e)
{
    e->audio.entry = e;
    for (size_t i = 0; i <= KEY_HEX; i++)
        e->audio.keyed.key[i] = e->post.key[i];
    keymap_add(&p->audio, &e->audio.keyed);
}

static void count_again(struct server *s, enum reading_end reading, enum error_code code)
{
    static const enum counter counters[] = {
        [READING_FAILED] = COUNT_revalidations_failed,
        [READING_NEW] = COUNT_revalidations_changed,
        [READING_UNCHANGED] = COUNT_revalidations_unchanged,
        [READING_STALE] = COUNT_revalidations_stale,
    };
    metrics_count(&s->metrics, code == ERROR_SOURCE_GONE ? COUNT_revalidations_gone : counters[reading]);
}

static void tell(struct server *s, const struct entry *e, enum reading_end reading, const struct error *err)
{
    struct span host = page_url_host(e->wanted.url);
    if (reading == READING_NEW)
        metrics_count(&s->metrics, COUNT_posts_read);
    if (reading == READING_FAILED) {
        metrics_count(&s->metrics, COUNT_posts_unread);
        log_info("reading failed: %s: %s", error_name(err->code), err->detail);
    }
    if (reading == READING_STALE)
        log_info("%.*s is out of order, a post of it stays as it was: %s: %s", (int)host.n, host.p,
                 error_name(err->code), err->detail);
    if (e->former)
        count_again(s, reading, err->code);
}

/* Seconds until it is read again. */
static int64_t fresh_s(const struct config *c, const struct entry *e, enum reading_end reading)
{
    int64_t most = e->max_age_s < c->post_fresh_max_s ? e->max_age_s : c->post_fresh_max_s;
    if (reading == READING_FAILED)
        return c->failure_fresh_s;
    if (reading == READING_STALE)
        most = c->failure_fresh_s;
    return most > c->post_fresh_s ? most : c->post_fresh_s;
}

/* Is the former one still good for who asks for its audio? Not when the new one has the same, nor when its
 * author took it back. */
static bool is_superseded(const struct entry *e, enum reading_end reading, enum error_code code)
{
    return reading == READING_FAILED
               ? code == ERROR_SOURCE_GONE || code == ERROR_SOURCE_REFUSED || code == ERROR_OPTED_OUT
               : strcmp(e->post.key, e->former->post.key) == 0;
}

static void list_read(struct posts *p, struct entry *e, enum reading_end reading, const struct error *err)
{
    const struct config *config = e->server->config;
    pthread_mutex_lock(&p->mutex);
    e->fresh_until_ms = watch_now_ms() + 1000 * fresh_s(config, e, reading);
    if (e->former && used_is_listed(&p->order, &e->former->used) && is_superseded(e, reading, err->code))
        unlist(p, e->former);
    if (used_is_listed(&p->order, &e->used)) {
        if (reading != READING_FAILED)
            list_audio(p, e);
        count_bytes(p, e, entry_bytes(e));
    }
    pthread_mutex_unlock(&p->mutex);
}

static void read_entry(void *arg)
{
    struct entry *e = arg;
    struct server *s = e->server;
    struct error err = {0};
    enum reading_end reading = READING_FAILED;
    if (atomic_load(&s->stopping))
        error_set(&err, ERROR_CANCELLED, "stopping");
    else
        reading = reading_read(e, &err);
    tell(s, e, reading, &err);
    list_read(s->posts, e, reading, &err);
    if (e->former)
        entry_drop(e->former);
    e->former = NULL;
    entry_settle(e, reading == READING_FAILED ? &err : &(struct error){0});
    entry_drop(e);
}

static bool is_fresh(const struct entry *e)
{
    bool unchanging = (e->wanted.kind == SOURCE_BYTES || e->wanted.kind == SOURCE_SHELF) && e->audio.entry;
    return e->fresh_until_ms == 0 || unchanging || watch_now_ms() < e->fresh_until_ms;
}

/* stale: what was known, or NULL; its audio can still be asked for. A reference. */
static struct entry *begin(struct server *s, const struct wanted *wanted, const char *key,
                           struct entry *stale)
{
    struct posts *p = s->posts;
    struct entry *e = entry_create(s, wanted, key);
    e->nreferences = 3; /* the list, the reading thread, the caller */
    if (stale && stale->audio.entry)
        e->former = entry_hold(stale);
    size_t nbytes = entry_bytes(e); /* from now on the arena is the reading thread's */
    if (!queue_add(s->readers, (struct turn){wanted_lane(&e->wanted), false}, read_entry, e)) {
        metrics_count(&s->metrics, COUNT_busy);
        if (e->former)
            entry_drop(e->former);
        e->nreferences = 1;
        entry_drop(e);
        return NULL;
    }
    if (stale)
        keymap_remove(&p->wanted, &stale->keyed);
    keymap_add(&p->wanted, &e->keyed);
    used_add(&p->order, &e->used);
    count_bytes(p, e, nbytes);
    return e;
}

struct entry *posts_want(struct server *s, const struct wanted *wanted)
{
    struct posts *p = s->posts;
    char key[KEY_HEX + 1];
    wanted_key(wanted, key);
    pthread_mutex_lock(&p->mutex);
    struct entry *e = (struct entry *)keymap_find(&p->wanted, key);
    if (e && is_fresh(e)) {
        used_again(&p->order, &e->used);
        entry_hold(e);
        pthread_mutex_unlock(&p->mutex);
        return e;
    }
    e = begin(s, wanted, key, e);
    pthread_mutex_unlock(&p->mutex);
    return e;
}

bool posts_know(struct server *s, const struct wanted *wanted)
{
    char key[KEY_HEX + 1];
    wanted_key(wanted, key);
    pthread_mutex_lock(&s->posts->mutex);
    const struct entry *e = (const struct entry *)keymap_find(&s->posts->wanted, key);
    bool known = e && is_fresh(e);
    pthread_mutex_unlock(&s->posts->mutex);
    return known;
}

struct entry *posts_by_audio(struct server *s, const char *key)
{
    pthread_mutex_lock(&s->posts->mutex);
    struct audio_key *found = (struct audio_key *)keymap_find(&s->posts->audio, key);
    struct entry *e = found ? found->entry : NULL;
    if (e)
        entry_hold(e);
    pthread_mutex_unlock(&s->posts->mutex);
    return e;
}

void posts_forget(struct server *s, const struct wanted *wanted)
{
    struct posts *p = s->posts;
    char key[KEY_HEX + 1];
    wanted_key(wanted, key);
    pthread_mutex_lock(&p->mutex);
    struct entry *e = (struct entry *)keymap_find(&p->wanted, key);
    if (e)
        unlist(p, e);
    pthread_mutex_unlock(&p->mutex);
}

void posts_forget_audio(struct server *s, const char *key)
{
    struct posts *p = s->posts;
    struct audio_key *found;
    pthread_mutex_lock(&p->mutex);
    while ((found = (struct audio_key *)keymap_find(&p->audio, key)))
        unlist(p, found->entry);
    pthread_mutex_unlock(&p->mutex);
}
