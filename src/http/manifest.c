/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GET /v1/posts?url= and GET /v1/audio?url=: a post is named by its address. */
#include <string.h>

#include "http/address.h"
#include "http/admission.h"
#include "http/answer.h"
#include "http/document.h"
#include "http/exchange.h"
#include "http/failures.h"
#include "http/finished.h"
#include "http/handlers.h"
#include "http/manifest.h"
#include "http/progress.h"
#include "http/server.h"
#include "http/shelved.h"
#include "http/wanted.h"

/* Reads the post that 'url' names. STEP_ANSWERED: x->entry is read; else the handler's step is *step. */
static bool read_entry(struct exchange *x, enum step *step)
{
    if (!x->entry) {
        struct wanted wanted;
        struct error err = {0};
        if (!wanted_by_url(x, &wanted, &err) || !(x->entry = admission_read(x, &wanted, &err))) {
            *step = exchange_refuse(x, &err);
            return false;
        }
    }
    return wanted_is_read(x, step);
}

struct post_state manifest_state(struct server *s, const struct entry *e)
{
    struct making_counts counts = {0};
    struct post_state state = {.word = "making", .nsegments = e->post.script.nsegments};
    int64_t left_ms;
    if (!making_count(s, e->post.key, &counts)) {
        bool ready = finished_exists(s, CACHE_AUDIO, e->post.key);
        bool failed =
            !ready && failures_find(s->failures, e->post.key, watch_now_ms(), &state.error, &left_ms);
        counts.nmade = ready ? state.nsegments : 0;
        state.word = ready ? "ready" : failed ? "failed" : "new";
        state.retry_after_s = failed ? (left_ms + 999) / 1000 : 0;
    }
    state.nmade = counts.nmade;
    return state;
}

bool manifest_is_ready(const struct post_state *state)
{
    return strcmp(state->word, "ready") == 0;
}

static void add_url(struct json *j, const struct config *config, const char *key, const char *name,
                    const char *ending)
{
    struct buf url = BUF_EMPTY;
    address_write(config, key, ending, &url);
    json_field_text(j, name, buf_span(&url));
    buf_finish(&url);
}

uint64_t manifest_duration_ms(struct server *s, struct entry *e, const char *state)
{
    uint64_t duration_ms = atomic_load(&e->duration_ms);
    if (!duration_ms && strcmp(state, "ready") == 0) {
        duration_ms = text_duration_ms(s, e->post.key);
        atomic_store(&e->duration_ms, duration_ms);
    }
    return duration_ms;
}

static void print_unread(struct json *j)
{
    static const char *const names[] = {"title",       "byline", "language", "voice", "rate",     "blocks",
                                        "duration_ms", "key",    "audio",    "marks", "captions", "chapters"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        json_key(j, names[i]);
        json_add_null(j);
    }
}

void manifest_print_members(struct server *s, struct entry *e, const char *state, struct json *j)
{
    if (!e) {
        print_unread(j);
        return;
    }
    const struct article *article = &e->post.article;
    uint64_t duration_ms = manifest_duration_ms(s, e, state);
    json_field_text_or_null(j, "title", article->title);
    json_field_text_or_null(j, "byline", article->byline);
    json_field_text_or_null(j, "language", article->language);
    json_field_text(j, "voice", span_of(e->post.voice->name));
    json_field_number(j, "rate", e->post.rate_wpm);
    json_field_number(j, "blocks", (int64_t)article->nblocks);
    json_key(j, "duration_ms");
    if (duration_ms)
        json_add_number(j, (int64_t)duration_ms);
    else
        json_add_null(j);
    json_field_text(j, "key", span_of(e->post.key));
    add_url(j, s->config, e->post.key, "audio", ".mp3");
    add_url(j, s->config, e->post.key, "marks", ".json");
    add_url(j, s->config, e->post.key, "captions", ".vtt");
    add_url(j, s->config, e->post.key, "chapters", ".chapters.json");
}

static void print_error(struct json *j, const struct post_state *state)
{
    json_key(j, "error");
    if (!state->error) {
        json_add_null(j);
        return;
    }
    json_open(j, '{');
    json_field_text(j, "code", span_of(error_name(state->error)));
    json_field_text(j, "message", span_of(error_sentence(state->error)));
    json_field_number(j, "retry_after_s", state->retry_after_s);
    json_close(j, '}');
}

static void print_manifest(struct exchange *x, struct buf *out)
{
    const struct entry *e = x->entry;
    struct span url = e->post.article.url;
    struct post_state state = manifest_state(x->server, e);
    struct json j = json_to(out);
    json_open(&j, '{');
    json_field_text(&j, "url", url.n && e->wanted.kind != SOURCE_SHELF ? url : e->wanted.url);
    json_field_text(&j, "state", span_of(state.word));
    print_error(&j, &state);
    json_field_bool(&j, "stale", e->stale);
    manifest_print_members(x->server, x->entry, state.word, &j);
    json_close(&j, '}');
    buf_add_byte(out, '\n');
}

static bool asks_for_a_list(struct exchange *x)
{
    struct buf value = BUF_EMPTY;
    bool list = !target_query(&x->target, "url", &value) && target_query(&x->target, "site", &value);
    buf_finish(&value);
    return list;
}

enum step handle_manifest(struct exchange *x)
{
    enum step step;
    if (asks_for_a_list(x))
        return shelved_list(x);
    if (!read_entry(x, &step))
        return step;
    if (progress_wanted(x))
        return progress_answer(x);
    if (!progress_waited(x, &step))
        return step;
    struct buf body = BUF_EMPTY;
    print_manifest(x, &body);
    step = document_answer(x, ANSWER_JSON, buf_span(&body), "Accept");
    buf_finish(&body);
    return step;
}

enum step handle_listen(struct exchange *x)
{
    enum step step;
    if (!read_entry(x, &step))
        return step;
    struct buf location = BUF_EMPTY;
    address_write(x->server->config, x->entry->post.key, ".mp3", &location);
    struct MHD_Response *answer = answer_empty(ANSWER_AUDIO, READER);
    answer_field(answer, "Location", location.p);
    answer_field(answer, "Cache-Control", "no-store");
    buf_finish(&location);
    return exchange_answer(x, 302, answer);
}
