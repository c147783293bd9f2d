/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/entry.h"

#include <stdlib.h>
#include <string.h>

#include "http/memory.h"

/* An arena's first chunk and the entry itself, whatever is in them. */
enum { ENTRY_BYTES = 72 * 1024 };

struct span wanted_lane(const struct wanted *w)
{
    bool of_a_site = w->kind == SOURCE_URL || w->kind == SOURCE_SHELF;
    return of_a_site ? page_url_host(w->url) : w->client;
}

void wanted_key(const struct wanted *w, char key[KEY_HEX + 1])
{
    struct digest d;
    digest_init(&d);
    digest_number(&d, w->kind);
    digest_part(&d, w->url);
    digest_part(&d, w->bytes);
    digest_part(&d, w->media_type);
    digest_part(&d, w->voice);
    digest_part(&d, w->language);
    digest_part(&d, w->title);
    digest_part(&d, w->lexicon);
    digest_number(&d, w->rate_wpm);
    digest_number(&d, w->speed_percent);
    digest_number(&d, w->verbatim);
    digest_key(&d, key);
}

struct entry *entry_create(struct server *s, const struct wanted *w, const char *key)
{
    struct entry *e = zeroed(sizeof *e);
    e->server = s;
    e->nreferences = 1;
    for (size_t i = 0; i < KEY_HEX; i++)
        e->keyed.key[i] = key[i];
    arena_init(&e->arena);
    waiters_init(&e->waiters);
    e->wanted = *w;
    e->wanted.url = arena_copy(&e->arena, w->url);
    e->wanted.client = arena_copy(&e->arena, w->client);
    e->wanted.sites = arena_copy(&e->arena, w->sites);
    e->wanted.bytes = arena_copy(&e->arena, w->bytes);
    e->wanted.media_type = arena_copy(&e->arena, w->media_type);
    e->wanted.voice = arena_copy(&e->arena, w->voice);
    e->wanted.language = arena_copy(&e->arena, w->language);
    e->wanted.title = arena_copy(&e->arena, w->title);
    e->wanted.lexicon = arena_copy(&e->arena, w->lexicon);
    return e;
}

struct entry *entry_hold(struct entry *e)
{
    atomic_fetch_add(&e->nreferences, 1);
    return e;
}

void entry_drop(struct entry *e)
{
    if (atomic_fetch_sub(&e->nreferences, 1) != 1)
        return;
    if (e->owner)
        entry_drop(e->owner);
    waiters_finish(&e->waiters);
    arena_finish(&e->arena);
    free(e);
}

void entry_take_over(struct entry *e)
{
    const struct entry *former = e->former;
    e->owner = entry_hold(former->owner ? former->owner : e->former);
    e->post = former->post;
    e->duration_ms = atomic_load(&former->duration_ms);
    e->confirmed_ms = former->confirmed_ms;
    e->copy.url = arena_copy(&e->arena, former->copy.url);
    e->copy.etag = arena_copy(&e->arena, former->copy.etag);
    e->copy.last_modified = arena_copy(&e->arena, former->copy.last_modified);
    memcpy(e->page_key, former->page_key, sizeof e->page_key);
}

size_t entry_bytes(const struct entry *e)
{
    return ENTRY_BYTES + e->arena.used_bytes + (e->owner ? entry_bytes(e->owner) : 0);
}

void entry_settle(struct entry *e, const struct error *err)
{
    waiters_lock(&e->waiters);
    e->error = *err;
    e->state = err->code == ERROR_NONE ? ENTRY_READ : ENTRY_FAILED;
    waiters_wake_all(&e->waiters);
    waiters_unlock(&e->waiters);
}
