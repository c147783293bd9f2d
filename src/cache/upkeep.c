/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cache/upkeep.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cache/folder.h"
#include "cache/record.h"

const char *cache_kind_name(enum cache_kind kind)
{
    return cache_kind_folders[kind];
}

static void add(struct cache_share *share, uint64_t nbytes)
{
    share->nfiles++;
    share->nbytes += nbytes;
}

/* A folder that is not there is a wrong setting, and no empty cache. */
static bool check_folder(const char *folder, struct error *err)
{
    struct stat stat_of;
    if (stat(folder, &stat_of) != 0)
        return error_set(err, ERROR_INPUT_MISSING, "%s: %s", folder, strerror(errno));
    return S_ISDIR(stat_of.st_mode) || error_set(err, ERROR_INPUT_MISSING, "%s: no folder", folder);
}

static bool each(const char *folder, void (*visit)(void *arg, const struct folder_file *file), void *arg,
                 struct error *err)
{
    return check_folder(folder, err) &&
           (folder_each(folder, visit, arg) ||
            error_set(err, ERROR_INPUT_MISSING, "%s: %s", folder, strerror(errno)));
}

/* ---- counting ---- */

static void count(void *arg, const struct folder_file *file)
{
    struct cache_census *census = arg;
    add(file->is_record ? &census->kinds[file->kind] : &census->unfinished, (uint64_t)file->stat->st_size);
}

bool cache_count(const char *folder, struct cache_census *out, struct error *err)
{
    *out = (struct cache_census){0};
    return each(folder, count, out, err);
}

/* ---- verifying ---- */

/* Its name must still be that of the file which was read: a server may have put a good one in its place. */
static bool remove_same(const struct folder_file *file, int fd)
{
    struct stat read, named;
    return fstat(fd, &read) == 0 && fstatat(file->folder, file->name, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
           read.st_ino == named.st_ino && unlinkat(file->folder, file->name, 0) == 0;
}

static void note(struct cache_health *h, const struct folder_file *file, bool damaged, bool removed)
{
    h->findings = reallocarray(h->findings, h->nfindings + 1, sizeof *h->findings);
    struct cache_finding *f = &h->findings[h->nfindings++];
    *f = (struct cache_finding){.kind = file->kind, .damaged = damaged, .removed = removed};
    memcpy(f->key, file->name, KEY_HEX);
}

static void verify(void *arg, const struct folder_file *file)
{
    struct cache_health *h = arg;
    if (!file->is_record)
        return;
    uint64_t body_bytes, file_bytes = (uint64_t)file->stat->st_size;
    int fd = openat(file->folder, file->name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0 && errno == ENOENT)
        return; /* removed meanwhile, to make room */
    enum record_state state =
        fd < 0 ? RECORD_ABSENT : record_check(fd, file->kind, file->name, true, &body_bytes);
    if (state == RECORD_GOOD) {
        add(&h->good, file_bytes);
    } else {
        bool damaged = state == RECORD_DAMAGED;
        add(damaged ? &h->damaged : &h->unreadable, file_bytes);
        note(h, file, damaged, damaged && remove_same(file, fd));
    }
    if (fd >= 0)
        close(fd);
}

bool cache_verify(const char *folder, struct cache_health *out, struct error *err)
{
    *out = (struct cache_health){0};
    return each(folder, verify, out, err);
}

void cache_health_finish(struct cache_health *h)
{
    free(h->findings);
    *h = (struct cache_health){0};
}

/* ---- shrinking ---- */

static bool remove_oldest(const char *folder, struct index *x, struct cache_share *removed)
{
    struct entry *e = x->oldest;
    struct buf path = BUF_EMPTY;
    folder_path(folder, e->kind, e->key, &path);
    bool ok = unlink(path.p) == 0;
    if (ok)
        add(removed, e->size_bytes);
    int cause = errno;
    buf_finish(&path);
    index_remove(x, e);
    errno = cause;
    return ok || cause == ENOENT; /* a server made room, too */
}

bool cache_shrink(const char *folder, uint64_t most_bytes, struct cache_share *removed,
                  struct cache_share *left, struct error *err)
{
    *removed = *left = (struct cache_share){0};
    if (!check_folder(folder, err))
        return false;
    bool ok = true;
    struct index x;
    index_init(&x);
    folder_scan(folder, &x);
    while (ok && x.nbytes > most_bytes && x.oldest)
        ok = remove_oldest(folder, &x, removed) ||
             error_set(err, ERROR_OUTPUT, "%s: %s", folder, strerror(errno));
    *left = (struct cache_share){x.nentries, x.nbytes};
    index_finish(&x);
    return ok;
}
