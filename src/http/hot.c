/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/hot.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "http/answer.h"
#include "http/memory.h"

struct hot {
    pthread_mutex_t mutex;
    struct keymap items[CACHE_KINDS];
    struct used_order order;
    uint64_t nbytes, most_bytes;
    atomic_size_t alive_bytes; /* with what is no longer listed but held by an answer */
};

struct hot *hot_create(uint64_t most_bytes)
{
    struct hot *h = zeroed(sizeof *h);
    pthread_mutex_init(&h->mutex, NULL);
    h->most_bytes = most_bytes;
    return h;
}

void hot_drop(struct hot_item *item)
{
    if (!item || atomic_fetch_sub(&item->nreferences, 1) != 1)
        return;
    hot_drop(item->packed);
    answer_destroy(item->whole);
    answer_destroy(item->not_modified);
    blob_drop(item->blob);
    if (item->fd >= 0)
        close(item->fd);
    free(item);
}

static uint64_t bytes_of(const struct hot_item *item)
{
    return item->blob->bytes.n + (item->packed ? item->packed->blob->bytes.n : 0);
}

static struct hot_item *oldest(const struct hot *h)
{
    return USED_ITEM(h->order.oldest, struct hot_item);
}

static void remove_item(struct hot *h, struct hot_item *item)
{
    used_remove(&h->order, &item->used);
    keymap_remove(&h->items[item->kind], &item->keyed);
    h->nbytes -= bytes_of(item);
    hot_drop(item);
}

void hot_destroy(struct hot *h)
{
    while (h->order.oldest)
        remove_item(h, oldest(h));
    pthread_mutex_destroy(&h->mutex);
    free(h);
}

bool hot_fits(struct hot *h, uint64_t size_bytes)
{
    return size_bytes <= h->most_bytes / 8 &&
           atomic_load(&h->alive_bytes) + size_bytes <= h->most_bytes + h->most_bytes / 2;
}

static struct hot_item *find(struct hot *h, enum cache_kind kind, const char *key)
{
    struct hot_item *item = (struct hot_item *)keymap_find(&h->items[kind], key);
    if (item) {
        atomic_fetch_add(&item->nreferences, 1);
        used_again(&h->order, &item->used);
    }
    return item;
}

struct hot_item *hot_get(struct hot *h, enum cache_kind kind, const char *key)
{
    pthread_mutex_lock(&h->mutex);
    struct hot_item *item = find(h, kind, key);
    pthread_mutex_unlock(&h->mutex);
    return item;
}

struct hot_item *hot_put(struct hot *h, struct hot_item *item)
{
    pthread_mutex_lock(&h->mutex);
    struct hot_item *first = find(h, item->kind, item->keyed.key);
    if (!first) {
        atomic_fetch_add(&item->nreferences, 1);
        keymap_add(&h->items[item->kind], &item->keyed);
        used_add(&h->order, &item->used);
        h->nbytes += bytes_of(item);
        blob_count(item->blob, &h->alive_bytes);
        if (item->packed)
            blob_count(item->packed->blob, &h->alive_bytes);
        while (h->nbytes > h->most_bytes && oldest(h) != item)
            remove_item(h, oldest(h));
    }
    pthread_mutex_unlock(&h->mutex);
    if (!first)
        return item;
    hot_drop(item);
    return first;
}

void hot_remove(struct hot *h, enum cache_kind kind, const char *key)
{
    pthread_mutex_lock(&h->mutex);
    struct hot_item *item = (struct hot_item *)keymap_find(&h->items[kind], key);
    if (item)
        remove_item(h, item);
    pthread_mutex_unlock(&h->mutex);
}

uint64_t hot_bytes(struct hot *h)
{
    pthread_mutex_lock(&h->mutex);
    uint64_t n = h->nbytes;
    pthread_mutex_unlock(&h->mutex);
    return n;
}
