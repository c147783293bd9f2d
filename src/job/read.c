/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps that are done once: fetch, read and decode. */
#include <string.h>

#include "job/key.h"
#include "job/message.h"
#include "job/step.h"

enum {
    FETCH_SLACK_BYTES = 64 * 1024, /* for what comes with the body: media type, language, URL */
};

/* A step that a caller waits for. */
struct once {
    struct task task;
    struct step step;
    const char *what;
    struct buf reply;
    struct error *err;
    enum step_outcome outcome;
};

static void once_run(struct task *task, struct worker *w)
{
    struct once *o = (struct once *)task;
    o->outcome = step_retry(w, &o->step, &o->reply, o->err);
    pthread_mutex_lock(&w->pool->lock);
    task->done = true;
    pthread_mutex_unlock(&w->pool->lock);
}

/* true: the answer is in o->reply, which the caller finishes in any case. */
static bool once_do(struct pool *p, struct once *o)
{
    o->task = (struct task){.run = once_run, .owner = o, .rank = RANK_NEXT};
    o->step.memory = -1;
    pool_run(p, &o->task);
    if (o->outcome != STEP_DONE && o->outcome != STEP_FAILED)
        step_error(o->outcome, o->what, o->err);
    return o->outcome == STEP_DONE;
}

static bool nonsense(const char *what, struct error *err)
{
    return error_set(err, ERROR_CRASHED, "%s: its process answered nonsense", what);
}

static bool fetch(struct pool *p, const struct fetch_request *wanted, struct fetched *out, struct error *err)
{
    struct buf request = BUF_EMPTY;
    fetch_request_put(wanted, &request);
    struct once o = {.what = "fetch", .err = err};
    o.step = (struct step){.id = STEP_FETCH, .request = buf_span(&request)};
    o.step.reply_max_bytes =
        (size_t)(wanted->picture ? p->config->cover_max_bytes : p->config->page_max_bytes) +
        FETCH_SLACK_BYTES;
    *out = (struct fetched){0};
    bool ok = once_do(p, &o);
    if (ok && !fetch_result_get(buf_span(&o.reply), out))
        ok = nonsense(o.what, err);
    buf_finish(&request);
    buf_finish(&o.reply);
    return ok;
}

bool pool_post(struct pool *p, const struct letter *letter, struct error *err)
{
    struct fetched answer;
    struct fetch_request what = {.url = letter->url, .fields = letter->fields, .body = letter->body};
    bool ok = fetch(p, &what, &answer, err);
    fetched_finish(&answer);
    return ok;
}

bool pool_decode(struct pool *p, struct span file, struct buf *frames, struct error *err)
{
    const uint64_t ms = (uint64_t)p->config->intro_max_ms + 2 * CLIP_PAUSE_MS;
    struct once o = {.what = "decode", .err = err};
    o.step = (struct step){.id = STEP_DECODE, .request = file};
    o.step.reply_max_bytes = ms * AUDIO_RATE_HZ / 1000 * sizeof(int16_t);
    bool ok = once_do(p, &o);
    buf_add_span(frames, buf_span(&o.reply));
    buf_finish(&o.reply);
    return ok;
}

bool pool_fetch(struct pool *p, struct span url, struct span sites, const struct page_copy *copy,
                struct fetched *out, struct error *err)
{
    struct fetch_request wanted = {.url = url, .sites = sites};
    if (copy)
        wanted.copy = *copy;
    return fetch(p, &wanted, out, err);
}

bool pool_fetch_picture(struct pool *p, struct span url, struct fetched *out, struct error *err)
{
    return fetch(p, &(struct fetch_request){.url = url, .picture = true}, out, err);
}

/* The largest answer of a read step: it cannot be larger than the child's memory. */
static size_t read_reply_max(const struct config *config)
{
    return (size_t)config->step_max_memory_bytes < UINT32_MAX ? (size_t)config->step_max_memory_bytes
                                                              : UINT32_MAX;
}

/* The child has chosen the voice, whose rate counts when no other was asked for. */
static int speed_up(int rate_wpm, int speed_percent)
{
    int rate = (int)(((int64_t)rate_wpm * speed_percent + 50) / 100);
    return rate < RATE_LEAST_WPM ? RATE_LEAST_WPM : rate > RATE_MOST_WPM ? RATE_MOST_WPM : rate;
}

static bool take_post(struct pool *p, struct arena *a, struct span message,
                      const struct read_options *options, struct post *post, struct error *err)
{
    struct read_result result;
    /* The article and script point into the message. */
    if (!read_result_get(a, arena_copy(a, message), voices_count(p->voices), &result))
        return nonsense("read", err);
    *post = (struct post){.article = result.article, .script = result.script, .vbr = options->vbr};
    if (!result.scripted)
        return true;
    post->voice = voices_at(p->voices, result.voice);
    post->rate_wpm = (int)result.rate_wpm;
    if (options->speed_percent)
        post->rate_wpm = speed_up(post->rate_wpm, options->speed_percent);
    post_key(p, post, post->key);
    return true;
}

bool pool_read(struct pool *p, struct arena *a, const struct page_source *source,
               const struct read_options *options, struct post *post, struct error *err)
{
    if (options->rate_wpm && (options->rate_wpm < RATE_LEAST_WPM || options->rate_wpm > RATE_MOST_WPM))
        return error_set(err, ERROR_USAGE, "rate: give %d to %d words a minute", RATE_LEAST_WPM,
                         RATE_MOST_WPM);
    if (source->bytes.n > (size_t)p->config->page_max_bytes)
        return error_set(err, ERROR_INPUT_TOO_LARGE, "%zu bytes", source->bytes.n);
    struct read_request r = {.mode = READ_POST,
                             .source = *source,
                             .voice = options->voice,
                             .language = options->language,
                             .title = options->title,
                             .byline = options->byline,
                             .lexicon = options->lexicon,
                             .lexicon_name = options->lexicon_name,
                             .rate_wpm = (uint32_t)options->rate_wpm,
                             .speak_title = options->speak_title,
                             .article_only = options->article_only,
                             .explain = options->explain,
                             .why = options->why,
                             .verbatim = options->verbatim};
    struct buf request = BUF_EMPTY;
    read_request_put(&r, &request);
    struct once o = {.what = "read", .err = err};
    o.step = (struct step){.id = STEP_READ, .request = buf_span(&request)};
    o.step.reply_max_bytes = read_reply_max(p->config);
    bool ok = once_do(p, &o) && take_post(p, a, buf_span(&o.reply), options, post, err);
    buf_finish(&request);
    buf_finish(&o.reply);
    return ok;
}
