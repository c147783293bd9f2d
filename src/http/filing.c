/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/filing.h"

#include <stdlib.h>
#include <string.h>

#include "http/finished.h"
#include "http/memory.h"
#include "http/press.h"
#include "http/server.h"
#include "http/wanted.h"

bool filing_forget_audio(void *server, const char *key)
{
    struct server *s = server;
    making_forget(s, key);
    posts_forget_audio(s, key);
    return finished_forget(s, key);
}

void filing_drop(struct filing *f)
{
    if (!f || atomic_fetch_sub(&f->nreferences, 1) != 1)
        return;
    waiters_finish(&f->waiters);
    arena_finish(&f->arena);
    free(f);
}

static bool put(struct filing *f, struct slot *slot, enum shelf_change *change, struct error *err)
{
    struct server *s = f->server;
    if (!shelf_put(s->shelf, &f->post, change, slot, err))
        return false;
    slot->site = f->post.site;
    slot->id = f->post.id;
    slot->url = f->post.url;
    if (slot->draft)
        press_drop(s->press, slot->name);
    else
        press_add(s->press, slot->name, slot->site);
    return true;
}

static bool take(struct filing *f, struct error *err)
{
    struct server *s = f->server;
    struct slot slot;
    bool found = shelf_find(s->shelf, f->name, &f->arena, &slot);
    if (!shelf_take(s->shelf, f->name, err))
        return false;
    press_drop(s->press, f->name);
    if (found) { /* it may be being read */
        struct wanted wanted = wanted_shelved(&f->arena, &slot);
        posts_forget(s, &wanted);
    }
    return true;
}

static void work(void *arg)
{
    struct filing *f = arg;
    struct error err = {0};
    struct slot slot = {0};
    enum shelf_change change = SHELF_SAME;
    bool ok = f->takes ? take(f, &err) : put(f, &slot, &change, &err);
    if (!ok && err.code != ERROR_NOT_FOUND)
        log_warn("a post was not %s: %s: %s", f->takes ? "deleted" : "accepted", error_name(err.code),
                 err.detail);
    waiters_lock(&f->waiters);
    f->error = err;
    f->change = change;
    f->slot = slot;
    f->done = true;
    waiters_wake_all(&f->waiters);
    waiters_unlock(&f->waiters);
    filing_drop(f);
}

static struct filing *create(struct server *s)
{
    struct filing *f = zeroed(sizeof *f);
    f->server = s;
    atomic_init(&f->nreferences, 2); /* the thread, the caller */
    arena_init(&f->arena);
    waiters_init(&f->waiters);
    return f;
}

static struct filing *begin(struct filing *f)
{
    if (queue_add(f->server->filers, (struct turn){SPAN(""), false}, work, f))
        return f;
    metrics_count(&f->server->metrics, COUNT_busy);
    filing_drop(f);
    filing_drop(f);
    return NULL;
}

struct filing *filing_put(struct server *s, const struct shelf_post *post)
{
    struct filing *f = create(s);
    struct span *const texts[] = {&f->post.site,       &f->post.id,     &f->post.url,    &f->post.bytes,
                                  &f->post.media_type, &f->post.title,  &f->post.byline, &f->post.language,
                                  &f->post.voice,      &f->post.lexicon};
    f->post = *post;
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        *texts[i] = arena_copy(&f->arena, *texts[i]);
    return begin(f);
}

struct filing *filing_take(struct server *s, const char *name)
{
    struct filing *f = create(s);
    f->takes = true;
    memcpy(f->name, name, sizeof f->name);
    return begin(f);
}
