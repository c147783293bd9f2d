/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/watchers.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "http/memory.h"
#include "http/waiters.h"

enum { ROOMS = 64 };

struct room {
    struct waiters waiters; /* its mutex guards the rest */
    uint64_t news;
};

struct watchers {
    struct room rooms[ROOMS];
    atomic_int_fast64_t count;
};

struct watchers *watchers_create(void)
{
    struct watchers *w = zeroed(sizeof *w);
    for (size_t i = 0; i < ROOMS; i++)
        waiters_init(&w->rooms[i].waiters);
    return w;
}

void watchers_destroy(struct watchers *w)
{
    for (size_t i = 0; i < ROOMS; i++)
        waiters_finish(&w->rooms[i].waiters);
    free(w);
}

bool watchers_enter(struct watchers *w, int64_t most)
{
    if (atomic_fetch_add(&w->count, 1) < most)
        return true;
    watchers_leave(w);
    return false;
}

void watchers_leave(struct watchers *w)
{
    atomic_fetch_sub(&w->count, 1);
}

/* A key is a sum: its digits are as good as any hash. */
static struct room *room_of(struct watchers *w, const char *key)
{
    return &w->rooms[((unsigned char)key[0] * 31U + (unsigned char)key[1] * 7U + (unsigned char)key[2]) %
                     ROOMS];
}

static void tell(struct room *room)
{
    waiters_lock(&room->waiters);
    room->news++;
    waiters_wake_all(&room->waiters);
    waiters_unlock(&room->waiters);
}

void watchers_tell(struct watchers *w, const char *key)
{
    tell(room_of(w, key));
}

void watchers_tell_all(struct watchers *w)
{
    for (size_t i = 0; i < ROOMS; i++)
        tell(&w->rooms[i]);
}

uint64_t watchers_news(struct watchers *w, const char *key)
{
    struct room *room = room_of(w, key);
    waiters_lock(&room->waiters);
    uint64_t news = room->news;
    waiters_unlock(&room->waiters);
    return news;
}

enum watchers_sleep watchers_sleep(struct watchers *w, const char *key, uint64_t seen, struct exchange *x)
{
    struct room *room = room_of(w, key);
    enum watchers_sleep verdict = WATCHERS_NEWS;
    waiters_lock(&room->waiters);
    if (room->news == seen)
        verdict = waiters_add(&room->waiters, x) ? WATCHERS_SLEEPS : WATCHERS_GONE;
    waiters_unlock(&room->waiters);
    return verdict;
}
