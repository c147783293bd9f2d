/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cache: finished things that survive kill -9, found again by key. Content-addressed: what is stored under a
 * key never changes. A file holds its key, kind, length and checksum; one that does not match is removed and
 * counts as absent. A failure of the cache never fails a request. Thread-safe. */
#ifndef CACHE_CACHE_H
#define CACHE_CACHE_H

#include "base/base.h"

enum cache_kind {
    CACHE_AUDIO,    /* finished MP3 of a post */
    CACHE_MARKS,    /* its marks, JSON */
    CACHE_SEGMENT,  /* MP3 frames and marks of one segment; made again when lost, so not synced */
    CACHE_CAPTIONS, /* a post's WebVTT */
    CACHE_CHAPTERS, /* its chapters, JSON */
    CACHE_OPUS,     /* its audio in other formats */
    CACHE_WAV,
    CACHE_FLAC,
    CACHE_KINDS
};

struct cache;

struct cache_stat {
    uint64_t nfiles, nbytes, hits, misses, stored, store_errors, damaged, evicted;
    bool storing; /* false while the last store failed (disk full, read-only), or the first would */
};

/* Makes the folder; removes leftovers of interrupted stores. A disk that cannot be written is read. max_bytes
 * 0: every get misses, every put is dropped. Error OUTPUT. */
struct cache *cache_open(const char *folder, uint64_t max_bytes, struct error *err);
void cache_close(struct cache *c);

/* Appends the stored bytes to *out; false when absent or damaged. Marks it as used. */
bool cache_get(struct cache *c, enum cache_kind kind, const char *key, struct buf *out);
/* An open descriptor (the caller closes it), the offset of the bytes in it and their number; -1 when absent.
 */
int cache_get_fd(struct cache *c, enum cache_kind kind, const char *key, uint64_t *offset,
                 uint64_t *size_bytes);
/* Does a file of that name lie there? It may be damaged: nothing of it is read. */
bool cache_has(struct cache *c, enum cache_kind kind, const char *key);
/* Nothing is left of it, also after a power cut. false (logged) with errno set: something may be. */
bool cache_remove(struct cache *c, enum cache_kind kind, const char *key);
/* Stores; all but CACHE_SEGMENT durably. false (logged, counted) when it could not be stored. */
bool cache_put(struct cache *c, enum cache_kind kind, const char *key, struct span bytes);
/* An empty file without a name in the cache's folder, for what is too large for memory while it is made; -1:
 * there can be none. */
int cache_scratch(struct cache *c);
void cache_stat(struct cache *c, struct cache_stat *out);

#include "cache/upkeep.h"

#endif
