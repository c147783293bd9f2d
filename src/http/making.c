/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/making.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "audio/audio.h"
#include "http/exchange.h"
#include "http/finished.h"
#include "http/memory.h"
#include "http/server.h"

struct makings {
    pthread_mutex_t mutex;
    struct keymap map;
    size_t count;
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

static void drop(struct making *m)
{
    struct makings *all = m->server->makings;
    pthread_mutex_lock(&all->mutex);
    bool last = --m->nreferences == 0;
    pthread_mutex_unlock(&all->mutex);
    if (!last)
        return;
    entry_drop(m->server, m->entry);
    waiters_finish(&m->waiters);
    buf_finish(&m->bytes);
    blob_drop(m->marks);
    audio_stream_destroy(m->stream);
    free(m);
}

/* Nobody can join any more. The mutex is held. */
static void unlist(struct makings *all, struct making *m)
{
    if (keymap_remove(&all->map, &m->keyed))
        all->count--;
}

/* Nobody listens to it and nobody will: whoever comes later begins anew. */
static bool given_up(struct making *m)
{
    struct makings *all = m->server->makings;
    pthread_mutex_lock(&all->mutex);
    bool over = all->cancelled || (m->nfollowers == 0 && !m->keep);
    if (over)
        unlist(all, m);
    pthread_mutex_unlock(&all->mutex);
    return over;
}

/* ---- the job's side: callbacks of pool_speak, on a thread of server.speakers. Each looks first whether
 * anybody is left: not afterwards, when the last piece may have sent the last follower home content. */

static struct blob *print_marks(struct making *m, const struct timeline *timeline)
{
    struct buf json = BUF_EMPTY;
    marks_print_json(&m->entry->post, timeline, &json);
    return blob_create(&json);
}

static void tell_duration(struct making *m, const struct timeline *timeline)
{
    atomic_store(&m->entry->duration_ms, timeline->nframes * 1000 / AUDIO_RATE_HZ);
}

static void append(struct making *m, const void *bytes, size_t n)
{
    waiters_lock(&m->waiters);
    buf_add(&m->bytes, bytes, n);
    waiters_wake_all(&m->waiters);
    waiters_unlock(&m->waiters);
}

static bool begin(void *arg, const struct timeline *timeline)
{
    struct making *m = arg;
    if (given_up(m))
        return false;
    if (m->format &&
        !(m->stream = audio_stream_open(span_of(m->format), timeline ? timeline->nframes : 0, &m->broken)))
        return false;
    bool exact = timeline && !m->format;
    struct blob *marks = exact ? print_marks(m, timeline) : NULL;
    if (timeline)
        tell_duration(m, timeline);
    waiters_lock(&m->waiters);
    m->state = MAKING_STREAMING;
    m->exact = exact;
    m->size_bytes = exact ? timeline->size_bytes : 0;
    m->marks = marks;
    buf_reserve(&m->bytes, m->size_bytes);
    waiters_wake_all(&m->waiters);
    waiters_unlock(&m->waiters);
    return true;
}

static bool audio(void *arg, const void *bytes, size_t n)
{
    struct making *m = arg;
    if (given_up(m))
        return false;
    if (!m->format) {
        append(m, bytes, n);
        return true;
    }
    struct buf made = BUF_EMPTY;
    bool ok = audio_stream_write(m->stream, bytes, n / sizeof(int16_t), &made, &m->broken);
    if (made.n)
        append(m, made.p, made.n);
    buf_finish(&made);
    return ok;
}

/* What the encoder still holds. */
static bool end_stream(struct making *m, struct error *err)
{
    struct buf rest = BUF_EMPTY;
    bool ok = !m->format || audio_stream_end(m->stream, &rest, err);
    if (rest.n)
        append(m, rest.p, rest.n);
    buf_finish(&rest);
    return ok;
}

static void fail(struct making *m, const struct error *err)
{
    struct server *s = m->server;
    bool cancelled = err->code == ERROR_CANCELLED;
    metrics_count(&s->metrics, cancelled ? COUNT_syntheses_cancelled : COUNT_syntheses_failed);
    if (!cancelled)
        log_warn("a post could not be made: %s: %s", error_name(err->code), err->detail);
    pthread_mutex_lock(&s->makings->mutex);
    unlist(s->makings, m);
    pthread_mutex_unlock(&s->makings->mutex);
    waiters_lock(&m->waiters);
    m->state = MAKING_FAILED;
    m->error = err->code;
    m->over = true;
    waiters_wake_all(&m->waiters);
    waiters_unlock(&m->waiters);
}

/* Followers first: what remains for them is the end. Then it is kept, and only then no longer found here, so
 * that nobody who asks meanwhile finds it nowhere. */
static void finish(struct making *m, const struct speak_result *result)
{
    struct server *s = m->server;
    bool begun_blind = !m->exact && !m->format;
    struct blob *marks = begun_blind ? print_marks(m, &result->timeline) : NULL;
    tell_duration(m, &result->timeline);
    waiters_lock(&m->waiters);
    if (begun_blind) {
        memcpy(m->bytes.p, result->head.p, result->head.n < m->bytes.n ? result->head.n : m->bytes.n);
        m->marks = marks;
    }
    m->exact = true;
    m->size_bytes = m->bytes.n;
    m->state = MAKING_DONE;
    waiters_wake_all(&m->waiters);
    waiters_unlock(&m->waiters);
    metrics_count(&s->metrics, COUNT_syntheses_finished);
    /* Audio that lacks a sentence is served but not kept: the next listener may get it whole. */
    if (result->nskipped == 0 && !m->format)
        finished_keep(s, m->keyed.key, buf_span(&m->bytes), m->marks);
    pthread_mutex_lock(&s->makings->mutex);
    unlist(s->makings, m);
    bool unwanted = m->unwanted;
    pthread_mutex_unlock(&s->makings->mutex);
    if (unwanted)
        finished_forget(s, m->keyed.key);
    waiters_lock(&m->waiters);
    m->over = true;
    waiters_wake_all(&m->waiters);
    waiters_unlock(&m->waiters);
}

static void make(void *arg)
{
    struct making *m = arg;
    struct server *s = m->server;
    struct error err = {0};
    struct speak_result result = {0};
    struct speak_options options = {.form = m->format ? SPEAK_PCM : SPEAK_MP3,
                                    .cache = s->cache,
                                    .plan_budget_ms = (int)s->config->plan_budget_ms};
    struct speak_sink sink = {.arg = m, .begin = begin, .audio = audio};
    struct arena a;
    arena_init(&a);
    metrics_count(&s->metrics, COUNT_syntheses);
    if (given_up(m)) {
        error_set(&err, ERROR_CANCELLED, "nobody waits");
        fail(m, &err);
    } else if (pool_speak(s->pool, &a, &m->entry->post, &options, &sink, &result, &err) &&
               end_stream(m, &err))
        finish(m, &result);
    else
        fail(m, m->broken.code ? &m->broken : &err);
    arena_finish(&a);
    drop(m);
}

/* ---- the followers' side */

static struct making *join(struct server *s, struct making *m, bool keep)
{
    m->nreferences++;
    m->nfollowers++;
    m->keep = m->keep || keep;
    metrics_count(&s->metrics, COUNT_syntheses_shared);
    return m;
}

struct making *making_find(struct server *s, const char *key, bool keep)
{
    pthread_mutex_lock(&s->makings->mutex);
    struct making *m = (struct making *)keymap_find(&s->makings->map, key);
    if (m)
        join(s, m, keep);
    pthread_mutex_unlock(&s->makings->mutex);
    return m;
}

static void key_of(const struct entry *entry, const char *format, char key[KEY_HEX + 1])
{
    struct digest d;
    memcpy(key, entry->post.key, KEY_HEX + 1);
    if (!format)
        return;
    digest_init(&d);
    digest_part(&d, span_of(entry->post.key));
    digest_part(&d, span_of(format));
    digest_key(&d, key);
}

static struct making *create(struct server *s, struct entry *entry, const char *key, bool keep)
{
    struct making *m = zeroed(sizeof *m);
    m->server = s;
    m->entry = entry_hold(s, entry);
    m->keep = keep;
    m->nreferences = 2; /* the job and the first follower */
    m->nfollowers = 1;
    waiters_init(&m->waiters);
    memcpy(m->keyed.key, key, sizeof m->keyed.key);
    return m;
}

static struct making *join_or_begin(struct server *s, struct entry *entry, const char *format, bool keep)
{
    struct makings *all = s->makings;
    char key[KEY_HEX + 1];
    key_of(entry, format, key);
    pthread_mutex_lock(&all->mutex);
    struct making *m = (struct making *)keymap_find(&all->map, key);
    if (m) {
        join(s, m, keep);
        pthread_mutex_unlock(&all->mutex);
        return m;
    }
    m = create(s, entry, key, keep);
    m->format = format;
    bool queued = !atomic_load(&s->stopping) && queue_add(s->speakers, make, m);
    if (queued) {
        keymap_add(&all->map, &m->keyed);
        all->count++;
    }
    pthread_mutex_unlock(&all->mutex);
    if (queued)
        return m;
    metrics_count(&s->metrics, COUNT_busy);
    m->nreferences = 1;
    drop(m);
    return NULL;
}

void making_forget(struct server *s, const char *key)
{
    pthread_mutex_lock(&s->makings->mutex);
    struct making *m = (struct making *)keymap_find(&s->makings->map, key);
    if (m) {
        m->unwanted = true;
        m->keep = false;
        unlist(s->makings, m);
    }
    pthread_mutex_unlock(&s->makings->mutex);
}

struct making *making_join(struct server *s, struct entry *entry, bool keep)
{
    return join_or_begin(s, entry, NULL, keep);
}

struct making *making_join_as(struct server *s, struct entry *entry, const char *format)
{
    return join_or_begin(s, entry, format, false);
}

void making_leave(struct making *m)
{
    pthread_mutex_lock(&m->server->makings->mutex);
    m->nfollowers--;
    pthread_mutex_unlock(&m->server->makings->mutex);
    drop(m);
}

enum making_read making_read(struct making *m, struct exchange *x, char *out, size_t *most)
{
    enum making_read verdict = MAKING_BYTES;
    waiters_lock(&m->waiters);
    uint64_t there = m->bytes.n > x->from ? m->bytes.n - x->from : 0;
    if (there > x->left)
        there = x->left;
    if (there) {
        *most = there < *most ? there : *most;
        memcpy(out, m->bytes.p + x->from, *most);
        x->from += *most;
        x->left -= *most;
    } else if (m->state == MAKING_DONE || x->left == 0)
        verdict = MAKING_END;
    else if (m->state == MAKING_FAILED || !waiters_add(&m->waiters, x))
        verdict = MAKING_BROKEN;
    else
        verdict = MAKING_SLEEPS;
    waiters_unlock(&m->waiters);
    return verdict;
}
