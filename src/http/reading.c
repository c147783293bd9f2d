/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/reading.h"

#include <string.h>

#include "http/server.h"

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
        return pool_fetch(s->pool, e->wanted.url, or_standard(e->wanted.sites, s->config->sites), NULL, page, err);
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

bool reading_read(struct entry *e, struct error *err)
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
