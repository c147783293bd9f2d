/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/making.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

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

static void append(struct making *m, const void *bytes, size_t n)
{
    waiters_lock(&m->waiters);
    tape_add(&m->tape, bytes, n);
    waiters_wake_all(&m->waiters);
    waiters_unlock(&m->waiters);
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
    if (timeline && timeline->bytes && !m->format)
        tape_lay_out(&m->tape, timeline->bytes, nsegments, m->size_bytes);
    if (!timeline && !m->format)
        m->times = zeroed((nsegments + 1) * sizeof *m->times);
    waiters_wake_all(&m->waiters);
    waiters_unlock(&m->waiters);
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

static bool place(void *arg, uint64_t byte, const void *bytes, size_t n)
{
    struct making *m = arg;
    if (making_given_up(m))
        return false;
    waiters_lock(&m->waiters);
    tape_place(&m->tape, byte, bytes, n);
    waiters_wake_all(&m->waiters);
    waiters_unlock(&m->waiters);
    return true;
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
        append(m, rest.p, rest.n);
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

/* The texts first: where there is audio there are marks. */
static void keep_mp3(struct making *m)
{
    for (enum text text = 0; text < TEXTS; text++)
        text_keep(m->server, text, m->keyed.key, m->texts[text]);
    finished_keep(m->server, m->keyed.key, buf_span(&m->tape.bytes));
}

static void keep_as(struct making *m, enum cache_kind kind)
{
    size_t n = (size_t)m->tape.n;
    const void *bytes =
        m->tape.fd < 0 ? m->tape.bytes.p : mmap(NULL, n, PROT_READ, MAP_SHARED, m->tape.fd, 0);
    if (bytes == MAP_FAILED)
        return;
    cache_put(m->server->cache, kind, m->entry->post.key, (struct span){bytes, n});
    if (m->tape.fd >= 0)
        munmap((void *)bytes, n);
}

/* Audio that lacks a sentence is served but not kept: the next listener may get it whole. */
static void keep(struct making *m, const struct speak_result *result)
{
    enum cache_kind kind = making_kind(m->format);
    if (result->nskipped || kind == CACHE_KINDS)
        return;
    if (!m->format)
        keep_mp3(m);
    else if (making_is_kept(m))
        keep_as(m, kind);
    uint64_t offset, size_bytes;
    int fd = cache_get_fd(m->server->cache, kind, m->entry->post.key, &offset, &size_bytes);
    if (fd < 0)
        return;
    /* Who reads slowly reads on from the disk. */
    waiters_lock(&m->waiters);
    if (size_bytes == m->tape.n && m->tape.fd < 0)
        tape_settle(&m->tape, fd, offset);
    else
        close(fd);
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
    keep(m, result);
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
        tape_init(&m->tape, cache_scratch(s->cache));
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

enum cache_kind making_kind(const char *format)
{
    static const struct {
        const char *format;
        enum cache_kind kind;
    } rows[] = {{"opus", CACHE_OPUS}, {"wav", CACHE_WAV}, {"flac", CACHE_FLAC}};
    if (!format)
        return CACHE_AUDIO;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (strcmp(rows[i].format, format) == 0)
            return rows[i].kind;
    return CACHE_KINDS;
}

/* ---- the followers' side */

struct blob *making_known_marks(struct making *m)
{
    if (!m->times || m->texts[TEXT_MARKS] || m->state == MAKING_DONE) /* all come at once */
        return NULL;
    if (!m->known || m->nknown < m->ntimes) {
        struct buf out = BUF_EMPTY;
        marks_print_known(&m->entry->post, m->times, m->ntimes, &out);
        blob_drop(m->known);
        m->known = blob_create(&out);
        m->nknown = m->ntimes;
    }
    return blob_hold(m->known);
}

/* Under the lock. It sleeps until what it waits for is there, and has it made next. */
static enum making_read sleep_at(struct making *m, struct exchange *x)
{
    size_t segment;
    if (m->work && tape_ask(&m->tape, x->from, &segment))
        speaking_want(m->work, segment);
    return waiters_add(&m->waiters, x) ? MAKING_SLEEPS : MAKING_BROKEN;
}

enum making_read making_read(struct making *m, struct exchange *x, char *out, size_t *most)
{
    enum making_read verdict = MAKING_BYTES;
    waiters_lock(&m->waiters);
    uint64_t there = tape_there(&m->tape, x->from);
    if (there > x->left)
        there = x->left;
    if (there) {
        *most = there < *most ? there : *most;
        if (!tape_read(&m->tape, x->from, out, *most))
            verdict = MAKING_BROKEN;
        x->from += *most;
        x->left -= *most;
    } else if (m->state == MAKING_DONE || x->left == 0)
        verdict = MAKING_END;
    else
        verdict = m->state == MAKING_FAILED ? MAKING_BROKEN : sleep_at(m, x);
    waiters_unlock(&m->waiters);
    return verdict;
}
