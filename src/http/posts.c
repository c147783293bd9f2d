/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/posts.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "http/memory.h"
#include "http/server.h"

/* An arena's first chunk and the entry itself, whatever is in them. */
enum { ENTRY_BYTES = 72 * 1024 };

struct posts {
    pthread_mutex_t mutex;
    struct keymap wanted, audio;
    struct entry *newest, *oldest;
    uint64_t nbytes, most_bytes;
};

struct posts *posts_create(uint64_t most_bytes)
{
    struct posts *p = zeroed(sizeof *p);
    pthread_mutex_init(&p->mutex, NULL);
    p->most_bytes = most_bytes;
    return p;
}

/* The rest of this file's static functions hold the mutex, but for the reading itself. */
static void drop(struct entry *e)
{
    if (--e->nreferences)
        return;
    waiters_finish(&e->waiters);
    arena_finish(&e->arena);
    free(e);
}

static void unlink_entry(struct posts *p, struct entry *e)
{
    *(e->newer ? &e->newer->older : &p->newest) = e->older;
    *(e->older ? &e->older->newer : &p->oldest) = e->newer;
    e->newer = e->older = NULL;
}

static void link_newest(struct posts *p, struct entry *e)
{
    e->older = p->newest;
    *(p->newest ? &p->newest->newer : &p->oldest) = e;
    p->newest = e;
}

static void unlist(struct posts *p, struct entry *e)
{
    keymap_remove(&p->wanted, &e->keyed);
    keymap_remove(&p->audio, &e->audio.keyed);
    unlink_entry(p, e);
    p->nbytes -= e->counted_bytes;
    drop(e);
}

void posts_destroy(struct posts *p)
{
    while (p->oldest)
        unlist(p, p->oldest);
    pthread_mutex_destroy(&p->mutex);
    free(p);
}

static void count_bytes(struct posts *p, struct entry *e)
{
    p->nbytes -= e->counted_bytes;
    e->counted_bytes = ENTRY_BYTES + e->arena.used_bytes;
    p->nbytes += e->counted_bytes;
    unlink_entry(p, e);
    link_newest(p, e);
    while (p->nbytes > p->most_bytes && p->oldest != e)
        unlist(p, p->oldest);
}

struct span wanted_lane(const struct wanted *w)
{
    bool of_a_site = w->kind == SOURCE_URL || w->kind == SOURCE_SHELF;
    return of_a_site ? page_url_host(w->url) : w->client;
}

static void wanted_key(const struct wanted *w, char key[KEY_HEX + 1])
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

/* ---- reading, on a thread of server.readers, without the mutex */

static bool read_demo(struct entry *e, struct fetched *page, struct error *err)
{
    struct buf path = BUF_EMPTY;
    bool ok = config_data_path(e->server->config, "web-widget/demo/index.html", &path, err) &&
              file_read(path.p, (size_t)e->server->config->page_max_bytes, &page->body, err);
    buf_add_text(&page->media_type, "text/html; charset=utf-8");
    buf_finish(&path);
    return ok;
}

static struct span or_standard(struct span value, const char *standard)
{
    return value.n ? value : span_of(standard);
}

static bool read_source(struct entry *e, struct fetched *page, struct error *err)
{
    struct server *s = e->server;
    switch (e->wanted.kind) {
    case SOURCE_URL:
        return pool_fetch(s->pool, e->wanted.url, or_standard(e->wanted.sites, s->config->sites), page, err);
    case SOURCE_DEMO:
        return read_demo(e, page, err);
    default:
        buf_add_span(&page->body, e->wanted.bytes);
        buf_add_span(&page->media_type, e->wanted.media_type);
        return true;
    }
}

/* The shelf knows of the post what else a request tells. */
static bool read_shelved(struct entry *e, struct wanted *w, struct fetched *page, struct error *err)
{
    char name[KEY_HEX + 1] = "";
    struct shelf_post post;
    memcpy(name, e->wanted.bytes.p, KEY_HEX);
    if (!shelf_load(e->server->shelf, name, &e->arena, &post, err))
        return false;
    w->voice = post.voice;
    w->language = post.language;
    w->title = post.title;
    w->byline = post.byline;
    w->lexicon = post.lexicon;
    w->rate_wpm = post.rate_wpm;
    buf_add_span(&page->body, post.bytes);
    buf_add_span(&page->media_type, post.media_type);
    buf_add_span(&page->url, post.url);
    return true;
}

/* From now on the audio of this text may exist, so the shelf must know of it: or nothing is read, when the
 * post was taken or changed meanwhile. */
static bool note_shelved(struct entry *e, struct error *err)
{
    struct slot slot = {0};
    memcpy(slot.name, e->wanted.bytes.p, KEY_HEX);
    memcpy(slot.edition, e->wanted.bytes.p + KEY_HEX, KEY_HEX);
    return shelf_note(e->server->shelf, &slot, e->post.key) ||
           error_set(err, ERROR_NOT_FOUND, "the post was taken or changed");
}

static bool read_post(struct entry *e, struct error *err)
{
    const struct config *config = e->server->config;
    struct fetched page = {0};
    struct wanted w = e->wanted;
    bool shelved = w.kind == SOURCE_SHELF;
    bool ok = shelved ? read_shelved(e, &w, &page, err) : read_source(e, &page, err);
    struct read_options options = {
        .voice = or_standard(w.voice, config->voice),
        .language = or_standard(w.language, config->lang),
        .title = w.title,
        .byline = w.byline,
        .lexicon = w.lexicon,
        .lexicon_name = SPAN("lexicon"),
        .speak_title = true,
        .rate_wpm = w.rate_wpm ? w.rate_wpm : (int)config->rate,
        .speed_percent = w.speed_percent,
        .verbatim = w.verbatim,
    };
    struct page_source source = {
        .bytes = buf_span(&page.body),
        .media_type = buf_span(&page.media_type),
        .url = buf_span(&page.url),
        .language = buf_span(&page.language),
    };
    ok = ok && pool_read(e->server->pool, &e->arena, &source, &options, &e->post, err);
    fetched_finish(&page);
    return ok && (!shelved || note_shelved(e, err));
}

/* Several readings may lead to one audio, with other words in the request; the newest is found first. */
static void list_audio(struct posts *p, struct entry *e)
{
    e->audio.entry = e;
    for (size_t i = 0; i <= KEY_HEX; i++)
        e->audio.keyed.key[i] = e->post.key[i];
    keymap_add(&p->audio, &e->audio.keyed);
}

static bool is_listed(const struct posts *p, const struct entry *e)
{
    return e->newer || e->older || p->newest == e;
}

static void read_entry(void *arg)
{
    struct entry *e = arg;
    struct server *s = e->server;
    struct posts *p = s->posts;
    struct error err = {0};
    bool ok = !atomic_load(&s->stopping) ? read_post(e, &err) : error_set(&err, ERROR_CANCELLED, "stopping");
    metrics_count(&s->metrics, ok ? COUNT_posts_read : COUNT_posts_unread);
    if (!ok)
        log_info("reading failed: %s: %s", error_name(err.code), err.detail);
    pthread_mutex_lock(&p->mutex);
    e->fresh_until_ms = watch_now_ms() + 1000 * (ok ? s->config->post_fresh_s : s->config->failure_fresh_s);
    if (is_listed(p, e)) {
        if (ok)
            list_audio(p, e);
        count_bytes(p, e);
    }
    pthread_mutex_unlock(&p->mutex);
    waiters_lock(&e->waiters);
    e->error = err;
    e->state = ok ? ENTRY_READ : ENTRY_FAILED;
    waiters_wake_all(&e->waiters);
    waiters_unlock(&e->waiters);
    entry_drop(s, e);
}

/* ---- */

static struct entry *create(struct server *s, const struct wanted *w, const char *key)
{
    struct entry *e = zeroed(sizeof *e);
    e->server = s;
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

static bool is_fresh(const struct entry *e)
{
    bool unchanging = (e->wanted.kind == SOURCE_BYTES || e->wanted.kind == SOURCE_SHELF) && e->audio.entry;
    return e->fresh_until_ms == 0 || unchanging || watch_now_ms() < e->fresh_until_ms;
}

struct entry *posts_want(struct server *s, const struct wanted *wanted)
{
    struct posts *p = s->posts;
    char key[KEY_HEX + 1];
    wanted_key(wanted, key);
    pthread_mutex_lock(&p->mutex);
    struct entry *e = (struct entry *)keymap_find(&p->wanted, key);
    if (e && is_fresh(e)) {
        e->nreferences++;
        unlink_entry(p, e);
        link_newest(p, e);
        pthread_mutex_unlock(&p->mutex);
        return e;
    }
    if (e) /* its audio can still be asked for */
        keymap_remove(&p->wanted, &e->keyed);
    e = create(s, wanted, key);
    e->nreferences = 3; /* the list, the reading thread, the caller */
    keymap_add(&p->wanted, &e->keyed);
    link_newest(p, e);
    count_bytes(p, e);
    if (!queue_add(s->readers, (struct turn){wanted_lane(&e->wanted), false}, read_entry, e)) {
        metrics_count(&s->metrics, COUNT_busy);
        e->nreferences = 1;
        unlist(p, e);
        e = NULL;
    }
    pthread_mutex_unlock(&p->mutex);
    return e;
}

bool posts_know(struct server *s, const struct wanted *wanted)
{
    char key[KEY_HEX + 1];
    wanted_key(wanted, key);
    pthread_mutex_lock(&s->posts->mutex);
    const struct entry *e = (const struct entry *)keymap_find(&s->posts->wanted, key);
    bool known = e && is_fresh(e);
    pthread_mutex_unlock(&s->posts->mutex);
    return known;
}

struct entry *posts_by_audio(struct server *s, const char *key)
{
    pthread_mutex_lock(&s->posts->mutex);
    struct audio_key *found = (struct audio_key *)keymap_find(&s->posts->audio, key);
    struct entry *e = found ? found->entry : NULL;
    if (e)
        e->nreferences++;
    pthread_mutex_unlock(&s->posts->mutex);
    return e;
}

void posts_forget(struct server *s, const struct wanted *wanted)
{
    struct posts *p = s->posts;
    char key[KEY_HEX + 1];
    wanted_key(wanted, key);
    pthread_mutex_lock(&p->mutex);
    struct entry *e = (struct entry *)keymap_find(&p->wanted, key);
    if (e)
        unlist(p, e);
    pthread_mutex_unlock(&p->mutex);
}

void posts_forget_audio(struct server *s, const char *key)
{
    struct posts *p = s->posts;
    struct audio_key *found;
    pthread_mutex_lock(&p->mutex);
    while ((found = (struct audio_key *)keymap_find(&p->audio, key)))
        unlist(p, found->entry);
    pthread_mutex_unlock(&p->mutex);
}

struct entry *entry_hold(struct server *s, struct entry *e)
{
    pthread_mutex_lock(&s->posts->mutex);
    e->nreferences++;
    pthread_mutex_unlock(&s->posts->mutex);
    return e;
}

void entry_drop(struct server *s, struct entry *e)
{
    pthread_mutex_lock(&s->posts->mutex);
    drop(e);
    pthread_mutex_unlock(&s->posts->mutex);
}
