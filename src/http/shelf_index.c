/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/shelf_index.h"

#include <stdlib.h>
#include <string.h>

#include "http/memory.h"

struct item *shelf_item(struct shelf *s, const char *name)
{
    return (struct item *)keymap_find(&s->names, name);
}

static void address_key(struct span url, char key[KEY_HEX + 1])
{
    struct digest d;
    digest_init(&d);
    digest_part(&d, url);
    digest_key(&d, key);
}

/* The first whose number is above this one. */
static size_t place_behind(const struct shelf *s, uint64_t number)
{
    size_t from = 0, to = s->nitems;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (s->items[middle]->number <= number)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

static void insert(struct shelf *s, struct item *item)
{
    if (s->nitems == s->capacity) {
        s->capacity = s->capacity ? 2 * s->capacity : 256;
        s->items = reallocarray(s->items, s->capacity, sizeof(struct item *));
        if (!s->items)
            memory_exhausted();
    }
    size_t at = place_behind(s, item->number);
    memmove(s->items + at + 1, s->items + at, (s->nitems - at) * sizeof(struct item *));
    s->items[at] = item;
    s->nitems++;
    s->nbytes += item->size_bytes;
    keymap_add(&s->names, &item->keyed);
    if (!item->draft)
        keymap_add(&s->addresses, &item->address.keyed);
}

static void remove_item(struct shelf *s, struct item *item)
{
    size_t at = place_behind(s, item->number) - 1;
    while (s->items[at] != item) /* files that somebody copied may share a number */
        at--;
    memmove(s->items + at, s->items + at + 1, (s->nitems - at - 1) * sizeof(struct item *));
    s->nitems--;
    s->nbytes -= item->size_bytes;
    keymap_remove(&s->names, &item->keyed);
    keymap_remove(&s->addresses, &item->address.keyed);
}

void shelf_item_destroy(struct item *item)
{
    free(item->texts);
    free(item);
}

struct item *shelf_item_create(const struct shelf_post *post, const char *name, uint64_t size_bytes)
{
    struct item *item = zeroed(sizeof *item);
    memcpy(item->keyed.key, name, KEY_HEX);
    shelf_edition(post, item->edition);
    const struct span from[] = {post->site, post->id, post->url};
    struct span *const to[] = {&item->site, &item->id, &item->url};
    char *at = item->texts = zeroed(post->site.n + post->id.n + post->url.n + 1);
    for (size_t i = 0; i < COUNT_OF(from); i++) {
        memcpy(at, from[i].p, from[i].n);
        *to[i] = (struct span){at, from[i].n};
        at += from[i].n;
    }
    item->number = post->number;
    item->draft = post->draft;
    item->size_bytes = size_bytes;
    item->address.item = item;
    address_key(post->url, item->address.keyed.key);
    return item;
}

void shelf_item_tell(const struct item *item, struct arena *a, struct slot *out)
{
    *out = (struct slot){.draft = item->draft, .number = item->number};
    memcpy(out->name, item->keyed.key, sizeof out->name);
    memcpy(out->told, item->told, sizeof out->told);
    memcpy(out->edition, item->edition, sizeof out->edition);
    if (item->nkeys && strcmp(item->noted, item->edition) == 0)
        memcpy(out->key, item->keys[item->nkeys - 1], sizeof out->key);
    if (!a)
        return;
    out->site = arena_copy(a, item->site);
    out->id = arena_copy(a, item->id);
    out->url = arena_copy(a, item->url);
}

void shelf_exchange(struct shelf *s, struct item *old, struct item *new)
{
    pthread_mutex_lock(&s->mutex);
    if (old)
        remove_item(s, old);
    if (new)
        insert(s, new);
    pthread_mutex_unlock(&s->mutex);
}

bool shelf_find(struct shelf *s, const char *name, struct arena *a, struct slot *out)
{
    pthread_mutex_lock(&s->mutex);
    struct item *item = shelf_item(s, name);
    if (item)
        shelf_item_tell(item, a, out);
    pthread_mutex_unlock(&s->mutex);
    return item != NULL;
}

bool shelf_find_url(struct shelf *s, struct span url, struct arena *a, struct slot *out)
{
    char key[KEY_HEX + 1];
    address_key(url, key);
    pthread_mutex_lock(&s->mutex);
    struct address *address = (struct address *)keymap_find(&s->addresses, key);
    if (address)
        shelf_item_tell(address->item, a, out);
    pthread_mutex_unlock(&s->mutex);
    return address != NULL;
}

bool shelf_holds(struct shelf *s, const struct slot *slot)
{
    struct slot now;
    return shelf_find(s, slot->name, NULL, &now) && strcmp(now.edition, slot->edition) == 0;
}

size_t shelf_list(struct shelf *s, struct span site, uint64_t after, struct arena *a, struct slot *out,
                  size_t most)
{
    size_t n = 0;
    pthread_mutex_lock(&s->mutex);
    for (size_t i = place_behind(s, after); i < s->nitems && n < most; i++)
        if (site.n == 0 || span_equal(s->items[i]->site, site))
            shelf_item_tell(s->items[i], a, &out[n++]);
    pthread_mutex_unlock(&s->mutex);
    return n;
}

void shelf_stat(struct shelf *s, struct shelf_stat *out)
{
    pthread_mutex_lock(&s->mutex);
    *out = (struct shelf_stat){s->nitems, s->nbytes, s->nunread, atomic_load(&s->storing)};
    pthread_mutex_unlock(&s->mutex);
}
