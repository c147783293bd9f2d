/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cache/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cache/record.h"

const char *const cache_kind_folders[CACHE_KINDS] = {
    [CACHE_AUDIO] = "audio",       [CACHE_MARKS] = "marks",       [CACHE_SEGMENT] = "segment",
    [CACHE_CAPTIONS] = "captions", [CACHE_CHAPTERS] = "chapters", [CACHE_OPUS] = "opus",
    [CACHE_WAV] = "wav",           [CACHE_FLAC] = "flac"};

/* A file that is being written for longer was left behind, even if a process of that number lives. */
enum { PART_AGE_S = 3600, FOLDER_MODE = 0700 };

static bool make_parents(const char *path)
{
    char copy[PATH_MAX];
    if (strlen(path) >= sizeof copy)
        return false;
    strcpy(copy, path);
    for (char *p = copy + 1; *p; p++) {
        if (*p != '/')
            continue;
        *p = '\0';
        if (mkdir(copy, FOLDER_MODE) != 0 && errno != EEXIST)
            return false;
        *p = '/';
    }
    return mkdir(copy, FOLDER_MODE) == 0 || errno == EEXIST;
}

bool folder_make(const char *folder, struct error *err)
{
    bool ok = make_parents(folder);
    for (int kind = 0; ok && kind < CACHE_KINDS; kind++) {
        char path[PATH_MAX];
        snprintf(path, sizeof path, "%s/%s", folder, cache_kind_folders[kind]);
        ok = mkdir(path, FOLDER_MODE) == 0 || errno == EEXIST || file_disk_refuses(errno);
    }
    return ok || error_set(err, ERROR_OUTPUT, "%s: %s", folder, strerror(errno));
}

void folder_path(const char *folder, enum cache_kind kind, const char *key, struct buf *out)
{
    buf_printf(out, "%s/%s/%.2s/%s", folder, cache_kind_folders[kind], key, key);
}

/* ---- what lies there ---- */

static bool visit_place(const char *folder, enum cache_kind kind, unsigned first,
                        void (*visit)(void *arg, const struct folder_file *file), void *arg)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s/%02x", folder, cache_kind_folders[kind], first);
    DIR *d = opendir(path);
    if (!d)
        return errno == ENOENT;
    for (struct dirent *name; (name = readdir(d));) {
        struct stat stat;
        if (fstatat(dirfd(d), name->d_name, &stat, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(stat.st_mode))
            continue;
        visit(arg,
              &(struct folder_file){kind, dirfd(d), name->d_name, &stat, key_valid(span_of(name->d_name))});
    }
    closedir(d);
    return true;
}

bool folder_each(const char *folder, void (*visit)(void *arg, const struct folder_file *file), void *arg)
{
    int cause = 0;
    for (int kind = 0; kind < CACHE_KINDS; kind++)
        for (unsigned first = 0; first < 256; first++)
            if (!visit_place(folder, (enum cache_kind)kind, first, visit, arg))
                cause = errno;
    errno = cause;
    return cause == 0;
}

struct found {
    struct entry entry;
    struct timespec used;
};

struct scan {
    struct found *found;
    size_t n, capacity;
};

/* Its writer is gone, or has been at it for too long. */
static bool is_leftover(const char *name, const struct stat *file)
{
    const char *part = strstr(name, ".part-");
    int writer = part ? atoi(part + 6) : 0;
    bool alive = writer > 0 && writer != getpid() && (kill(writer, 0) == 0 || errno == EPERM);
    return !alive || time(NULL) - file->st_mtime > PART_AGE_S;
}

static void scan_file(void *arg, const struct folder_file *file)
{
    struct scan *s = arg;
    if (!file->is_record) {
        if (is_leftover(file->name, file->stat))
            unlinkat(file->folder, file->name, 0);
        return;
    }
    if (s->n == s->capacity) {
        s->capacity = s->capacity ? s->capacity * 2 : 1024;
        s->found = reallocarray(s->found, s->capacity, sizeof *s->found);
    }
    struct found *f = &s->found[s->n++];
    *f = (struct found){.entry = {.kind = file->kind, .size_bytes = (uint64_t)file->stat->st_size},
                        .used = file->stat->st_mtim};
    memcpy(f->entry.key, file->name, KEY_HEX);
}

static int by_use(const void *a, const void *b)
{
    const struct timespec *x = &((const struct found *)a)->used, *y = &((const struct found *)b)->used;
    if (x->tv_sec != y->tv_sec)
        return x->tv_sec < y->tv_sec ? -1 : 1;
    return (x->tv_nsec > y->tv_nsec) - (x->tv_nsec < y->tv_nsec);
}

void folder_scan(const char *folder, struct index *x)
{
    struct scan s = {0};
    folder_each(folder, scan_file, &s); /* what cannot be looked at is found when it is asked for */
    if (s.n)
        qsort(s.found, s.n, sizeof *s.found, by_use);
    for (size_t i = 0; i < s.n; i++) {
        struct entry *e = index_add(x, s.found[i].entry.kind, s.found[i].entry.key);
        e->used_s = s.found[i].used.tv_sec;
        index_resize(x, e, s.found[i].entry.size_bytes);
    }
    free(s.found);
}

/* ---- storing ---- */

/* The folder of a key's first digits, whose own name must be durable before its files are. */
static bool make_place(const char *folder, enum cache_kind kind, const char *place, bool durable)
{
    char parent[PATH_MAX];
    snprintf(parent, sizeof parent, "%s/%s", folder, cache_kind_folders[kind]);
    bool made = mkdir(place, FOLDER_MODE) == 0 ||
                (errno == ENOENT && mkdir(parent, FOLDER_MODE) == 0 && mkdir(place, FOLDER_MODE) == 0);
    if (!made)
        return errno == EEXIST;
    return !durable || file_sync_folder(parent);
}

static bool write_part(const char *part, struct span header, struct span body, bool durable)
{
    int fd = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return false;
    bool ok = file_write_all(fd, header.p, header.n) && file_write_all(fd, body.p, body.n) &&
              (!durable || fdatasync(fd) == 0);
    int cause = errno;
    if (close(fd) != 0 && ok) {
        ok = false;
        cause = errno;
    }
    errno = cause;
    return ok;
}

bool folder_store(const char *folder, enum cache_kind kind, const char *key, struct span body, bool durable)
{
    static atomic_uint number; /* distinguishes the parts of one process */
    char place[PATH_MAX], path[PATH_MAX + 80], part[PATH_MAX + 160];
    snprintf(place, sizeof place, "%s/%s/%.2s", folder, cache_kind_folders[kind], key);
    snprintf(path, sizeof path, "%s/%s", place, key);
    snprintf(part, sizeof part, "%s.part-%d-%u", path, (int)getpid(), atomic_fetch_add(&number, 1));
    struct buf header = BUF_EMPTY;
    record_header_put(kind, key, body, &header);
    bool ok = make_place(folder, kind, place, durable) &&
              write_part(part, buf_span(&header), body, durable) && rename(part, path) == 0;
    bool named = ok;
    ok = ok && (!durable || file_sync_folder(place));
    int cause = errno;
    buf_finish(&header);
    if (!ok)
        unlink(named ? path : part); /* nobody counts what stays */
    errno = cause;
    return ok;
}

bool folder_remove(const char *folder, enum cache_kind kind, const char *key, bool durable)
{
    char place[PATH_MAX], path[PATH_MAX + 80];
    snprintf(place, sizeof place, "%s/%s/%.2s", folder, cache_kind_folders[kind], key);
    snprintf(path, sizeof path, "%s/%s", place, key);
    if (unlink(path) != 0 && errno != ENOENT)
        return false;
    /* Also when it was gone before: whoever removed it may not have waited for the disk. */
    return !durable || file_sync_folder(place) || errno == ENOENT;
}
