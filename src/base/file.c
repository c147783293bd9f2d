/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"

bool file_read_fd(int fd, size_t max_bytes, struct buf *out, struct error *err)
{
    size_t before = out->n;
    for (;;) {
        ssize_t got = read(fd, buf_reserve(out, 65536), 65536);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return error_set(err, ERROR_INPUT_MISSING, "read: %s", strerror(errno));
        if (got == 0)
            break;
        out->n += (size_t)got;
        if (out->n - before > max_bytes)
            return error_set(err, ERROR_INPUT_TOO_LARGE, "more than %zu bytes", max_bytes);
    }
    buf_add(out, "", 0);
    return true;
}

bool file_read(const char *path, size_t max_bytes, struct buf *out, struct error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return error_set(err, ERROR_INPUT_MISSING, "%s: %s", path, strerror(errno));
    bool ok = file_read_fd(fd, max_bytes, out, err);
    close(fd);
    return ok;
}

bool file_write_all(int fd, const void *bytes, size_t n)
{
    const char *p = bytes;
    while (n) {
        ssize_t put = write(fd, p, n);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        p += put;
        n -= (size_t)put;
    }
    return true;
}

static bool file_new_failed(struct file_new *f, const char *what, struct error *err)
{
    int cause = errno;
    error_set(err, ERROR_OUTPUT, "%s: %s: %s", f->path, what, strerror(cause));
    file_new_abandon(f);
    return false;
}

/* Names that nobody else takes are tried until one is free. Not mkostemp: it gives 0600, and there is no way
 * to ask for the umask that other threads would not notice. */
static int create_unique(const char *path, char **name)
{
    enum { TRIES = 100 };
    for (int i = 0; i < TRIES; i++) {
        uint32_t number;
        if (getrandom(&number, sizeof number, 0) != (ssize_t)sizeof number)
            return -1;
        if (asprintf(name, "%s.part-%08" PRIx32, path, number) < 0)
            memory_exhausted();
        int fd = open(*name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd >= 0)
            return fd;
        free(*name);
        *name = NULL;
        if (errno != EEXIST)
            return -1;
    }
    return -1;
}

bool file_new_open(struct file_new *f, const char *path, struct error *err)
{
    *f = (struct file_new){.fd = -1, .path = strdup(path)};
    f->fd = create_unique(path, &f->temporary);
    return f->fd >= 0 || file_new_failed(f, "cannot be created", err);
}

bool file_sync_folder(const char *folder)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool ok = fd >= 0 && fsync(fd) == 0;
    int cause = errno;
    if (fd >= 0)
        close(fd);
    errno = cause;
    return ok;
}

static bool sync_folder_of(const char *path)
{
    char *copy = strdup(path);
    bool ok = file_sync_folder(dirname(copy));
    free(copy);
    return ok;
}

bool file_make_folder(const char *folder)
{
    if (mkdir(folder, 0700) != 0)
        return errno == EEXIST;
    bool ok = sync_folder_of(folder);
    int cause = errno;
    if (!ok)
        rmdir(folder); /* else the next call would take it for durable */
    errno = cause;
    return ok;
}

bool file_disk_full(int cause)
{
    return cause == ENOSPC || cause == EDQUOT;
}

bool file_disk_refuses(int cause)
{
    return file_disk_full(cause) || cause == EROFS || cause == EIO;
}

bool file_new_commit(struct file_new *f, bool durable, struct error *err)
{
    if (durable && fdatasync(f->fd) != 0)
        return file_new_failed(f, "cannot be synced", err);
    int closed = close(f->fd);
    f->fd = -1;
    if (closed != 0)
        return file_new_failed(f, "cannot be closed", err);
    if (rename(f->temporary, f->path) != 0)
        return file_new_failed(f, "cannot be put in place", err);
    free(f->temporary);
    f->temporary = NULL;
    if (durable && !sync_folder_of(f->path))
        return file_new_failed(f, "its folder cannot be synced", err);
    file_new_abandon(f);
    return true;
}

void file_new_abandon(struct file_new *f)
{
    if (f->fd >= 0)
        close(f->fd);
    if (f->temporary)
        unlink(f->temporary);
    free(f->temporary);
    free(f->path);
    *f = (struct file_new){.fd = -1};
}

struct span file_ending(const char *path)
{
    const char *dot = strrchr(path, '.');
    return dot && !strchr(dot, '/') ? span_of(dot + 1) : SPAN("");
}
