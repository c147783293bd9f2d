/* SPDX-License-Identifier: GPL-3.0-or-later */
/* upkeep: a cache's folder looked after from outside, beside any number of processes that use it. They find
 * out by themselves what is gone: a file that is missing counts as absent. */
#ifndef CACHE_UPKEEP_H
#define CACHE_UPKEEP_H

#include "cache/cache.h"

struct cache_share {
    uint64_t nfiles, nbytes; /* whole files, headers included */
};

struct cache_census {
    struct cache_share kinds[CACHE_KINDS];
    struct cache_share unfinished; /* being written, or left behind by a process that was killed */
};

/* "audio", "marks", "segment", ... */
const char *cache_kind_name(enum cache_kind kind);

/* Counts; changes nothing. Error INPUT_MISSING: there is no such folder or it cannot be looked into. */
bool cache_count(const char *folder, struct cache_census *out, struct error *err);

struct cache_finding {
    enum cache_kind kind;
    bool damaged, removed; /* not damaged: it could not be read, which says nothing of its bytes */
    char key[KEY_HEX + 1];
};

struct cache_health {
    struct cache_share good, damaged, unreadable;
    struct cache_finding *findings; /* of the last two; owned */
    size_t nfindings;
};

/* Reads every byte and compares key, kind, length and checksum; removes what is damaged. Error as above. The
 * caller calls cache_health_finish whatever the result. */
bool cache_verify(const char *folder, struct cache_health *out, struct error *err);
void cache_health_finish(struct cache_health *h);

/* Removes the least recently used until at most 'most' bytes are kept, and what was left behind. Errors:
 * INPUT_MISSING as above, OUTPUT when a file cannot be removed. */
bool cache_shrink(const char *folder, uint64_t most_bytes, struct cache_share *removed,
                  struct cache_share *left, struct error *err);

#endif
