/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/shelf.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "http/shelf_index.h"

/* 'changing' is held by all functions that are static here, so items do not change under their feet. */

/* Another post may have the same text: then the audio is its audio, too. */
static bool is_shared(struct shelf *s, const struct item *item, const char *key)
{
    for (size_t i = 0; i < s->nitems; i++)
        for (size_t k = 0; s->items[i] != item && k < s->items[i]->nkeys; k++)
            if (strcmp(s->items[i]->keys[k], key) == 0)
                return true;
    return false;
}

/* What can be forgotten is, even when something cannot. */
static bool forget_audio(struct shelf *s, const struct item *item)
{
    int cause = 0;
    for (size_t i = 0; i < item->nkeys; i++)
        if (!is_shared(s, item, item->keys[i]) && !s->forget.audio(s->forget.arg, item->keys[i]))
            cause = errno;
    errno = cause;
    return cause == 0;
}

bool shelf_disk_took(struct shelf *s, bool ok, const char *detail)
{
    bool before = atomic_exchange(&s->storing, ok);
    if (before && !ok)
        log_error("shelf: %s cannot be written (%s); posts are refused until it can", s->folder, detail);
    else if (ok && !before)
        log_warn("shelf: %s can be written again", s->folder);
    return ok;
}

static bool remove_file(const char *folder, const char *name, enum shelf_kind kind)
{
    struct buf path = BUF_EMPTY;
    shelf_path(folder, name, kind, &path);
    bool ok = unlink(path.p) == 0 || errno == ENOENT;
    buf_finish(&path);
    return ok;
}

static bool has_room(const struct shelf *s, const struct item *old, uint64_t size_bytes, struct error *err)
{
    uint64_t freed = old ? old->size_bytes : 0;
    if (!old && s->nitems >= s->limits.posts)
        return error_set(err, ERROR_STORE_FULL, "%zu posts", s->nitems);
    if (s->nbytes - freed + size_bytes > s->limits.bytes)
        return error_set(err, ERROR_STORE_FULL, "%llu bytes", (unsigned long long)s->nbytes);
    return true;
}

/* A write may fail when the file has its name already, which a power cut might take back: that of a post
 * nobody was told of is removed; one that replaced another is written again when its client tries again. */
static void undo_write(struct shelf *s, const char *name, struct span written, struct item *old)
{
    struct buf bytes = BUF_EMPTY;
    struct span body;
    if (old)
        old->doubtful = true;
    else if (shelf_file_read(s->folder, name, SHELF_POST, &bytes, &body) == SHELF_GOOD &&
             span_equal(body, written))
        remove_file(s->folder, name, SHELF_POST);
    buf_finish(&bytes);
}

/* Once the file is written the post is accepted; nothing may fail any more. */
static struct item *write_post(struct shelf *s, const struct shelf_post *post, const char *name,
                               struct item *old, struct error *err)
{
    struct shelf_post numbered = *post;
    struct buf body = BUF_EMPTY;
    struct item *item = NULL;
    /* A number is used up even when the write fails: what failed may be found at the next start. */
    numbered.number = old ? old->number : ++s->last_number;
    shelf_post_put(&numbered, &body);
    if (has_room(s, old, body.n, err)) {
        if (shelf_disk_took(s, shelf_file_write(s->folder, name, SHELF_POST, buf_span(&body), err),
                            err->detail))
            item = shelf_item_create(&numbered, name, body.n);
        else
            undo_write(s, name, buf_span(&body), old);
    }
    buf_finish(&body);
    if (item && old) {
        memcpy(item->keys, old->keys, sizeof item->keys);
        item->nkeys = old->nkeys;
        memcpy(item->noted, old->noted, sizeof item->noted);
        memcpy(item->told, old->told, sizeof item->told);
    }
    return item;
}

bool shelf_put(struct shelf *s, const struct shelf_post *post, enum shelf_change *change, struct slot *out,
               struct error *err)
{
    char name[KEY_HEX + 1], edition[KEY_HEX + 1];
    shelf_name(post->site, post->id, name);
    shelf_edition(post, edition);
    pthread_mutex_lock(&s->changing);
    struct item *old = shelf_item(s, name), *item = old;
    *change = !old ? SHELF_NEW : strcmp(old->edition, edition) == 0 ? SHELF_SAME : SHELF_CHANGED;
    if (old && old->doubtful)
        *change = SHELF_CHANGED;
    if (*change != SHELF_SAME && (item = write_post(s, post, name, old, err))) {
        shelf_exchange(s, old, item);
        if (old)
            shelf_item_destroy(old);
        item->doubtful = item->draft && !forget_audio(s, item);
        if (item->doubtful)
            error_set(err, ERROR_OUTPUT, "a draft's audio: %s", strerror(errno));
    }
    bool ok = item && !item->doubtful;
    if (ok)
        shelf_item_tell(item, NULL, out);
    pthread_mutex_unlock(&s->changing);
    return ok;
}

/* First nobody finds it any more, then its audio is gone, then its text: whoever is told so can rely on it,
 * and after a crash in between it is still here to be taken. */
static bool take(struct shelf *s, struct item *item, struct error *err)
{
    const char *name = item->keyed.key;
    shelf_exchange(s, item, NULL);
    bool ok = forget_audio(s, item) && remove_file(s->folder, name, SHELF_POST) &&
              remove_file(s->folder, name, SHELF_KEYS) && file_sync_folder(s->folder);
    const char *detail = ok ? "" : strerror(errno);
    if (shelf_disk_took(s, ok, detail)) {
        shelf_item_destroy(item);
        return true;
    }
    item->doubtful = true;
    shelf_exchange(s, NULL, item);
    return error_set(err, ERROR_OUTPUT, "%s/%s: %s", s->folder, name, detail);
}

/* A post that could not be read when the server started may be there at its next start. */
static bool refuse_to_take(const struct shelf *s, const char *name, struct error *err)
{
    struct buf path = BUF_EMPTY;
    shelf_path(s->folder, name, SHELF_POST, &path);
    bool there = s->nunread && (access(path.p, F_OK) == 0 || errno != ENOENT);
    buf_finish(&path);
    return there ? error_set(err, ERROR_OUTPUT, "%s could not be read at the start", name)
                 : error_set(err, ERROR_NOT_FOUND, "no such post");
}

bool shelf_take(struct shelf *s, const char *name, struct error *err)
{
    pthread_mutex_lock(&s->changing);
    struct item *item = shelf_item(s, name);
    bool ok = item ? take(s, item, err) : refuse_to_take(s, name, err);
    pthread_mutex_unlock(&s->changing);
    return ok;
}

/* The key comes to the end, wherever it was. */
static void add_key(struct item *item, const char *key)
{
    size_t i = 0;
    while (i < item->nkeys && strcmp(item->keys[i], key) != 0)
        i++;
    if (i < item->nkeys)
        memmove(item->keys[i], item->keys[i + 1], (--item->nkeys - i) * sizeof item->keys[0]);
    memcpy(item->keys[item->nkeys++], key, KEY_HEX + 1);
    memcpy(item->noted, item->edition, sizeof item->noted);
}

static void write_keys(struct shelf *s, const struct item *item)
{
    struct buf body = BUF_EMPTY;
    struct error err = {0};
    buf_printf(&body, "%s\n%s\n", item->noted, item->told);
    for (size_t i = 0; i < item->nkeys; i++)
        buf_printf(&body, "%s\n", item->keys[i]);
    bool ok = shelf_file_write(s->folder, item->keyed.key, SHELF_KEYS, buf_span(&body), &err);
    if (!shelf_disk_took(s, ok, err.detail))
        log_warn("shelf: %s", err.detail);
    buf_finish(&body);
}

static void note(struct shelf *s, struct item *item, const char *key)
{
    char oldest[KEY_HEX + 1] = "";
    pthread_mutex_lock(&s->mutex);
    add_key(item, key);
    if (item->nkeys > SHELF_KEYS_KEPT) {
        memcpy(oldest, item->keys[0], sizeof oldest);
        memmove(item->keys[0], item->keys[1], --item->nkeys * sizeof item->keys[0]);
    }
    pthread_mutex_unlock(&s->mutex);
    write_keys(s, item);
    if (oldest[0] && !is_shared(s, item, oldest))
        s->forget.audio(s->forget.arg, oldest);
}

static bool is_noted(const struct item *item, const char *key)
{
    return item->nkeys && strcmp(item->keys[item->nkeys - 1], key) == 0 &&
           strcmp(item->noted, item->edition) == 0;
}

bool shelf_note(struct shelf *s, const struct slot *slot, const char *key)
{
    pthread_mutex_lock(&s->changing);
    struct item *item = shelf_item(s, slot->name);
    bool here = item && !item->draft && strcmp(item->edition, slot->edition) == 0;
    if (here && !is_noted(item, key))
        note(s, item, key);
    pthread_mutex_unlock(&s->changing);
    return here;
}

void shelf_tell(struct shelf *s, const char *name, const char *message)
{
    pthread_mutex_lock(&s->changing);
    struct item *item = shelf_item(s, name);
    if (item) {
        pthread_mutex_lock(&s->mutex);
        memcpy(item->told, message, sizeof item->told);
        pthread_mutex_unlock(&s->mutex);
        write_keys(s, item);
    }
    pthread_mutex_unlock(&s->changing);
}

bool shelf_load(struct shelf *s, const char *name, struct arena *a, struct shelf_post *out, struct error *err)
{
    struct buf bytes = BUF_EMPTY;
    struct span body;
    enum shelf_reading reading = shelf_file_read(s->folder, name, SHELF_POST, &bytes, &body);
    bool ok = reading == SHELF_GOOD && shelf_post_get(arena_copy(a, body), out);
    buf_finish(&bytes);
    if (!ok)
        error_set(err, reading == SHELF_ABSENT ? ERROR_NOT_FOUND : ERROR_INTERNAL, "shelf: %s", name);
    return ok;
}
