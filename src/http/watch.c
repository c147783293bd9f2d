/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/watch.h"

#include <errno.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "http/exchange.h"
#include "http/memory.h"
#include "http/waiters.h"

/* Deadlines are seconds long: a look every quarter second is exact enough and costs nothing. Whether a client
 * takes its answer is a system call each: with 10,000 connections 2 ms every half second. */
enum { TICK_MS = 250, SLOW_TICKS = 2, EVENTS = 64 };

struct watch {
    pthread_t thread;
    pthread_mutex_t mutex; /* guests, watched */
    struct guest *guests;
    struct exchange **watched; /* by descriptor: whose hang-up it would be */
    int nwatched;
    int epoll_fd, stop_fd;
    struct watch_pace pace;
    struct slow_limits slow;
    int64_t strict_until_ms; /* too many were slow: who turns slow before then is one of them */
};

int64_t watch_now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void dismiss(struct exchange *x)
{
    atomic_store(&x->gone, true);
    waiters_wake(x);
}

/* The event may be of an older connection with the same descriptor: ask again. */
static void hung_up(struct watch *w, int fd)
{
    struct pollfd now = {.fd = fd, .events = POLLRDHUP};
    pthread_mutex_lock(&w->mutex);
    struct exchange *x = fd < w->nwatched ? w->watched[fd] : NULL;
    if (x && poll(&now, 1, 0) == 1 && now.revents & (POLLRDHUP | POLLHUP | POLLERR))
        dismiss(x);
    pthread_mutex_unlock(&w->mutex);
}

/* Not sent means that the client has no room: whoever waits for audio that is not made yet, or for his next
 * request, has taken all. Who has room takes more in a window than he need, even if he plays in real time. */
static bool is_stalled(struct watch *w, struct guest *g, int64_t now)
{
    struct tcp_info info = {0};
    socklen_t n = sizeof info;
    if (now < g->look_ms)
        return false;
    g->look_ms = now + w->pace.window_ms;
    if (getsockopt(g->fd, IPPROTO_TCP, TCP_INFO, &info, &n) != 0)
        return false;
    uint64_t taken = info.tcpi_bytes_acked - g->taken_bytes;
    g->taken_bytes = info.tcpi_bytes_acked;
    return info.tcpi_notsent_bytes && taken < w->pace.least_bytes;
}

/* What waits to be sent is dropped, too: the kernel would keep it for a client that does not take it. */
static void hang_up(int fd)
{
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &(struct linger){1, 0}, sizeof(struct linger));
    shutdown(fd, SHUT_RDWR);
}

static void end_late_guests(struct watch *w)
{
    int64_t now = watch_now_ms();
    pthread_mutex_lock(&w->mutex);
    for (struct guest *g = w->guests; g; g = g->next) {
        long long deadline = atomic_load_explicit(&g->deadline_ms, memory_order_relaxed);
        /* An answer that begins meanwhile takes the deadline back: then it is no longer late. */
        if (deadline && now >= deadline && atomic_compare_exchange_strong(&g->deadline_ms, &deadline, 0))
            shutdown(g->fd, SHUT_RDWR);
        else if (is_stalled(w, g, now))
            hang_up(g->fd);
    }
    pthread_mutex_unlock(&w->mutex);
}

static void end_slow_crowd(struct watch *w)
{
    int64_t now = watch_now_ms(), nslow = 0;
    pthread_mutex_lock(&w->mutex);
    for (struct guest *g = w->guests; g; g = g->next) {
        g->slow_ms = slow_look(&g->slow, g->fd, &w->slow, now);
        nslow += g->slow_ms > 0;
    }
    if (nslow > w->slow.most)
        w->strict_until_ms = now + w->slow.after_ms;
    for (struct guest *g = w->guests; nslow && now < w->strict_until_ms && g; g = g->next)
        if (g->slow_ms)
            hang_up(g->fd);
    pthread_mutex_unlock(&w->mutex);
}

static void ring_alarms(struct watch *w)
{
    int64_t now = watch_now_ms();
    pthread_mutex_lock(&w->mutex);
    for (int fd = 0; fd < w->nwatched; fd++) {
        struct exchange *x = w->watched[fd];
        long long alarm = x ? atomic_load_explicit(&x->alarm_ms, memory_order_relaxed) : 0;
        if (alarm && now >= alarm) {
            atomic_store(&x->alarm_ms, 0);
            waiters_wake(x);
        }
    }
    pthread_mutex_unlock(&w->mutex);
}

static void *look(void *arg)
{
    struct watch *w = arg;
    struct epoll_event events[EVENTS];
    int64_t next_tick = watch_now_ms() + TICK_MS;
    unsigned nticks = 0;
    for (;;) {
        int n = epoll_wait(w->epoll_fd, events, EVENTS, TICK_MS);
        for (int i = 0; i < n; i++) {
            if (events[i].data.fd == w->stop_fd)
                return NULL;
            hung_up(w, events[i].data.fd);
        }
        if (watch_now_ms() >= next_tick) {
            end_late_guests(w);
            ring_alarms(w);
            if (++nticks % SLOW_TICKS == 0)
                end_slow_crowd(w);
            next_tick = watch_now_ms() + TICK_MS;
        }
    }
}

struct watch *watch_start(struct watch_pace pace, const struct slow_limits *slow, struct error *err)
{
    struct watch *w = zeroed(sizeof *w);
    w->pace = pace;
    w->slow = *slow;
    struct epoll_event stop = {.events = EPOLLIN};
    pthread_mutex_init(&w->mutex, NULL);
    w->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    stop.data.fd = w->stop_fd = eventfd(0, EFD_CLOEXEC);
    if (w->epoll_fd >= 0 && w->stop_fd >= 0 &&
        epoll_ctl(w->epoll_fd, EPOLL_CTL_ADD, w->stop_fd, &stop) == 0 &&
        (errno = pthread_create(&w->thread, NULL, look, w)) == 0)
        return w;
    error_set(err, ERROR_INTERNAL, "the watch cannot start: %s", strerror(errno));
    close(w->epoll_fd);
    close(w->stop_fd);
    free(w);
    return NULL;
}

void watch_stop(struct watch *w)
{
    eventfd_write(w->stop_fd, 1);
    pthread_join(w->thread, NULL);
    close(w->epoll_fd);
    close(w->stop_fd);
    pthread_mutex_destroy(&w->mutex);
    free(w->watched);
    free(w);
}

struct guest *watch_connected(struct watch *w, int fd, int64_t deadline_ms)
{
    struct guest *g = zeroed(sizeof *g);
    g->fd = fd;
    atomic_init(&g->deadline_ms, deadline_ms);
    g->look_ms = watch_now_ms() + w->pace.window_ms;
    pthread_mutex_lock(&w->mutex);
    g->next = w->guests;
    if (w->guests)
        w->guests->previous = g;
    w->guests = g;
    pthread_mutex_unlock(&w->mutex);
    return g;
}

void watch_disconnected(struct watch *w, struct guest *g)
{
    pthread_mutex_lock(&w->mutex);
    if (g->previous)
        g->previous->next = g->next;
    else
        w->guests = g->next;
    if (g->next)
        g->next->previous = g->previous;
    pthread_mutex_unlock(&w->mutex);
    free(g);
}

static void make_room(struct watch *w, int fd)
{
    if (fd < w->nwatched)
        return;
    int wider = fd * 2 + 64;
    struct exchange **watched = zeroed((size_t)wider * sizeof(struct exchange *));
    if (w->nwatched)
        memcpy(watched, w->watched, (size_t)w->nwatched * sizeof(struct exchange *));
    free(w->watched);
    w->watched = watched;
    w->nwatched = wider;
}

void watch_hangup(struct watch *w, struct exchange *x)
{
    int fd = exchange_descriptor(x);
    struct epoll_event event = {.events = EPOLLRDHUP | EPOLLET, .data.fd = fd};
    if (x->watched)
        return;
    pthread_mutex_lock(&w->mutex);
    make_room(w, fd);
    w->watched[fd] = x;
    x->watched = true;
    epoll_ctl(w->epoll_fd, EPOLL_CTL_ADD, fd, &event);
    pthread_mutex_unlock(&w->mutex);
}

void watch_alarm(struct exchange *x, int64_t at_ms)
{
    atomic_store(&x->alarm_ms, at_ms);
}

void watch_forget(struct watch *w, struct exchange *x)
{
    int fd = exchange_descriptor(x);
    if (!x->watched)
        return;
    pthread_mutex_lock(&w->mutex);
    epoll_ctl(w->epoll_fd, EPOLL_CTL_DEL, fd, NULL);
    w->watched[fd] = NULL;
    x->watched = false;
    pthread_mutex_unlock(&w->mutex);
}

void watch_dismiss_all(struct watch *w)
{
    pthread_mutex_lock(&w->mutex);
    for (int fd = 0; fd < w->nwatched; fd++)
        if (w->watched[fd])
            dismiss(w->watched[fd]);
    pthread_mutex_unlock(&w->mutex);
}
