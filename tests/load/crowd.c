/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/crowd.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ROOM_BYTES = 65536, EVENTS = 256, MOST_TIMES = 1 << 20 };

void crowd_connect(struct crowd *c, int port, size_t n)
{
    *c = (struct crowd){.clients = calloc(n, sizeof *c->clients), .n = n, .epoll_fd = epoll_create1(0)};
    for (size_t i = 0; i < n; i++) {
        struct epoll_event event = {.events = EPOLLIN, .data.u64 = i};
        if (client_connect(&c->clients[i], port, 0))
            epoll_ctl(c->epoll_fd, EPOLL_CTL_ADD, c->clients[i].fd, &event);
    }
}

void crowd_finish(struct crowd *c)
{
    for (size_t i = 0; i < c->n; i++)
        client_close(&c->clients[i]);
    close(c->epoll_fd);
    free(c->clients);
    free(c->times_us);
}

size_t crowd_open(const struct crowd *c)
{
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++)
        n += c->clients[i].fd >= 0;
    return n;
}

static bool is_over(const struct client *c)
{
    return c->state == CLIENT_DONE || c->state == CLIENT_BROKEN;
}

/* Takes what came within the time; returns how many answers ended with it. */
static size_t take(struct crowd *c, int wait_ms)
{
    static char room[ROOM_BYTES];
    struct epoll_event events[EVENTS];
    size_t ended = 0;
    int n = epoll_wait(c->epoll_fd, events, EVENTS, wait_ms);
    for (int i = 0; i < n; i++) {
        struct client *one = &c->clients[events[i].data.u64];
        bool was_over = is_over(one);
        if (one->fd >= 0)
            client_take(one, room, sizeof room);
        ended += !was_over && is_over(one);
    }
    return ended;
}

void crowd_ask(struct crowd *c, struct span request, int limit_s)
{
    int64_t until_us = client_now_us() + (int64_t)limit_s * 1000000;
    size_t open = 0;
    for (size_t i = 0; i < c->n; i++)
        open += client_ask(&c->clients[i], request);
    while (open && client_now_us() < until_us)
        open -= take(c, 100);
}

/* The next request of one whose answer is there, when its pause is over. */
static void ask_again(struct crowd *c, struct client *one, struct span request, int pause_ms)
{
    if (one->state != CLIENT_DONE || client_now_us() < one->done_us + (int64_t)pause_ms * 1000)
        return;
    if (c->ntimes < MOST_TIMES)
        c->times_us[c->ntimes++] = (uint64_t)(one->done_us - one->asked_us);
    client_ask(one, request);
}

size_t crowd_ask_for(struct crowd *c, struct span request, int pause_ms, int seconds)
{
    size_t failed = 0;
    int64_t until_us = client_now_us() + (int64_t)seconds * 1000000;
    c->times_us = calloc(MOST_TIMES, sizeof *c->times_us);
    for (size_t i = 0; i < c->n; i++)
        client_ask(&c->clients[i], request);
    while (client_now_us() < until_us) {
        take(c, 1);
        for (size_t i = 0; i < c->n; i++)
            ask_again(c, &c->clients[i], request, pause_ms);
    }
    for (size_t i = 0; i < c->n; i++)
        failed += c->clients[i].state == CLIENT_BROKEN || c->clients[i].fd < 0;
    return failed;
}

void crowd_look(struct crowd *c)
{
    for (size_t i = 0; i < c->n; i++) {
        char byte;
        if (c->clients[i].fd >= 0 && recv(c->clients[i].fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) >= 0)
            client_close(&c->clients[i]);
        else if (c->clients[i].fd >= 0 && errno != EAGAIN)
            client_close(&c->clients[i]);
    }
}
