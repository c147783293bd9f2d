/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places are numbers into one array, which the system backs with memory only where it was touched; place 0
 * is none. Names are kept as sums made with a secret, so that nobody can choose names that meet in one chain.
 */
#include "http/buckets.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/base.h"
#include "http/memory.h"

/* A level counts in 60,000ths of a token: at a rate of 1 a minute one of them comes each ms. */
enum { UNITS = 60000, SUM_BYTES = 16 };

struct bucket {
    uint8_t sum[SUM_BYTES];
    int64_t level, at_ms; /* what was in it at that time */
    uint32_t next, newer, older;
};

struct buckets {
    pthread_mutex_t mutex;
    uint8_t secret[32];
    size_t most, count;
    struct bucket *places; /* 1 to most */
    uint32_t *chains;      /* most of them */
    uint32_t newest, oldest;
};

struct buckets *buckets_create(size_t most)
{
    struct buckets *b = zeroed(sizeof *b);
    pthread_mutex_init(&b->mutex, NULL);
    b->most = most;
    b->places = zeroed((most + 1) * sizeof *b->places);
    b->chains = zeroed(most * sizeof *b->chains);
    if (getrandom(b->secret, sizeof b->secret, 0) != sizeof b->secret)
        memset(b->secret, 0x5A, sizeof b->secret); /* chains may then be chosen; the table stays bounded */
    return b;
}

void buckets_destroy(struct buckets *b)
{
    pthread_mutex_destroy(&b->mutex);
    free(b->places);
    free(b->chains);
    free(b);
}

static void sum_of(const struct buckets *b, struct span name, uint8_t sum[SUM_BYTES])
{
    struct digest d;
    char hex[KEY_HEX + 1];
    digest_init(&d);
    digest_part(&d, (struct span){(const char *)b->secret, sizeof b->secret});
    digest_part(&d, name);
    digest_key(&d, hex);
    memcpy(sum, hex, SUM_BYTES); /* 64 bits are enough among millions */
}

/* From here on the mutex is held. */
static uint32_t *chain_of(struct buckets *b, const uint8_t sum[SUM_BYTES])
{
    char digits[SUM_BYTES + 1] = "";
    memcpy(digits, sum, SUM_BYTES);
    return &b->chains[strtoull(digits, NULL, 16) % b->most];
}

static void unlink_bucket(struct buckets *b, uint32_t place)
{
    struct bucket *it = &b->places[place];
    *(it->newer ? &b->places[it->newer].older : &b->newest) = it->older;
    *(it->older ? &b->places[it->older].newer : &b->oldest) = it->newer;
}

static void link_newest(struct buckets *b, uint32_t place)
{
    struct bucket *it = &b->places[place];
    it->newer = 0;
    it->older = b->newest;
    *(b->newest ? &b->places[b->newest].newer : &b->oldest) = place;
    b->newest = place;
}

static uint32_t find(struct buckets *b, const uint8_t sum[SUM_BYTES])
{
    uint32_t place = *chain_of(b, sum);
    while (place && memcmp(b->places[place].sum, sum, SUM_BYTES) != 0)
        place = b->places[place].next;
    return place;
}

/* The place of the bucket that was not touched for longest, empty. */
static uint32_t forget_oldest(struct buckets *b)
{
    uint32_t place = b->oldest, *at = chain_of(b, b->places[place].sum);
    while (*at != place)
        at = &b->places[*at].next;
    *at = b->places[place].next;
    unlink_bucket(b, place);
    return place;
}

static struct bucket *add(struct buckets *b, const uint8_t sum[SUM_BYTES])
{
    uint32_t place = b->count < b->most ? (uint32_t)++b->count : forget_oldest(b);
    uint32_t *chain = chain_of(b, sum);
    struct bucket *it = &b->places[place];
    memcpy(it->sum, sum, SUM_BYTES);
    it->next = *chain;
    *chain = place;
    link_newest(b, place);
    return it;
}

/* ---- */

static int64_t level_now(const struct bucket *it, struct bucket_rule rule, int64_t now_ms)
{
    int64_t full = rule.burst * UNITS, lacks = full - it->level;
    int64_t passed_ms = now_ms > it->at_ms ? now_ms - it->at_ms : 0;
    return lacks <= 0 || passed_ms > lacks / rule.rate ? full : it->level + passed_ms * rule.rate;
}

static int64_t look(struct buckets *b, struct span name, struct bucket_rule rule, int64_t cost,
                    int64_t now_ms, bool take)
{
    uint8_t sum[SUM_BYTES];
    if (rule.rate == 0 || cost == 0)
        return 0;
    sum_of(b, name, sum);
    pthread_mutex_lock(&b->mutex);
    uint32_t place = find(b, sum);
    int64_t level = place ? level_now(&b->places[place], rule, now_ms) : rule.burst * UNITS;
    int64_t needed = (cost < rule.burst ? cost : rule.burst) * UNITS;
    bool there = level >= needed;
    if (take && there) {
        struct bucket *it = place ? &b->places[place] : add(b, sum);
        it->level = level - needed;
        it->at_ms = now_ms;
    }
    if (place) {
        unlink_bucket(b, place);
        link_newest(b, place);
    }
    pthread_mutex_unlock(&b->mutex);
    return there ? 0 : (needed - level + rule.rate - 1) / rule.rate;
}

int64_t buckets_wait_ms(struct buckets *b, struct span name, struct bucket_rule rule, int64_t cost,
                        int64_t now_ms)
{
    return look(b, name, rule, cost, now_ms, false);
}

int64_t buckets_take(struct buckets *b, struct span name, struct bucket_rule rule, int64_t cost,
                     int64_t now_ms)
{
    return look(b, name, rule, cost, now_ms, true);
}

size_t buckets_count(struct buckets *b)
{
    pthread_mutex_lock(&b->mutex);
    size_t n = b->count;
    pthread_mutex_unlock(&b->mutex);
    return n;
}
