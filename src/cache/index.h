/* SPDX-License-Identifier: GPL-3.0-or-later */
/* index: what is known of the files of a cache, in memory: size, order of use, whether they were verified. It
 * never decides that something is absent: another process may store into the same folder. */
#ifndef CACHE_INDEX_H
#define CACHE_INDEX_H

#include "cache/cache.h"

struct entry {
    enum cache_kind kind;
    bool verified; /* its checksum was compared in this process */
    char key[KEY_HEX + 1];
    uint64_t size_bytes;                   /* of the file */
    int64_t used_s;                        /* the file's time of last use, as far as it was written down */
    struct entry *newer, *older, *collide; /* list by use; chain of the hash table */
};

struct index {
    struct entry **slots; /* nslots is a power of two */
    size_t nslots, nentries;
    struct entry *newest, *oldest;
    uint64_t nbytes;
};

void index_init(struct index *x);
void index_finish(struct index *x);
struct entry *index_find(struct index *x, enum cache_kind kind, const char *key);
/* Finds or adds, as the most recently used. */
struct entry *index_add(struct index *x, enum cache_kind kind, const char *key);
void index_resize(struct index *x, struct entry *e, uint64_t size_bytes);
void index_use(struct index *x, struct entry *e); /* now the most recently used */
void index_remove(struct index *x, struct entry *e);

#endif
