/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fixed files, and what the operator asks. */
#include "http/document.h"
#include "http/exchange.h"
#include "http/handlers.h"
#include "http/openapi.h"
#include "http/server.h"

static enum step answer_fixed(struct exchange *x)
{
    const struct file *file = files_find(x->server->files, buf_span(&x->path));
    return file ? document_answer_file(x, file) : exchange_fail(x, ERROR_NOT_FOUND);
}

enum step handle_player(struct exchange *x)
{
    return answer_fixed(x);
}

enum step handle_module(struct exchange *x)
{
    return answer_fixed(x);
}

enum step handle_demo(struct exchange *x)
{
    return answer_fixed(x);
}

enum step handle_demo_list(struct exchange *x)
{
    return answer_fixed(x);
}

enum step handle_demo_file(struct exchange *x)
{
    return answer_fixed(x);
}

static enum step answer_printed(struct exchange *x, enum answer_kind kind, struct buf *body)
{
    enum step step = document_answer(x, kind, buf_span(body), NULL);
    buf_finish(body);
    return step;
}

/* Both folders, as far as there are two. */
static bool is_storing(struct server *s)
{
    struct cache_stat cache;
    struct shelf_stat shelf = {.storing = true};
    cache_stat(s->cache, &cache);
    if (s->shelf)
        shelf_stat(s->shelf, &shelf);
    return cache.storing && shelf.storing;
}

enum step handle_health(struct exchange *x)
{
    struct buf body = BUF_EMPTY;
    struct pool_stat pool;
    pool_stat(x->server->pool, &pool);
    if (pool.lost)
        return exchange_fail(x, ERROR_CRASHED);
    struct json j = json_to(&body);
    json_open(&j, '{');
    json_field_text(&j, "status", SPAN("ok"));
    json_field_bool(&j, "storing", is_storing(x->server));
    json_field_text(&j, "version", SPAN(LISTENPOST_VERSION));
    json_close(&j, '}');
    buf_add_byte(&body, '\n');
    return answer_printed(x, ANSWER_JSON, &body);
}

/* NULL: it is ready. */
static const char *why_not_ready(struct server *s)
{
    struct pool_stat pool;
    pool_stat(s->pool, &pool);
    if (pool.lost)
        return "lost";
    return queue_is_full(s->readers) || queue_is_full(s->speakers) ? "queue_full" : NULL;
}

enum step handle_ready(struct exchange *x)
{
    struct server *s = x->server;
    const char *reason = why_not_ready(s);
    struct buf body = BUF_EMPTY;
    struct json j = json_to(&body);
    json_open(&j, '{');
    json_field_bool(&j, "ready", !reason);
    json_field_text_or_null(&j, "reason", span_of(reason));
    json_field_bool(&j, "storing", is_storing(s));
    json_field_number(&j, "reads_waiting", (int64_t)queue_waiting(s->readers));
    json_field_number(&j, "posts_waiting", (int64_t)queue_waiting(s->speakers));
    json_close(&j, '}');
    buf_add_byte(&body, '\n');
    struct MHD_Response *answer = answer_of_bytes(ANSWER_JSON, OPERATOR, buf_span(&body));
    buf_finish(&body);
    answer_field(answer, "Cache-Control", "no-store");
    if (reason)
        answer_field(answer, "Retry-After", EXCHANGE_RETRY_AFTER_S);
    return exchange_answer(x, reason ? 503 : 200, answer);
}

enum step handle_metrics(struct exchange *x)
{
    struct buf body = BUF_EMPTY;
    metrics_print(x->server, &body);
    return answer_printed(x, ANSWER_TEXT, &body);
}

enum step handle_openapi(struct exchange *x)
{
    struct buf body = BUF_EMPTY;
    openapi_print(&body);
    return answer_printed(x, ANSWER_JSON, &body);
}
