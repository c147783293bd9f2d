/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The C API over the pool. Results are made whole and handed on in one piece, but for audio, which flows. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "job/job.h"
#include "listenpost/listenpost.h"

struct listenpost {
    struct config config;
    struct pool *pool;
};

/* Where a result goes, and the error of the call. */
struct call {
    listenpost_write write;
    void *arg;
    struct error err;
};

static bool finish(bool ok, const struct error *err, struct listenpost_error *error)
{
    if (!ok && error) {
        snprintf(error->name, sizeof error->name, "%s", error_name(err->code));
        snprintf(error->sentence, sizeof error->sentence, "%s", error_sentence(err->code));
        snprintf(error->detail, sizeof error->detail, "%s", err->detail);
    }
    return ok;
}

const char *listenpost_version(void)
{
    return LISTENPOST_VERSION;
}

static bool apply_settings(struct config *config, const char *const *settings, struct error *err)
{
    for (; settings && *settings; settings++) {
        struct span setting = span_of(*settings);
        size_t equals = span_find_byte(setting, '=');
        const struct config_row *row = config_find(span_slice(setting, 0, equals));
        if (!row)
            return error_set(err, ERROR_CONFIG, "there is no setting '%s'", *settings);
        if (!config_set(config, row, span_slice(setting, equals + 1, setting.n), err))
            return false;
    }
    return true;
}

struct listenpost *listenpost_open(const char *const *settings, struct listenpost_error *error)
{
    struct error err = {0};
    struct listenpost *lp = calloc(1, sizeof *lp);
    if (!lp)
        abort();
    config_init(&lp->config);
    bool ok = apply_settings(&lp->config, settings, &err) && (lp->pool = pool_start(&lp->config, &err));
    if (!finish(ok, &err, error)) {
        listenpost_close(lp);
        return NULL;
    }
    return lp;
}

void listenpost_close(struct listenpost *lp)
{
    if (!lp)
        return;
    if (lp->pool)
        pool_stop(lp->pool);
    config_finish(&lp->config);
    free(lp);
}

static bool read_post(struct listenpost *lp, struct arena *a, const struct listenpost_input *input,
                      bool article_only, struct post *post, struct error *err)
{
    struct page_source source = {.bytes = {input->bytes, input->nbytes},
                                 .media_type = span_of(input->media_type)};
    struct read_options options = {.voice = span_of(input->voice),
                                   .language = span_of(input->language),
                                   .title = span_of(input->title),
                                   .lexicon = span_of(input->lexicon),
                                   .lexicon_name = SPAN("lexicon"),
                                   .speak_title = true,
                                   .rate_wpm = input->rate_wpm,
                                   .article_only = article_only};
    return pool_read(lp->pool, a, &source, &options, post, err);
}

typedef void print_post(const struct post *post, struct buf *out);

static void print_article_text(const struct post *post, struct buf *out)
{
    article_print_text(&post->article, out);
}

static void print_article_json(const struct post *post, struct buf *out)
{
    article_print_json(&post->article, out);
}

static void print_script_text(const struct post *post, struct buf *out)
{
    script_print_text(&post->script, out);
}

static void print_script_json(const struct post *post, struct buf *out)
{
    script_print_json(&post->article, &post->script, out);
}

static bool write_whole(struct call *call, struct buf *out)
{
    bool ok = call->write(call->arg, out->p, out->n);
    buf_finish(out);
    return ok || error_set(&call->err, ERROR_CANCELLED, "by the caller");
}

static bool write_post(struct listenpost *lp, const struct listenpost_input *input, bool article_only,
                       print_post *print, struct call *call)
{
    struct arena a;
    struct post post;
    struct buf out = BUF_EMPTY;
    arena_init(&a);
    bool ok = read_post(lp, &a, input, article_only, &post, &call->err);
    if (ok) {
        print(&post, &out);
        ok = write_whole(call, &out);
    }
    arena_finish(&a);
    return ok;
}

bool listenpost_article(struct listenpost *lp, const struct listenpost_input *input,
                        enum listenpost_format format, listenpost_write write, void *arg,
                        struct listenpost_error *error)
{
    struct call call = {write, arg, {0}};
    print_post *print = format == LISTENPOST_JSON ? print_article_json : print_article_text;
    return finish(write_post(lp, input, true, print, &call), &call.err, error);
}

bool listenpost_script(struct listenpost *lp, const struct listenpost_input *input,
                       enum listenpost_format format, listenpost_write write, void *arg,
                       struct listenpost_error *error)
{
    struct call call = {write, arg, {0}};
    print_post *print = format == LISTENPOST_JSON ? print_script_json : print_script_text;
    return finish(write_post(lp, input, false, print, &call), &call.err, error);
}

static bool sink_begin(void *arg, const struct timeline *timeline)
{
    (void)arg;
    (void)timeline;
    return true;
}

static bool sink_audio(void *arg, const void *bytes, size_t n)
{
    struct call *call = arg;
    return call->write(call->arg, bytes, n);
}

bool listenpost_speak(struct listenpost *lp, const struct listenpost_input *input, listenpost_write write,
                      void *arg, struct listenpost_error *error)
{
    struct call call = {write, arg, {0}};
    struct arena a;
    arena_init(&a);
    struct post post;
    struct speak_options options = {.form = SPEAK_MP3, .plan_budget_ms = -1};
    struct speak_sink sink = {.arg = &call, .begin = sink_begin, .audio = sink_audio};
    struct speak_result result;
    bool ok = read_post(lp, &a, input, false, &post, &call.err) &&
              pool_speak(lp->pool, &a, &post, &options, &sink, &result, &call.err);
    arena_finish(&a);
    return finish(ok, &call.err, error);
}

bool listenpost_voices(struct listenpost *lp, listenpost_write write, void *arg,
                       struct listenpost_error *error)
{
    struct call call = {write, arg, {0}};
    struct buf out = BUF_EMPTY;
    voices_print_json(pool_voices(lp->pool), &out);
    return finish(write_whole(&call, &out), &call.err, error);
}
