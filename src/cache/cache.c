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

/* So many files that cannot be removed are passed over at a time, when there should be room. */
enum { STUCK_MOST = 8 };

struct cache {
    char *folder;
    uint64_t max_bytes;
    pthread_mutex_t lock; /* of what follows; never held while a file is read or written */
    struct index index;
    struct cache_stat stat;
};

static void note_unwritable(struct cache *c, int cause)
{
    pthread_mutex_lock(&c->lock);
    bool first = c->stat.storing;
    c->stat.storing = false;
    pthread_mutex_unlock(&c->lock);
    if (first)
        log_error("cache: %s cannot be written (%s); nothing is kept until it can", c->folder,
                  strerror(cause));
}

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
    if (max_bytes) {
        folder_scan(folder, &c->index);
        if (access(folder, W_OK) != 0)
            note_unwritable(c, errno);
    }
    return c;
}

void cache_close(struct cache *c)
{
    index_finish(&c->index);
    pthread_mutex_destroy(&c->lock);
    free(c->folder);
    free(c);
}

/* Under the lock. */
static void forget(struct cache *c, enum cache_kind kind, const char *key)
{
    struct entry *e = index_find(&c->index, kind, key);
    if (e)
        index_remove(&c->index, e);
}

/* Under the lock: until no more than 'most' bytes are kept. What cannot be removed counts on, and its turn
 * comes again after all others'. false with errno: more are kept. */
static bool evict(struct cache *c, uint64_t most)
{
    int cause = 0;
    for (size_t nstuck = 0; c->index.nbytes > most && c->index.oldest && nstuck < STUCK_MOST;) {
        struct entry *e = c->index.oldest;
        if (folder_remove(c->folder, e->kind, e->key, false)) {
            index_remove(&c->index, e);
            c->stat.evicted++;
        } else {
            cause = errno;
            index_use(&c->index, e);
            nstuck++;
        }
    }
    errno = cause;
    return c->index.nbytes <= most;
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
    bool gone = !damaged || folder_remove(c->folder, kind, key, false);
    if (damaged)
        log_warn("cache: %s %s is damaged and %s removed", cache_kind_folders[kind], key,
                 gone ? "was" : "cannot be");
    pthread_mutex_lock(&c->lock);
    if (gone)
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

bool cache_remove(struct cache *c, enum cache_kind kind, const char *key)
{
    if (c->max_bytes == 0 || !key_valid(span_of(key)))
        return true;
    if (!folder_remove(c->folder, kind, key, true)) {
        int cause = errno;
        log_error("cache: %s %s cannot be removed: %s", cache_kind_folders[kind], key, strerror(cause));
        errno = cause;
        return false;
    }
    pthread_mutex_lock(&c->lock);
    forget(c, kind, key);
    pthread_mutex_unlock(&c->lock);
    return true;
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
    c->stat.store_errors++;
    pthread_mutex_unlock(&c->lock);
    note_unwritable(c, cause);
}

/* For so many bytes more below max_bytes; on a full disk, in the place of as many that are kept. */
static bool make_room(struct cache *c, uint64_t bytes, bool on_disk)
{
    pthread_mutex_lock(&c->lock);
    uint64_t most = on_disk && c->index.nbytes < c->max_bytes ? c->index.nbytes : c->max_bytes;
    bool ok = evict(c, most > bytes ? most - bytes : 0);
    pthread_mutex_unlock(&c->lock);
    return ok;
}

bool cache_put(struct cache *c, enum cache_kind kind, const char *key, struct span bytes)
{
    uint64_t file_bytes = RECORD_HEADER + bytes.n;
    if (file_bytes > c->max_bytes || !key_valid(span_of(key)))
        return false;
    bool durable = kind != CACHE_SEGMENT;
    bool ok = make_room(c, file_bytes, false) && folder_store(c->folder, kind, key, bytes, durable);
    if (!ok && file_disk_full(errno)) /* the disk is smaller than max_bytes: live within it */
        ok = make_room(c, file_bytes, true) && folder_store(c->folder, kind, key, bytes, durable);
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
