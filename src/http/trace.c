/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/trace.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>

#include "http/exchange.h"
#include "http/server.h"

void trace_init(struct trace *t)
{
    if (getrandom(&t->start, sizeof t->start, GRND_NONBLOCK) != sizeof t->start)
        t->start = (uint32_t)watch_now_ms();
}

/* The kernel counts it (since Linux 4.19), the library does not. */
uint64_t trace_written_bytes(int fd)
{
    struct tcp_info info = {0};
    socklen_t n = sizeof info;
    if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &n) != 0)
        return 0;
    return info.tcpi_bytes_sent - info.tcpi_bytes_retrans + info.tcpi_notsent_bytes;
}

void trace_begin(struct exchange *x)
{
    struct trace *t = &x->server->trace;
    snprintf(x->id, sizeof x->id, "%08x%08x", t->start, atomic_fetch_add(&t->nrequests, 1));
    if (log_enabled(LOG_LEVEL_INFO))
        x->written_before = trace_written_bytes(x->fd);
}

static bool is_sane(struct span id)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._~:=+/-";
    if (id.n < 1 || id.n >= TRACE_ID_BYTES)
        return false;
    for (size_t i = 0; i < id.n; i++)
        if (!memchr(allowed, id.p[i], sizeof allowed - 1))
            return false;
    return true;
}

void trace_take(struct exchange *x)
{
    struct span sent = exchange_field(x, "X-Request-Id");
    if (!is_sane(sent))
        return;
    snprintf(x->id, sizeof x->id, "%.*s", (int)sent.n, sent.p);
    x->id_sent = true;
}

bool trace_wanted(const struct exchange *x)
{
    return x->id_sent || log_enabled(LOG_LEVEL_INFO);
}

void trace_end(const struct exchange *x, int64_t duration_us)
{
    if (!log_enabled(LOG_LEVEL_INFO))
        return;
    uint64_t written = trace_written_bytes(x->fd);
    const struct log_field fields[] = {
        {"request_id", x->id, 0, 0},
        {"method", method_token(x->method), 0, 0},
        {"route", x->route ? x->route->path : "-", 0, 0},
        {"status", NULL, x->status, 0},
        {"bytes", NULL, written > x->written_before ? (double)(written - x->written_before) : 0, 0},
        {"duration_ms", NULL, (double)duration_us / 1000, 3},
    };
    log_event(LOG_LEVEL_INFO, "request", fields, COUNT_OF(fields));
}
