/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/reception.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "http/admission.h"
#include "http/answer.h"
#include "http/exchange.h"
#include "http/filing.h"
#include "http/memory.h"
#include "http/preflight.h"
#include "http/progress.h"
#include "http/server.h"

/* ---- connections */

void reception_connection(void *server, struct MHD_Connection *connection, void **guest,
                          enum MHD_ConnectionNotificationCode what)
{
    struct server *s = server;
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        int fd = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
        *guest = watch_connected(s->watch, fd, watch_now_ms() + s->config->header_timeout_ms);
        return;
    }
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    atomic_fetch_add(&s->metrics.sent_bytes, trace_written_bytes(info->connect_fd));
    if (*guest) {
        watch_disconnected(s->watch, *guest);
        *guest = NULL;
    }
}

/* ---- a request begins: its first line is there. The library's own decoding is switched off: a %00 would cut
 * the path short. */

size_t reception_unescape(void *server, struct MHD_Connection *connection, char *text)
{
    (void)server, (void)connection;
    return strlen(text);
}

void *reception_target(void *server, const char *target, struct MHD_Connection *connection)
{
    struct server *s = server;
    struct exchange *x = zeroed(sizeof *x);
    x->server = s;
    x->connection = connection;
    x->fd = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    x->guest = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
    x->raw_target = strdup(target ? target : "");
    x->began_us = exchange_now_us();
    arena_init(&x->arena);
    trace_begin(x);
    atomic_fetch_add(&s->metrics.exchanges, 1);
    /* On a connection that was idle the time for the header begins now; on a new one it began with it. */
    int64_t deadline = watch_now_ms() + s->config->header_timeout_ms;
    if (x->guest && deadline < atomic_load(&x->guest->deadline_ms))
        atomic_store(&x->guest->deadline_ms, deadline);
    return x;
}

/* ---- its header */

struct collection {
    struct field *fields;
    size_t n, most;
};

static enum MHD_Result collect(void *arg, enum MHD_ValueKind kind, const char *name, size_t name_n,
                               const char *value, size_t value_n)
{
    struct collection *c = arg;
    (void)kind;
    if (c->n < c->most)
        c->fields[c->n++] = (struct field){{name, name_n}, {value ? value : "", value ? value_n : 0}};
    return MHD_YES;
}

static void collect_fields(struct exchange *x)
{
    int n = MHD_get_connection_values_n(x->connection, MHD_HEADER_KIND, NULL, NULL);
    struct collection c = {.most = n > 0 ? (size_t)n : 0};
    c.fields = x->fields = zeroed((c.most + 1) * sizeof(struct field));
    MHD_get_connection_values_n(x->connection, MHD_HEADER_KIND, collect, &c);
    x->nfields = c.n;
}

static uint64_t announced_bytes(struct exchange *x)
{
    struct span length = exchange_field(x, "Content-Length");
    if (exchange_field(x, "Transfer-Encoding").n)
        return UINT64_MAX;
    char digits[24] = "";
    if (length.n >= sizeof digits)
        return UINT64_MAX;
    memcpy(digits, length.p, length.n);
    return strtoull(digits, NULL, 10);
}

/* A proxy would be asked for any host; this is none, and where target and Host disagree others may have
 * believed the other one (RFC 9112 section 3.2.2). */
static bool is_for_us(struct exchange *x)
{
    struct span authority = x->target.authority;
    return authority.n == 0 || span_equal_nocase(authority, exchange_field(x, "Host"));
}

/* What can be refused before the body is read. */
static enum error_code judge_header(struct exchange *x)
{
    struct server *s = x->server;
    if (!target_read(span_of(x->raw_target), &x->target) || !is_for_us(x) ||
        !target_decode(x->target.raw_path, false, &x->path))
        return ERROR_USAGE;
    struct route_match match = route_find(buf_span(&x->path), x->method);
    x->route = match.route;
    x->parameter = match.parameter;
    x->allowed = match.allowed;
    if (atomic_load(&s->stopping))
        return ERROR_BUSY;
    if (x->method == METHOD_OPTIONS)
        return ERROR_NONE;
    if (!match.route)
        return match.allowed ? ERROR_METHOD : ERROR_NOT_FOUND;
    enum error_code by_key = match.route->audience == CLIENT ? admission_by_key(x) : ERROR_NONE;
    if (by_key)
        return by_key;
    bool takes_body = match.route->method == METHOD_POST || match.route->method == METHOD_PUT;
    x->body_limit_bytes = takes_body ? (size_t)s->config->body_max_bytes : 0;
    uint64_t announced = announced_bytes(x);
    if (announced > x->body_limit_bytes && (announced != UINT64_MAX || x->body_limit_bytes == 0))
        return ERROR_BODY_TOO_LARGE;
    struct span coding = exchange_field(x, "Content-Encoding");
    return takes_body && coding.n && !span_is_nocase(coding, "identity") ? ERROR_MEDIA_TYPE : ERROR_NONE;
}

static enum MHD_Result result_of(enum step step)
{
    return step == STEP_CLOSE ? MHD_NO : MHD_YES;
}

static enum MHD_Result refuse_and_close(struct exchange *x, enum error_code code)
{
    x->closes = true;
    return result_of(exchange_fail(x, code));
}

static enum MHD_Result refuse(struct exchange *x)
{
    /* The server ends, and the client finds another or comes again; or others may have read it differently.
     */
    if (x->refused == ERROR_BUSY || x->refused == ERROR_USAGE)
        return refuse_and_close(x, x->refused);
    if (x->refused == ERROR_MEDIA_TYPE)
        return result_of(exchange_fail_with(x, ERROR_MEDIA_TYPE, "Accept-Encoding", "identity"));
    if (x->refused == ERROR_METHOD)
        return result_of(exchange_fail_with(x, ERROR_METHOD, "Allow", route_allow(x->allowed)));
    return result_of(exchange_fail(x, x->refused));
}

static enum MHD_Result receive_header(struct exchange *x, const char *method, const char *target,
                                      const char *version)
{
    struct head head = {method, target, version, strlen(x->raw_target), NULL};
    head.end =
        method + MHD_get_connection_info(x->connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE)->header_size;
    x->begun = true;
    x->method = method_named(method);
    collect_fields(x);
    trace_take(x);
    enum framing framing = framing_judge(x->fields, x->nfields, &head);
    if (framing != FRAMING_GOOD)
        return refuse_and_close(x, framing == FRAMING_BAD ? ERROR_USAGE : ERROR_CODING);
    x->refused = judge_header(x);
    bool has_body = announced_bytes(x) > 0;
    x->closes = exchange_field(x, "Transfer-Encoding").n > 0;
    if (!has_body && x->guest)
        atomic_store(&x->guest->deadline_ms, 0);
    /* A body that nobody wants is not read; the library closes the connection. */
    return x->refused && has_body ? refuse(x) : MHD_YES;
}

/* ---- its body */

static enum MHD_Result receive_body(struct exchange *x, const char *bytes, size_t *n)
{
    if (x->body.n + *n > x->body_limit_bytes)
        x->body_too_large = true; /* the rest is dropped; the deadline bounds how long */
    else
        buf_add(&x->body, bytes, *n);
    *n = 0;
    return MHD_YES;
}

/* ---- its answer */

static enum step answer(struct exchange *x)
{
    if (atomic_load(&x->gone))
        return STEP_CLOSE;
    if (x->method == METHOD_OPTIONS)
        return preflight_answer(x);
    if (x->body_too_large)
        return exchange_fail(x, ERROR_BODY_TOO_LARGE);
    return x->route->handle(x);
}

enum MHD_Result reception_request(void *server, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *body, size_t *nbody,
                                  void **exchange)
{
    struct exchange *x = *exchange;
    (void)server, (void)connection;
    if (!x)
        return MHD_NO;
    if (!x->begun)
        return receive_header(x, method, url, version);
    if (*nbody)
        return receive_body(x, body, nbody);
    if (x->guest)
        atomic_store(&x->guest->deadline_ms, 0);
    return x->refused ? refuse(x) : result_of(answer(x));
}

/* ---- its end */

void reception_end(void *server, struct MHD_Connection *connection, void **exchange,
                   enum MHD_RequestTerminationCode how)
{
    struct server *s = server;
    struct exchange *x = *exchange;
    (void)connection;
    if (!x)
        return;
    *exchange = NULL;
    watch_forget(s->watch, x);
    int64_t us = exchange_now_us() - x->began_us;
    metrics_time(&s->metrics, (uint64_t)us);
    if (x->status >= 400)
        metrics_count(&s->metrics, COUNT_request_errors);
    if (how != MHD_REQUEST_TERMINATED_COMPLETED_OK)
        metrics_count(&s->metrics, COUNT_clients_gone);
    trace_end(x, us);
    progress_end(x);
    if (x->making)
        making_leave(x->making);
    filing_drop(x->filing);
    if (x->entry)
        entry_drop(x->entry);
    if (x->guest)
        atomic_store(&x->guest->deadline_ms,
                     watch_now_ms() + 1000 * s->config->idle_timeout_s + s->config->header_timeout_ms);
    free(x->raw_target);
    free(x->fields);
    buf_finish(&x->path);
    buf_finish(&x->body);
    arena_finish(&x->arena);
    free(x);
    atomic_fetch_sub(&s->metrics.exchanges, 1);
}
