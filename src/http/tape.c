/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/tape.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "http/memory.h"

enum part_state { PART_MISSING, PART_ASKED, PART_THERE };

void tape_init(struct tape *t, int fd, uint64_t most_bytes)
{
    *t = (struct tape){.fd = fd, .most_bytes = most_bytes};
}

void tape_finish(struct tape *t)
{
    if (t->fd >= 0)
        close(t->fd);
    buf_finish(&t->bytes);
    buf_finish(&t->first);
    free(t->starts);
    free(t->states);
    tape_init(t, -1, t->most_bytes);
}

void tape_settle(struct tape *t, int fd, uint64_t offset)
{
    uint64_t n = t->n;
    struct buf first = t->first;
    t->first = BUF_EMPTY;
    tape_finish(t);
    *t = (struct tape){.fd = fd, .offset = offset, .n = n, .first = first, .most_bytes = t->most_bytes};
}

bool tape_fits(const struct tape *t, uint64_t size_bytes)
{
    return t->fd >= 0 || size_bytes <= t->most_bytes;
}

bool tape_move(struct tape *t, int fd)
{
    if (fd < 0 || !file_write_all(fd, t->bytes.p, t->bytes.n)) {
        if (fd >= 0)
            close(fd);
        return false;
    }
    buf_finish(&t->bytes);
    t->fd = fd;
    return true;
}

/* A file grows to its length at once, so that a read between its parts finds it there. */
bool tape_lay_out(struct tape *t, const uint64_t *places, size_t nsegments, uint64_t size_bytes)
{
    if (t->fd >= 0 && ftruncate(t->fd, (off_t)size_bytes) != 0) {
        close(t->fd);
        t->fd = -1;
    }
    if (!tape_fits(t, size_bytes))
        return false;
    if (t->fd < 0) {
        buf_reserve(&t->bytes, size_bytes);
        t->bytes.n = size_bytes;
    }
    t->nparts = nsegments + 2;
    t->starts = zeroed((t->nparts + 1) * sizeof *t->starts);
    t->states = zeroed(t->nparts);
    memcpy(t->starts + 1, places, (nsegments + 1) * sizeof *places);
    t->starts[t->nparts] = t->n = size_bytes;
    return true;
}

static bool write_file(struct tape *t, uint64_t at, const char *from, size_t n)
{
    while (n) {
        ssize_t done = pwrite(t->fd, from, n, (off_t)(t->offset + at));
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return false;
        from += done;
        at += (uint64_t)done;
        n -= (size_t)done;
    }
    return true;
}

/* What cannot be read back stays zero: silence, or an encoder's page that players skip. */
static void move_into_memory(struct tape *t)
{
    struct buf bytes = BUF_EMPTY;
    char *room = buf_reserve(&bytes, t->n + 1);
    memset(room, 0, t->n);
    tape_read(t, 0, room, t->n);
    bytes.n = t->n;
    close(t->fd);
    t->fd = -1;
    t->bytes = bytes;
}

static bool write_at(struct tape *t, uint64_t at, const void *bytes, size_t n)
{
    uint64_t end = at + n > t->n ? at + n : t->n;
    if (t->fd >= 0 && write_file(t, at, bytes, n))
        return true;
    if (end > t->most_bytes)
        return false;
    if (t->fd >= 0)
        move_into_memory(t);
    if (at == t->bytes.n)
        buf_add(&t->bytes, bytes, n);
    else if (n)
        memcpy(t->bytes.p + at, bytes, n);
    return true;
}

bool tape_add(struct tape *t, const void *bytes, size_t n)
{
    bool ok = write_at(t, t->n, bytes, n);
    t->n += ok ? n : 0;
    return ok;
}

bool tape_overwrite(struct tape *t, const void *bytes, size_t n)
{
    size_t most = n < t->n ? n : (size_t)t->n;
    if (tape_read(t, 0, buf_reserve(&t->first, most + 1), most))
        t->first.n = most;
    return write_at(t, 0, bytes, most);
}

const void *tape_map(const struct tape *t)
{
    if (t->fd < 0)
        return t->bytes.p;
    const void *bytes = mmap(NULL, t->offset + t->n, PROT_READ, MAP_SHARED, t->fd, 0);
    return bytes == MAP_FAILED ? NULL : (const char *)bytes + t->offset;
}

void tape_unmap(const struct tape *t, const void *bytes)
{
    if (t->fd >= 0)
        munmap((char *)bytes - t->offset, t->offset + t->n);
}

/* The part in which this byte lies; an empty one has none. */
static size_t part_at(const struct tape *t, uint64_t at)
{
    size_t low = 0, high = t->nparts;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (t->starts[middle] <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

bool tape_place(struct tape *t, uint64_t at, const void *bytes, size_t n)
{
    if (!write_at(t, at, bytes, n))
        return false;
    if (n)
        t->states[part_at(t, at)] = PART_THERE;
    return true;
}

uint64_t tape_there(const struct tape *t, uint64_t at)
{
    if (at >= t->n || !t->nparts)
        return at < t->n ? t->n - at : 0;
    size_t part = part_at(t, at);
    while (part < t->nparts && (t->states[part] == PART_THERE || t->starts[part] == t->starts[part + 1]))
        part++;
    return t->starts[part] > at ? t->starts[part] - at : 0;
}

bool tape_read(const struct tape *t, uint64_t at, void *out, size_t n)
{
    char *to = out;
    if (t->fd < 0) {
        memcpy(out, t->bytes.p + at, n);
        return true;
    }
    while (n) {
        ssize_t got = pread(t->fd, to, n, (off_t)(t->offset + at));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        to += got;
        at += (uint64_t)got;
        n -= (size_t)got;
    }
    return true;
}

bool tape_read_first(const struct tape *t, uint64_t at, void *out, size_t n)
{
    if (!tape_read(t, at, out, n))
        return false;
    if (at < t->first.n) {
        size_t rest = t->first.n - (size_t)at;
        memcpy(out, t->first.p + at, n < rest ? n : rest);
    }
    return true;
}

bool tape_ask(struct tape *t, uint64_t at, size_t *segment)
{
    if (at >= t->n || !t->nparts)
        return false;
    size_t part = part_at(t, at);
    if (t->states[part] != PART_MISSING || part == 0 || part + 1 == t->nparts)
        return false;
    t->states[part] = PART_ASKED;
    *segment = part - 1;
    return true;
}
