/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/quotas.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "http/memory.h"

enum { DAY_S = 86400 };

/* One a key of the settings: they are few. */
struct account {
    char *client;
    int64_t day, characters;
    struct account *next;
};

struct quotas {
    pthread_mutex_t mutex;
    struct account *first;
};

struct quotas *quotas_create(void)
{
    struct quotas *q = zeroed(sizeof *q);
    pthread_mutex_init(&q->mutex, NULL);
    return q;
}

void quotas_destroy(struct quotas *q)
{
    while (q->first) {
        struct account *next = q->first->next;
        free(q->first->client);
        free(q->first);
        q->first = next;
    }
    pthread_mutex_destroy(&q->mutex);
    free(q);
}

/* Of today. The mutex is held. */
static struct account *account_of(struct quotas *q, struct span client, int64_t now_s)
{
    struct account *it = q->first;
    while (it && !span_is(client, it->client))
        it = it->next;
    if (!it) {
        it = zeroed(sizeof *it);
        it->client = strndup(client.p, client.n);
        it->next = q->first;
        q->first = it;
    }
    if (it->day != now_s / DAY_S)
        it->characters = 0;
    it->day = now_s / DAY_S;
    return it;
}

int64_t quotas_take(struct quotas *q, struct span client, int64_t characters, int64_t most, int64_t now_s)
{
    pthread_mutex_lock(&q->mutex);
    struct account *it = account_of(q, client, now_s);
    bool enough = it->characters + characters <= most;
    if (enough)
        it->characters += characters;
    pthread_mutex_unlock(&q->mutex);
    return enough ? 0 : DAY_S - now_s % DAY_S;
}

void quotas_return(struct quotas *q, struct span client, int64_t characters, int64_t now_s)
{
    pthread_mutex_lock(&q->mutex);
    struct account *it = account_of(q, client, now_s);
    it->characters -= characters < it->characters ? characters : it->characters;
    pthread_mutex_unlock(&q->mutex);
}
