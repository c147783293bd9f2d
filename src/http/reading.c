/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/reading.h"

#include <string.h>

#include "http/server.h"

enum { STATUS_UNCHANGED = 304 };

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
        return pool_fetch(s->pool, e->wanted.url, or_standard(e->wanted.sites, s->config->sites),
                          e->former ? &e->former->copy : NULL, page, err);
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

static bool read_post(struct entry *e, const struct wanted *w, const struct fetched *page, struct error *err)
{
    const struct config *config = e->server->config;
    struct read_options options = {
        .voice = or_standard(w->voice, config->voice),
        .language = or_standard(w->language, config->lang),
        .title = w->title,
        .byline = w->byline,
        .lexicon = w->lexicon,
        .lexicon_name = SPAN("lexicon"),
        .speak_title = true,
        .rate_wpm = w->rate_wpm ? w->rate_wpm : (int)config->rate,
        .speed_percent = w->speed_percent,
        .verbatim = w->verbatim,
    };
    struct page_source source = {
        .bytes = buf_span(&page->body),
        .media_type = buf_span(&page->media_type),
        .url = buf_span(&page->url),
        .language = buf_span(&page->language),
    };
    return pool_read(e->server->pool, &e->arena, &source, &options, &e->post, err) &&
           (w->kind != SOURCE_SHELF || note_shelved(e, err));
}

static void page_key(const struct fetched *page, char key[KEY_HEX + 1])
{
    struct digest d;
    digest_init(&d);
    digest_part(&d, buf_span(&page->body));
    digest_part(&d, buf_span(&page->media_type));
    digest_part(&d, buf_span(&page->language));
    digest_part(&d, buf_span(&page->url));
    digest_key(&d, key);
}

/* How to ask for it again. Who only says that nothing has changed need not repeat the rest (RFC 9110, section
 * 15.4.5). */
static void note_page(struct entry *e, const struct fetched *page)
{
    bool repeats = page->status != STATUS_UNCHANGED;
    e->confirmed_ms = watch_now_ms();
    e->max_age_s = page->max_age_s;
    if (repeats || page->etag.n)
        e->copy.etag = arena_copy(&e->arena, buf_span(&page->etag));
    if (repeats || page->last_modified.n)
        e->copy.last_modified = arena_copy(&e->arena, buf_span(&page->last_modified));
    if (repeats)
        e->copy.url = arena_copy(&e->arena, buf_span(&page->url));
}

/* It could not be fetched, and that says nothing of what its author wants. */
static bool may_stand(const struct entry *e, const struct error *err)
{
    int64_t most_ms = 1000 * e->server->config->post_stale_max_s;
    bool out_of_order = err->code == ERROR_FETCH_FAILED || err->code == ERROR_FETCH_STATUS ||
                        err->code == ERROR_TIMEOUT || err->code == ERROR_CRASHED;
    return e->former && e->wanted.kind == SOURCE_URL && out_of_order &&
           watch_now_ms() - e->former->confirmed_ms < most_ms;
}

static enum reading_end read_fetched(struct entry *e, const struct wanted *w, const struct fetched *page,
                                     struct error *err)
{
    page_key(page, e->page_key);
    bool same =
        e->former && (page->status == STATUS_UNCHANGED || strcmp(e->page_key, e->former->page_key) == 0);
    if (same)
        entry_take_over(e);
    else if (!read_post(e, w, page, err))
        return READING_FAILED;
    note_page(e, page);
    return same ? READING_UNCHANGED : READING_NEW;
}

enum reading_end reading_read(struct entry *e, struct error *err)
{
    enum reading_end reading = READING_FAILED;
    struct fetched page = {.max_age_s = -1};
    struct wanted w = e->wanted;
    if (w.kind == SOURCE_SHELF ? read_shelved(e, &w, &page, err) : read_source(e, &page, err))
        reading = read_fetched(e, &w, &page, err);
    else if (may_stand(e, err)) {
        entry_take_over(e);
        e->stale = true;
        reading = READING_STALE;
    }
    fetched_finish(&page);
    return reading;
}
