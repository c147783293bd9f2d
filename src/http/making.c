/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/making.h"

#include <stdlib.h>
#include <string.h>

#include "audio/audio.h"
#include "http/exchange.h"
#include "http/failures.h"
#include "http/finished.h"
#include "http/memory.h"
#include "http/server.h"
#include "http/watchers.h"

/* ---- the job's side: callbacks of pool_speak, on a thread of server.speakers. Each looks first whether
 * anybody is left: not afterwards, when the last piece may have sent the last follower home content. */

/* Of the segments that follow each other fast one tells for all: a watcher costs a wake-up each time. */
enum { TELL_MS = 50 };

/* Who watches the post watches its MP3. */
static void tell_watchers(const struct making *m)
{
    if (!m->format)
        watchers_tell(m->server->watchers, m->keyed.key);
}

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

/* Under the lock. What grows too large for memory moves into a file; where there is none, the tape refuses.
 */
static void make_room(struct making *m, uint64_t size_bytes)
{
    if (!tape_fits(&m->tape, size_bytes))
        tape_move(&m->tape, cache_scratch(m->server->cache));
}

static bool note_full(struct making *m)
{
    return error_set(&m->broken, ERROR_OUTPUT,
                     "audio of more than making_memory_bytes, and no file takes it");
}

static bool append(struct making *m, const void *bytes, size_t n)
{
    waiters_lock(&m->waiters);
    make_room(m, m->tape.n + n);
    bool ok = tape_add(&m->tape, bytes, n);
    waiters_wake_all(&m->waiters);
    waiters_unlock(&m->waiters);
    return ok || note_full(m);
}

static uint64_t whole_size(const struct making *m, const struct timeline *timeline)
{
    if (!timeline)
        return 0;
    return m->format ? audio_stream_bytes(span_of(m->format), timeline->nframes) : timeline->size_bytes;
}

static bool begin(void *arg, const struct timeline *timeline)
{
    struct making *m = arg;
    size_t nsegments = m->entry->post.script.nsegments;
    bool room = true;
    if (making_given_up(m))
        return false;
    if (m->format &&
        !(m->stream = audio_stream_open(span_of(m->format), timeline ? timeline->nframes : 0, &m->broken)))
        return false;
    if (timeline)
        tell_duration(m, timeline);
    waiters_lock(&m->waiters);
    m->state = MAKING_STREAMING;
    m->size_bytes = whole_size(m, timeline);
    m->exact = m->size_bytes > 0;
    if (timeline && timeline->bytes && !m->format) {
        make_room(m, m->size_bytes);
        room = tape_lay_out(&m->tape, timeline->bytes, nsegments, m->size_bytes);
    }
    if (!timeline && !m->format)
        m->times = zeroed((nsegments + 1) * sizeof *m->times);
    waiters_wake_all(&m->waiters);
    waiters_unlock(&m->waiters);
    if (!room)
        return note_full(m);
    if (timeline && !m->format)
        print_texts(m, timeline);
    tell_watchers(m);
    return true;
}

static bool audio(void *arg, const void *bytes, size_t n)
{
    struct making *m = arg;
    if (making_given_up(m))
        return false;
    if (!m->format)
        return append(m, bytes, n);
    struct buf made = BUF_EMPTY;
    bool ok = audio_stream_write(m->stream, bytes, n / sizeof(int16_t), &made, &m->broken);
    if (made.n)
        ok = append(m, made.p, made.n) && ok;
    buf_finish(&made);
    return ok;
}

static bool place(void *arg, uint64_t byte, const void *bytes, size_t n)
{
    struct making *m = arg;
    if (making_given_up(m))
        return false;
    waiters_lock(&m->waiters);
    bool ok = tape_place(&m->tape, byte, bytes, n);
    waiters_wake_all(&m->waiters);
    waiters_unlock(&m->waiters);
    return ok || note_full(m);
}

static void at_work(void *arg, struct speaking *work)
{
    struct making *m = arg;
    waiters_lock(&m->waiters);
    m->work = work;
    waiters_unlock(&m->waiters);
}

static void progress(void *arg, size_t done, size_t total)
{
    struct making *m = arg;
    (void)total;
    atomic_store(&m->nmade, done);
    int64_t now_ms = watch_now_ms();
    if (now_ms - m->told_ms < TELL_MS)
        return;
    m->told_ms = now_ms;
    tell_watchers(m);
}

static void timed(void *arg, size_t segment, const struct segment_time *time)
{
    struct making *m = arg;
    waiters_lock(&m->waiters);
    if (m->times) {
        m->times[segment] = *time;
        m->ntimes = segment + 1;
    }
    waiters_unlock(&m->waiters);
}

/* The job's arena ends, and with it the marks of the segments. */
static void forget_times(struct making *m)
{
    waiters_lock(&m->waiters);
    free(m->times);
    m->times = NULL;
    m->ntimes = 0;
    waiters_unlock(&m->waiters);
}

/* What the encoder still holds; then, before anybody takes it for finished, the head that knows all. */
static bool end_stream(struct making *m, struct error *err)
{
    struct buf rest = BUF_EMPTY, head = BUF_EMPTY;
    bool ok =
        !m->format || (audio_stream_end(m->stream, &rest, err) && audio_stream_head(m->stream, &head, err));
    if (rest.n)
        ok = append(m, rest.p, rest.n) && ok;
    if (ok && head.n) {
        waiters_lock(&m->waiters);
        tape_overwrite(&m->tape, head.p, head.n);
        waiters_unlock(&m->waiters);
    }
    buf_finish(&rest);
    buf_finish(&head);
    return ok;
}

static void fail(struct making *m, const struct error *err)
{
    struct server *s = m->server;
    bool cancelled = err->code == ERROR_CANCELLED;
    metrics_count(&s->metrics, cancelled ? COUNT_syntheses_cancelled : COUNT_syntheses_failed);
    if (!cancelled)
        log_warn("a post could not be made: %s: %s", error_name(err->code), err->detail);
    if (!cancelled && !m->format)
        failures_note(s->failures, m->keyed.key, err->code,
                      watch_now_ms() + 1000 * s->config->failure_fresh_s);
    makings_unlist(m);
    tell_watchers(m);
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
    tell_duration(m, &result->timeline);
    waiters_lock(&m->waiters);
    if (begun_blind)
        tape_overwrite(&m->tape, result->head.p, result->head.n);
    m->exact = true;
    m->size_bytes = m->tape.n;
    m->state = MAKING_DONE;
    waiters_wake_all(&m->waiters);
    waiters_unlock(&m->waiters);
    if (begun_blind)
        print_texts(m, &result->timeline);
    metrics_count(&s->metrics, COUNT_syntheses_finished);
    m->lacking = result->nskipped > 0;
    making_keep(m, !m->lacking);
    if (makings_unlist(m))
        finished_forget(s, m->entry->post.key);
    tell_watchers(m);
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
    struct speak_sink sink = {.arg = m,
                              .begin = begin,
                              .audio = audio,
                              .progress = progress,
                              .place = place,
                              .at_work = at_work,
                              .timed = timed};
    struct arena a;
    if (making_kind(m->format) != CACHE_KINDS && m->format)
        tape_init(&m->tape, cache_scratch(s->cache), m->tape.most_bytes);
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
    forget_times(m);
    arena_finish(&a);
    making_drop(m);
}
