/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/drip.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

/* A small buffer: what the client's system takes for it is not the server's to hold. */
enum { READING_BYTES = 2048, EVENTS = 256 };

const char *const drip_names[DRIP_KINDS] = {"header", "body", "reading"};

static void begin(struct client *c, enum drip_kind kind, const char *target, const char *key)
{
    struct buf request = BUF_EMPTY;
    if (kind == DRIP_HEADER)
        buf_printf(&request, "GET %s HTTP/1.1\r\nHost: a\r\nX-Slow: ", target);
    else if (kind == DRIP_BODY)
        buf_printf(&request,
                   "POST /v1/audio HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n"
                   "Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n",
                   key);
    else
        buf_printf(&request, "GET %s HTTP/1.1\r\nHost: a\r\n\r\n", target);
    client_ask(c, buf_span(&request));
    buf_finish(&request);
}

/* False: it was dropped. */
static bool drip_once(struct client *c, enum drip_kind kind)
{
    char byte = 'x';
    ssize_t n = kind == DRIP_READING ? recv(c->fd, &byte, 1, 0) : send(c->fd, &byte, 1, MSG_NOSIGNAL);
    return n > 0 || (n < 0 && errno == EAGAIN);
}

static void drop(struct client *c, struct drips *count)
{
    int64_t ms = (client_now_us() - c->asked_us) / 1000;
    count->dropped++;
    count->slowest_ms = ms > count->slowest_ms ? ms : count->slowest_ms;
    client_close(c);
}

static size_t watch(int epoll_fd, struct client *clients, struct drips counts[DRIP_KINDS])
{
    struct epoll_event events[EVENTS];
    size_t dropped = 0;
    int n = epoll_wait(epoll_fd, events, EVENTS, 20);
    for (int i = 0; i < n; i++) {
        size_t one = events[i].data.u64;
        if (clients[one].fd < 0)
            continue;
        drop(&clients[one], &counts[one % DRIP_KINDS]);
        dropped++;
    }
    return dropped;
}

void drip(int port, size_t n, const char *target, const char *key, int limit_s,
          struct drips counts[DRIP_KINDS])
{
    struct client *clients = calloc(n, sizeof *clients);
    int epoll_fd = epoll_create1(0);
    size_t open = 0;
    for (size_t i = 0; i < n; i++) {
        struct epoll_event event = {.events = EPOLLRDHUP, .data.u64 = i};
        enum drip_kind kind = i % DRIP_KINDS;
        counts[kind].n++;
        if (!client_connect(&clients[i], port, kind == DRIP_READING ? READING_BYTES : 0))
            continue;
        begin(&clients[i], kind, target, key);
        epoll_ctl(epoll_fd, EPOLL_CTL_ADD, clients[i].fd, &event);
        open++;
    }
    int64_t began_us = client_now_us(), next_us = began_us + 1000000;
    while (open && client_now_us() - began_us < (int64_t)limit_s * 1000000) {
        open -= watch(epoll_fd, clients, counts);
        if (client_now_us() < next_us)
            continue;
        next_us += 1000000;
        for (size_t i = 0; i < n; i++)
            if (clients[i].fd >= 0 && !drip_once(&clients[i], i % DRIP_KINDS)) {
                drop(&clients[i], &counts[i % DRIP_KINDS]);
                open--;
            }
    }
    for (size_t i = 0; i < n; i++)
        client_close(&clients[i]);
    close(epoll_fd);
    free(clients);
}
