/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cache/cache.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cache/folder.h"
#include "cache/record.h"

/* A file's time of use is written down at most so often: it orders files after a restart, nothing more. */
enum { TOUCH_S = 600 };

struct cache {
    char *folder;
    uint64_t max_bytes;
    pthread_mutex_t lock; /* of what follows; never held while a file is read or written */
    struct index index;
    struct cache_stat stat;
};

struct cache *cache_open(const char *folder, uint64_t max_bytes, struct error *err)
{
    if (max_bytes && !folder_make(folder, err))
        return NULL;
    struct cache *c = calloc(1, sizeof *c);
    c->folder = strdup(folder);
    c->max_bytes = max_bytes;
    c->stat.storing = true;
    pthread_mutex_init(&c->lock, NULL);
    index_init(&c->index);
    if (max_bytes)
        folder_scan(folder, &c->index);
    return c;
}

void cache_close(struct cache *c)
{
    index_finish(&c->index);
    pthread_mutex_destroy(&c->lock);
    free(c->folder);
    free(c);
}

static void remove_file(struct cache *c, enum cache_kind kind, const char *key)
{
    struct buf path = BUF_EMPTY;
    folder_path(c->folder, kind, key, &path);
    unlink(path.p);
    buf_finish(&path);
}

/* Under the lock. */
static void forget(struct cache *c, enum cache_kind kind, const char *key)
{
    struct entry *e = index_find(&c->index, kind, key);
    if (e)
        index_remove(&c->index, e);
}

/* Under the lock: until no more than 'most' bytes are kept. */
static void evict(struct cache *c, uint64_t most)
{
    while (c->index.nbytes > most && c->index.oldest) {
        struct entry *e = c->index.oldest;
        remove_file(c, e->kind, e->key);
        index_remove(&c->index, e);
        c->stat.evicted++;
    }
}

/* ---- looking up ---- */

static bool is_verified(struct cache *c, enum cache_kind kind, const char *key)
{
    pthread_mutex_lock(&c->lock);
    const struct entry *e = index_find(&c->index, kind, key);
    bool verified = e && e->verified;
    pthread_mutex_unlock(&c->lock);
    return verified;
}

static void note_hit(struct cache *c, enum cache_kind kind, const char *key, int fd, uint64_t body_bytes)
{
    int64_t now = time(NULL);
    pthread_mutex_lock(&c->lock);
    struct entry *e = index_add(&c->index, kind, key); /* it may be another process's */
    index_resize(&c->index, e, RECORD_HEADER + body_bytes);
    e->verified = true;
    bool touch = now - e->used_s > TOUCH_S;
    if (touch)
        e->used_s = now;
    c->stat.hits++;
    pthread_mutex_unlock(&c->lock);
    if (touch)
        futimens(fd, NULL);
}

static void note_miss(struct cache *c, enum cache_kind kind, const char *key, bool damaged)
{
    if (damaged) {
        log_warn("cache: %s %s is damaged and was removed", cache_kind_folders[kind], key);
        remove_file(c, kind, key);
    }
    pthread_mutex_lock(&c->lock);
    forget(c, kind, key);
    c->stat.misses++;
    c->stat.damaged += damaged;
    pthread_mutex_unlock(&c->lock);
}

int cache_get_fd(struct cache *c, enum cache_kind kind, const char *key, uint64_t *offset,
                 uint64_t *size_bytes)
{
    if (c->max_bytes == 0 || !key_valid(span_of(key)))
        return -1;
    bool verified = is_verified(c, kind, key);
    struct buf path = BUF_EMPTY;
    folder_path(c->folder, kind, key, &path);
    int fd = open(path.p, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    buf_finish(&path);
    enum record_state state = fd < 0 ? RECORD_ABSENT : record_check(fd, kind, key, !verified, size_bytes);
    *offset = RECORD_HEADER;
    if (state == RECORD_GOOD) {
        note_hit(c, kind, key, fd, *size_bytes);
        return fd;
    }
    note_miss(c, kind, key, state == RECORD_DAMAGED);
    if (fd >= 0)
        close(fd);
    return -1;
}

bool cache_get(struct cache *c, enum cache_kind kind, const char *key, struct buf *out)
{
    uint64_t offset, left;
    size_t before = out->n;
    int fd = cache_get_fd(c, kind, key, &offset, &left);
    if (fd < 0)
        return false;
    while (left) {
        ssize_t got = pread(fd, buf_reserve(out, left), left, (off_t)offset);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        out->n += (size_t)got;
        offset += (uint64_t)got;
        left -= (uint64_t)got;
    }
    close(fd);
    if (left)
        out->n = before; /* an error of the device: absent this time */
    buf_add(out, "", 0);
    return left == 0;
}

bool cache_has(struct cache *c, enum cache_kind kind, const char *key)
{
    if (c->max_bytes == 0 || !key_valid(span_of(key)))
        return false;
    struct buf path = BUF_EMPTY;
    folder_path(c->folder, kind, key, &path);
    bool has = access(path.p, R_OK) == 0;
    buf_finish(&path);
    return has;
}

void cache_remove(struct cache *c, enum cache_kind kind, const char *key)
{
    if (c->max_bytes == 0 || !key_valid(span_of(key)))
        return;
    remove_file(c, kind, key);
    pthread_mutex_lock(&c->lock);
    forget(c, kind, key);
    pthread_mutex_unlock(&c->lock);
}

/* ---- storing ---- */

static void note_stored(struct cache *c, enum cache_kind kind, const char *key, uint64_t file_bytes)
{
    pthread_mutex_lock(&c->lock);
    struct entry *e = index_add(&c->index, kind, key);
    index_resize(&c->index, e, file_bytes);
    e->verified = false;
    e->used_s = time(NULL);
    bool again = !c->stat.storing;
    c->stat.storing = true;
    c->stat.stored++;
    evict(c, c->max_bytes);
    pthread_mutex_unlock(&c->lock);
    if (again)
        log_warn("cache: %s can be written again", c->folder);
}

static void note_failed(struct cache *c, int cause)
{
    pthread_mutex_lock(&c->lock);
    bool first = c->stat.storing;
    c->stat.storing = false;
    c->stat.store_errors++;
    pthread_mutex_unlock(&c->lock);
    if (first)
        log_error("cache: %s cannot be written (%s); nothing is kept until it can", c->folder,
                  strerror(cause));
}

static void make_room(struct cache *c, uint64_t bytes)
{
    pthread_mutex_lock(&c->lock);
    evict(c, c->index.nbytes > bytes ? c->index.nbytes - bytes : 0);
    pthread_mutex_unlock(&c->lock);
}

bool cache_put(struct cache *c, enum cache_kind kind, const char *key, struct span bytes)
{
    uint64_t file_bytes = RECORD_HEADER + bytes.n;
    if (file_bytes > c->max_bytes || !key_valid(span_of(key)))
        return false;
    bool durable = kind != CACHE_SEGMENT;
    bool ok = folder_store(c->folder, kind, key, bytes, durable);
    if (!ok && errno == ENOSPC) { /* the disk is smaller than max_bytes: live within it */
        make_room(c, file_bytes);
        ok = folder_store(c->folder, kind, key, bytes, durable);
    }
    if (ok)
        note_stored(c, kind, key, file_bytes);
    else
        note_failed(c, errno);
    return ok;
}

int cache_scratch(struct cache *c)
{
    return c->max_bytes ? open(c->folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600) : -1;
}

void cache_stat(struct cache *c, struct cache_stat *out)
{
    pthread_mutex_lock(&c->lock);
    *out = c->stat;
    out->nfiles = c->index.nentries;
    out->nbytes = c->index.nbytes;
    pthread_mutex_unlock(&c->lock);
}
