/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GET /v1/posts?url= and GET /v1/audio?url=: a post is named by its address. */
#include <string.h>

#include "http/address.h"
#include "http/answer.h"
#include "http/document.h"
#include "http/exchange.h"
#include "http/finished.h"
#include "http/handlers.h"
#include "http/server.h"
#include "http/wanted.h"

/* Reads the post that 'url' names. STEP_ANSWERED: x->entry is read; else the handler's step is *step. */
static bool read_entry(struct exchange *x, enum step *step)
{
    if (!x->entry) {
        struct wanted wanted;
        struct error err = {0};
        if (!wanted_by_url(x, &wanted, &err)) {
            *step = exchange_refuse(x, &err);
            return false;
        }
        x->entry = posts_want(x->server, &wanted);
        if (!x->entry) {
            *step = exchange_fail(x, ERROR_BUSY);
            return false;
        }
    }
    return wanted_is_read(x, step);
}

static const char *state_of(struct exchange *x)
{
    struct server *s = x->server;
    struct making *m = making_find(s, x->entry->post.key, false);
    if (m) {
        making_leave(m);
        return "making";
    }
    return finished_exists(s, CACHE_AUDIO, x->entry->post.key) ? "ready" : "new";
}

static void add_url(struct json *j, struct exchange *x, const char *name, const char *ending)
{
    struct buf url = BUF_EMPTY;
    address_write(x->server->config, x->entry->post.key, ending, &url);
    json_field_text(j, name, buf_span(&url));
    buf_finish(&url);
}

static void print_manifest(struct exchange *x, struct buf *out)
{
    const struct entry *e = x->entry;
    const struct article *article = &e->post.article;
    const char *state = state_of(x);
    uint64_t duration_ms = atomic_load(&e->duration_ms);
    if (!duration_ms && strcmp(state, "ready") == 0) {
        duration_ms = finished_duration_ms(x->server, e->post.key);
        atomic_store(&x->entry->duration_ms, duration_ms);
    }
    struct json j = json_to(out);
    json_open(&j, '{');
    json_field_text(&j, "url", article->url.n ? article->url : e->wanted.url);
    json_field_text(&j, "state", span_of(state));
    json_field_text_or_null(&j, "title", article->title);
    json_field_text_or_null(&j, "byline", article->byline);
    json_field_text_or_null(&j, "language", article->language);
    json_field_text(&j, "voice", span_of(e->post.voice->name));
    json_field_number(&j, "rate", e->post.rate_wpm);
    json_field_number(&j, "blocks", (int64_t)article->nblocks);
    json_key(&j, "duration_ms");
    if (duration_ms)
        json_add_number(&j, (int64_t)duration_ms);
    else
        json_add_null(&j);
    json_field_text(&j, "key", span_of(e->post.key));
    add_url(&j, x, "audio", ".mp3");
    add_url(&j, x, "marks", ".json");
    json_close(&j, '}');
    buf_add_byte(out, '\n');
}

enum step handle_manifest(struct exchange *x)
{
    enum step step;
    if (!read_entry(x, &step))
        return step;
    struct buf body = BUF_EMPTY;
    print_manifest(x, &body);
    step = document_answer(x, ANSWER_JSON, buf_span(&body));
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
