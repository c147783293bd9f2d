/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which posts are in the making, who follows them, and who joins or leaves. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "audio/audio.h"
#include "http/memory.h"
#include "http/server.h"
#include "http/watchers.h"

struct makings {
    pthread_mutex_t mutex;
    struct keymap map;
    size_t count, nfollowers;
    bool cancelled;
};

struct makings *makings_create(void)
{
    struct makings *m = zeroed(sizeof *m);
    pthread_mutex_init(&m->mutex, NULL);
    return m;
}

void makings_destroy(struct makings *m)
{
    pthread_mutex_destroy(&m->mutex);
    free(m);
}

void makings_cancel_all(struct makings *m)
{
    pthread_mutex_lock(&m->mutex);
    m->cancelled = true;
    pthread_mutex_unlock(&m->mutex);
}

size_t makings_count(struct makings *m)
{
    pthread_mutex_lock(&m->mutex);
    size_t n = m->count;
    pthread_mutex_unlock(&m->mutex);
    return n;
}

size_t makings_followers(struct makings *m)
{
    pthread_mutex_lock(&m->mutex);
    size_t n = m->nfollowers;
    pthread_mutex_unlock(&m->mutex);
    return n;
}

void making_drop(struct making *m)
{
    struct makings *all = m->server->makings;
    pthread_mutex_lock(&all->mutex);
    bool last = --m->nreferences == 0;
    pthread_mutex_unlock(&all->mutex);
    if (!last)
        return;
    entry_drop(m->entry);
    waiters_finish(&m->waiters);
    tape_finish(&m->tape);
    blob_drop(m->known);
    for (size_t i = 0; i < TEXTS; i++)
        blob_drop(m->texts[i]);
    audio_stream_destroy(m->stream);
    free(m);
}

/* Nobody can join any more. The mutex is held. */
static void unlist(struct makings *all, struct making *m)
{
    if (keymap_remove(&all->map, &m->keyed))
        all->count--;
}

/* In ms of audio. While its length is not known it is guessed from its words. */
static int64_t remaining_ms(const struct making *m)
{
    const struct script *script = &m->entry->post.script;
    int64_t whole_ms = (int64_t)atomic_load(&m->entry->duration_ms), nwords = 0;
    int64_t n = (int64_t)script->nsegments, left = n - (int64_t)atomic_load(&m->nmade);
    for (size_t i = 0; !whole_ms && i < script->nsegments; i++)
        nwords += (int64_t)script->segments[i].ntokens;
    if (!whole_ms && m->entry->post.rate_wpm)
        whole_ms = nwords * 60000 / m->entry->post.rate_wpm;
    return n ? whole_ms * left / n : 0;
}

/* The mutex is held. */
static bool is_left_alone(const struct making *m)
{
    const struct config *c = m->server->config;
    if (m->nfollowers || !m->keep)
        return !m->nfollowers;
    return watch_now_ms() - m->alone_since_ms >= c->alone_patience_ms &&
           remaining_ms(m) > c->finish_alone_max_ms;
}

bool making_given_up(struct making *m)
{
    struct makings *all = m->server->makings;
    pthread_mutex_lock(&all->mutex);
    bool over = all->cancelled || is_left_alone(m);
    if (over)
        unlist(all, m);
    pthread_mutex_unlock(&all->mutex);
    return over;
}

bool making_is_kept(struct making *m)
{
    struct makings *all = m->server->makings;
    pthread_mutex_lock(&all->mutex);
    bool kept = m->keep;
    pthread_mutex_unlock(&all->mutex);
    return kept;
}

bool makings_unlist(struct making *m)
{
    struct makings *all = m->server->makings;
    pthread_mutex_lock(&all->mutex);
    unlist(all, m);
    bool unwanted = m->unwanted;
    pthread_mutex_unlock(&all->mutex);
    return unwanted;
}

/* A listener joins what was made for nobody: from now on it is urgent. */
static void hasten(struct server *s, struct making *m)
{
    if (m->batch)
        queue_hasten(s->speakers, wanted_lane(&m->entry->wanted), m);
    m->batch = false;
}

static struct making *join(struct server *s, struct making *m, bool keep)
{
    m->nreferences++;
    m->nfollowers++;
    s->makings->nfollowers++;
    m->keep = m->keep || keep;
    metrics_count(&s->metrics, COUNT_syntheses_shared);
    return m;
}

/* Of the MP3 the post's own; of another format one made of both. */
static void key_as(const char *post_key, const char *format, char key[KEY_HEX + 1])
{
    struct digest d;
    memcpy(key, post_key, KEY_HEX + 1);
    if (!format)
        return;
    digest_init(&d);
    digest_part(&d, span_of(post_key));
    digest_part(&d, span_of(format));
    digest_key(&d, key);
}

struct making *making_find_as(struct server *s, const char *post_key, const char *format, bool keep)
{
    char key[KEY_HEX + 1];
    key_as(post_key, format, key);
    pthread_mutex_lock(&s->makings->mutex);
    struct making *m = (struct making *)keymap_find(&s->makings->map, key);
    if (m) {
        join(s, m, keep);
        hasten(s, m);
    }
    pthread_mutex_unlock(&s->makings->mutex);
    return m;
}

bool making_count(struct server *s, const char *key, struct making_counts *out)
{
    pthread_mutex_lock(&s->makings->mutex);
    const struct making *m = (const struct making *)keymap_find(&s->makings->map, key);
    if (m)
        *out = (struct making_counts){atomic_load(&m->nmade), m->entry->post.script.nsegments};
    pthread_mutex_unlock(&s->makings->mutex);
    return m != NULL;
}

struct making *making_find(struct server *s, const char *key, bool keep)
{
    return making_find_as(s, key, NULL, keep);
}

static struct making *create(struct server *s, struct entry *entry, const char *key, bool keep)
{
    struct making *m = zeroed(sizeof *m);
    m->server = s;
    m->entry = entry_hold(entry);
    m->keep = keep;
    m->nreferences = 2; /* the job and the first follower */
    m->nfollowers = 1;
    waiters_init(&m->waiters);
    tape_init(&m->tape, -1, (uint64_t)s->config->making_memory_bytes);
    memcpy(m->keyed.key, key, sizeof m->keyed.key);
    return m;
}

/* What it is wanted for. */
struct purpose {
    const char *format;
    bool keep, batch;
};

static bool begin(struct server *s, struct making *m)
{
    struct turn turn = {wanted_lane(&m->entry->wanted), m->batch};
    return !atomic_load(&s->stopping) && queue_add(s->speakers, turn, making_run, m);
}

static struct making *join_or_begin(struct server *s, struct entry *entry, struct purpose purpose)
{
    struct makings *all = s->makings;
    char key[KEY_HEX + 1];
    key_as(entry->post.key, purpose.format, key);
    pthread_mutex_lock(&all->mutex);
    struct making *m = (struct making *)keymap_find(&all->map, key);
    if (m) {
        join(s, m, purpose.keep);
        if (!purpose.batch)
            hasten(s, m);
        pthread_mutex_unlock(&all->mutex);
        return m;
    }
    m = create(s, entry, key, purpose.keep);
    m->format = purpose.format;
    m->batch = purpose.batch;
    bool queued = begin(s, m);
    if (queued) {
        keymap_add(&all->map, &m->keyed);
        all->count++;
        all->nfollowers++;
    }
    pthread_mutex_unlock(&all->mutex);
    if (queued) {
        watchers_tell(s->watchers, key);
        return m;
    }
    metrics_count(&s->metrics, COUNT_busy);
    m->nreferences = 1;
    making_drop(m);
    return NULL;
}

void making_forget(struct server *s, const char *post_key)
{
    static const char *const formats[] = {NULL, "opus", "wav", "flac"};
    pthread_mutex_lock(&s->makings->mutex);
    for (size_t i = 0; i < COUNT_OF(formats); i++) {
        char key[KEY_HEX + 1];
        key_as(post_key, formats[i], key);
        struct making *m = (struct making *)keymap_find(&s->makings->map, key);
        if (!m)
            continue;
        m->unwanted = true;
        m->keep = false;
        unlist(s->makings, m);
    }
    pthread_mutex_unlock(&s->makings->mutex);
    watchers_tell(s->watchers, post_key);
}

struct making *making_join_batch(struct server *s, struct entry *entry)
{
    return join_or_begin(s, entry, (struct purpose){.keep = true, .batch = true});
}

struct making *making_join_as(struct server *s, struct entry *entry, const char *format, bool keep)
{
    return join_or_begin(s, entry, (struct purpose){.format = format, .keep = keep});
}

void making_leave(struct making *m)
{
    pthread_mutex_lock(&m->server->makings->mutex);
    if (--m->nfollowers == 0)
        m->alone_since_ms = watch_now_ms();
    m->server->makings->nfollowers--;
    pthread_mutex_unlock(&m->server->makings->mutex);
    making_drop(m);
}
