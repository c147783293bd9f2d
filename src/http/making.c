/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/making.h"

#include <string.h>

#include "audio/audio.h"
#include "http/exchange.h"
#include "http/finished.h"
#include "http/server.h"

/* ---- the job's side: callbacks of pool_speak, on a thread of server.speakers. Each looks first whether
 * anybody is left: not afterwards, when the last piece may have sent the last follower home content. */

static void tell_duration(struct making *m, const struct timeline *timeline)
{
    atomic_store(&m->entry->duration_ms, timeline->nframes * 1000 / AUDIO_RATE_HZ);
}

/* All times are known. The texts follow the first sound: nobody waits for them to hear it. */
static void print_texts(struct making *m, const struct timeline *timeline)
{
    struct blob *texts[TEXTS];
    for (enum text text = 0; text < TEXTS; text++)
        texts[text] = text_print(text, &m->entry->post, timeline);
    waiters_lock(&m->waiters);
    memcpy(m->texts, texts, sizeof texts);
    waiters_wake_all(&m->waiters);
    waiters_unlock(&m->waiters);
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
    if (making_given_up(m))
        return false;
    if (m->format &&
        !(m->stream = audio_stream_open(span_of(m->format), timeline ? timeline->nframes : 0, &m->broken)))
        return false;
    bool exact = timeline && !m->format;
    if (timeline)
        tell_duration(m, timeline);
    waiters_lock(&m->waiters);
    m->state = MAKING_STREAMING;
    m->exact = exact;
    m->size_bytes = exact ? timeline->size_bytes : 0;
    buf_reserve(&m->bytes, m->size_bytes);
    waiters_wake_all(&m->waiters);
    waiters_unlock(&m->waiters);
    if (exact)
        print_texts(m, timeline);
    return true;
}

static bool audio(void *arg, const void *bytes, size_t n)
{
    struct making *m = arg;
    if (making_given_up(m))
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
    makings_unlist(m);
    waiters_lock(&m->waiters);
    m->state = MAKING_FAILED;
    m->error = err->code;
    m->over = true;
    waiters_wake_all(&m->waiters);
    waiters_unlock(&m->waiters);
}

/* The texts first: where there is audio there are marks. */
static void keep(struct making *m)
{
    for (enum text text = 0; text < TEXTS; text++)
        text_keep(m->server, text, m->keyed.key, m->texts[text]);
    finished_keep(m->server, m->keyed.key, buf_span(&m->bytes));
}

/* Followers first: what remains for them is the end. Then it is kept, and only then no longer found here, so
 * that nobody who asks meanwhile finds it nowhere. */
static void finish(struct making *m, const struct speak_result *result)
{
    struct server *s = m->server;
    bool begun_blind = !m->exact && !m->format;
    tell_duration(m, &result->timeline);
    waiters_lock(&m->waiters);
    if (begun_blind)
        memcpy(m->bytes.p, result->head.p, result->head.n < m->bytes.n ? result->head.n : m->bytes.n);
    m->exact = true;
    m->size_bytes = m->bytes.n;
    m->state = MAKING_DONE;
    waiters_wake_all(&m->waiters);
    waiters_unlock(&m->waiters);
    if (begun_blind)
        print_texts(m, &result->timeline);
    metrics_count(&s->metrics, COUNT_syntheses_finished);
    /* Audio that lacks a sentence is served but not kept: the next listener may get it whole. */
    if (result->nskipped == 0 && !m->format)
        keep(m);
    if (makings_unlist(m))
        finished_forget(s, m->keyed.key);
    waiters_lock(&m->waiters);
    m->over = true;
    waiters_wake_all(&m->waiters);
    waiters_unlock(&m->waiters);
}

void making_run(void *arg)
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
    if (making_given_up(m)) {
        error_set(&err, ERROR_CANCELLED, "nobody waits");
        fail(m, &err);
    } else if (pool_speak(s->pool, &a, &m->entry->post, &options, &sink, &result, &err) &&
               end_stream(m, &err))
        finish(m, &result);
    else
        fail(m, m->broken.code ? &m->broken : &err);
    arena_finish(&a);
    making_drop(m);
}

/* ---- the followers' side */

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
