/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/posts.h"

#include <pthread.h>
#include <stdlib.h>

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

/* This file's static functions hold the mutex, but for read_entry. */
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

static void count_bytes(struct posts *p, struct entry *e)
{
    p->nbytes -= e->counted_bytes;
    e->counted_bytes = entry_bytes(e);
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

static void read_entry(void *arg)
{
    struct entry *e = arg;
    struct server *s = e->server;
    struct posts *p = s->posts;
    struct error err = {0};
    bool ok =
        !atomic_load(&s->stopping) ? reading_read(e, &err) : error_set(&err, ERROR_CANCELLED, "stopping");
    metrics_count(&s->metrics, ok ? COUNT_posts_read : COUNT_posts_unread);
    if (!ok)
        log_info("reading failed: %s: %s", error_name(err.code), err.detail);
    pthread_mutex_lock(&p->mutex);
    e->fresh_until_ms = watch_now_ms() + 1000 * (ok ? s->config->post_fresh_s : s->config->failure_fresh_s);
    if (used_is_listed(&p->order, &e->used)) {
        if (ok)
            list_audio(p, e);
        count_bytes(p, e);
    }
    pthread_mutex_unlock(&p->mutex);
    entry_settle(e, &err);
    entry_drop(e);
}

static bool is_fresh(const struct entry *e)
{
    bool unchanging = (e->wanted.kind == SOURCE_BYTES || e->wanted.kind == SOURCE_SHELF) && e->audio.entry;
    return e->fresh_until_ms == 0 || unchanging || watch_now_ms() < e->fresh_until_ms;
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
    if (e) /* its audio can still be asked for */
        keymap_remove(&p->wanted, &e->keyed);
    e = entry_create(s, wanted, key);
    e->nreferences = 3; /* the list, the reading thread, the caller */
    keymap_add(&p->wanted, &e->keyed);
    used_add(&p->order, &e->used);
    count_bytes(p, e);
    if (!queue_add(s->readers, (struct turn){wanted_lane(&e->wanted), false}, read_entry, e)) {
        metrics_count(&s->metrics, COUNT_busy);
        e->nreferences = 1;
        unlist(p, e);
        e = NULL;
    }
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
