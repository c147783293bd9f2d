/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cache/index.h"

#include <stdlib.h>
#include <string.h>

enum { SLOTS_FIRST = 1024 };

void index_init(struct index *x)
{
    *x = (struct index){.nslots = SLOTS_FIRST};
    x->slots = calloc(x->nslots, sizeof(struct entry *));
}

void index_finish(struct index *x)
{
    for (struct entry *e = x->newest, *older; e; e = older) {
        older = e->older;
        free(e);
    }
    free(x->slots);
    *x = (struct index){0};
}

/* A key is a SHA-256 in hexadecimal: any of its digits spread evenly. */
static struct entry **slot_of(const struct index *x, const char *key)
{
    size_t h = 0;
    for (int i = 0; i < 12; i++)
        h = h * 16 + (size_t)(key[i] <= '9' ? key[i] - '0' : key[i] - 'a' + 10);
    return &x->slots[h & (x->nslots - 1)];
}

static void link_newest(struct index *x, struct entry *e)
{
    e->newer = NULL;
    e->older = x->newest;
    if (x->newest)
        x->newest->newer = e;
    else
        x->oldest = e;
    x->newest = e;
}

static void unlink_entry(struct index *x, struct entry *e)
{
    *(e->newer ? &e->newer->older : &x->newest) = e->older;
    *(e->older ? &e->older->newer : &x->oldest) = e->newer;
}

static void widen(struct index *x)
{
    free(x->slots);
    x->nslots *= 2;
    x->slots = calloc(x->nslots, sizeof(struct entry *));
    for (struct entry *e = x->newest; e; e = e->older) {
        struct entry **slot = slot_of(x, e->key);
        e->collide = *slot;
        *slot = e;
    }
}

struct entry *index_find(struct index *x, enum cache_kind kind, const char *key)
{
    struct entry *e = *slot_of(x, key);
    while (e && (e->kind != kind || strcmp(e->key, key) != 0))
        e = e->collide;
    return e;
}

struct entry *index_add(struct index *x, enum cache_kind kind, const char *key)
{
    struct entry *e = index_find(x, kind, key);
    if (e) {
        index_use(x, e);
        return e;
    }
    if (x->nentries >= x->nslots)
        widen(x);
    e = calloc(1, sizeof *e);
    e->kind = kind;
    memcpy(e->key, key, KEY_HEX);
    struct entry **slot = slot_of(x, key);
    e->collide = *slot;
    *slot = e;
    link_newest(x, e);
    x->nentries++;
    return e;
}

void index_resize(struct index *x, struct entry *e, uint64_t size_bytes)
{
    x->nbytes += size_bytes - e->size_bytes;
    e->size_bytes = size_bytes;
}

void index_use(struct index *x, struct entry *e)
{
    unlink_entry(x, e);
    link_newest(x, e);
}

void index_remove(struct index *x, struct entry *e)
{
    struct entry **at = slot_of(x, e->key);
    while (*at != e)
        at = &(*at)->collide;
    *at = e->collide;
    unlink_entry(x, e);
    x->nbytes -= e->size_bytes;
    x->nentries--;
    free(e);
}
