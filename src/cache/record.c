/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cache/record.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char MAGIC[] = "LPcache1";

/* Read at a time while a file is verified. */
enum { CHUNK_BYTES = 256 * 1024 };

static void header_put(enum cache_kind kind, const char *key, uint64_t length, const uint8_t sum[32],
                       struct buf *out)
{
    buf_add(out, MAGIC, 8);
    wire_put_u32(out, kind);
    wire_put_u64(out, length);
    buf_add(out, key, KEY_HEX);
    buf_add(out, sum, 32);
}

void record_header_put(enum cache_kind kind, const char *key, struct span body, struct buf *out)
{
    uint8_t sum[32];
    digest_bytes(body, sum);
    header_put(kind, key, body.n, sum, out);
}

/* pread that comes back short only at the file's end; -1 with errno. */
static ssize_t read_at(int fd, void *bytes, size_t n, uint64_t at)
{
    size_t done = 0;
    while (done < n) {
        ssize_t got = pread(fd, (char *)bytes + done, n - done, (off_t)(at + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got < 0 ? -1 : (ssize_t)done;
        done += (size_t)got;
    }
    return (ssize_t)done;
}

static bool sum_body(int fd, uint64_t length, uint8_t sum[32])
{
    struct sha256_ctx state;
    uint8_t *chunk = malloc(CHUNK_BYTES);
    uint64_t left = length;
    sha256_init(&state);
    while (left) {
        size_t n = left < CHUNK_BYTES ? (size_t)left : CHUNK_BYTES;
        if (read_at(fd, chunk, n, RECORD_HEADER + length - left) != (ssize_t)n)
            break;
        sha256_update(&state, n, chunk);
        left -= n;
    }
    sha256_digest(&state, 32, sum);
    free(chunk);
    return left == 0;
}

enum record_state record_check(int fd, enum cache_kind kind, const char *key, bool sum, uint64_t *body_bytes)
{
    char header[RECORD_HEADER];
    struct stat file;
    if (fstat(fd, &file) != 0 || !S_ISREG(file.st_mode))
        return RECORD_ABSENT;
    ssize_t got = read_at(fd, header, sizeof header, 0);
    if (got < 0)
        return RECORD_ABSENT; /* an error of the device says nothing of the file */
    if (got != sizeof header)
        return RECORD_DAMAGED;
    uint64_t length = (uint64_t)file.st_size - RECORD_HEADER;
    uint8_t digest[32];
    memcpy(digest, header + RECORD_HEADER - 32, 32);
    struct buf want = BUF_EMPTY;
    if (sum && !sum_body(fd, length, digest))
        memset(digest, 0, sizeof digest);
    header_put(kind, key, length, digest, &want);
    bool good = memcmp(want.p, header, sizeof header) == 0;
    buf_finish(&want);
    *body_bytes = length;
    return good ? RECORD_GOOD : RECORD_DAMAGED;
}
