/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/slow.h"

#include <linux/sockios.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

/* What the client's system has acknowledged; it lets the window close when the client does not read. */
static uint64_t taken_bytes(int fd)
{
    struct tcp_info info = {0};
    socklen_t n = sizeof info;
    return getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &n) == 0 ? info.tcpi_bytes_acked : 0;
}

/* The cheaper question first: of most connections nothing is on its way. */
int64_t slow_look(struct slow *s, int fd, const struct slow_limits *limits, int64_t now_ms)
{
    int ready = 0;
    if (ioctl(fd, SIOCOUTQ, &ready) != 0 || ready == 0) {
        s->since_ms = 0;
        return 0;
    }
    bool begins = s->since_ms == 0;
    if (begins || now_ms - s->window_ms >= limits->after_ms) {
        uint64_t taken = taken_bytes(fd);
        if (begins || taken - s->taken_bytes >= (uint64_t)limits->least_bytes)
            s->since_ms = now_ms;
        s->window_ms = now_ms;
        s->taken_bytes = taken;
    }
    int64_t slow_ms = now_ms - s->since_ms;
    return slow_ms >= limits->after_ms ? slow_ms : 0;
}
