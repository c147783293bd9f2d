/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes of audio in the making: added at the end, or, when the places of all segments are known, put
 * there in any order. They lie in memory or in a file. Locks nothing. */
#ifndef HTTP_TAPE_H
#define HTTP_TAPE_H

#include <stdint.h>

#include "base/base.h"

struct tape {
    uint64_t n;          /* so far; the whole when it is laid out */
    struct buf bytes;    /* in memory */
    struct buf first;    /* what it began with before it was overwritten; empty: it was not */
    uint64_t most_bytes; /* there */
    int fd;              /* in a file: what is at 'offset' and behind it; -1: in memory */
    uint64_t offset;
    uint64_t *starts; /* laid out: where each part begins; the first stands before the first segment, the last
                       * behind the last */
    uint8_t *states;  /* of the parts */
    size_t nparts;    /* 0: not laid out */
};

void tape_init(struct tape *t, int fd, uint64_t most_bytes); /* takes an empty file over; -1: memory */
void tape_finish(struct tape *t);

/* The same bytes are in this file, which it takes over: the memory comes free. */
void tape_settle(struct tape *t, int fd, uint64_t offset);
/* All of it moves into this empty file, which it takes over. false: it stays where it is, the file is closed.
 */
bool tape_move(struct tape *t, int fd);
bool tape_fits(const struct tape *t, uint64_t size_bytes); /* so much, altogether, where it is now? */
/* size_bytes will come, segments between places[0], places[1], ..., places[nsegments]. false: neither file
 * nor memory has room; nothing has changed. */
bool tape_lay_out(struct tape *t, const uint64_t *places, size_t nsegments, uint64_t size_bytes);

/* When the file takes no more, all of it moves into memory. false: there is no room there either; what was
 * there before still is. */
bool tape_add(struct tape *t, const void *bytes, size_t n);
bool tape_place(struct tape *t, uint64_t at, const void *bytes, size_t n); /* a whole part, laid out */
bool tape_overwrite(struct tape *t, const void *bytes, size_t n);          /* the beginning, which is there */

/* All of it in one piece; NULL: it cannot be read. Until tape_unmap; nothing is added meanwhile. */
const void *tape_map(const struct tape *t);
void tape_unmap(const struct tape *t, const void *bytes);

/* How many bytes are there from 'at' on without a gap. */
uint64_t tape_there(const struct tape *t, uint64_t at);
/* false with errno: the file cannot be read. They are there. */
bool tape_read(const struct tape *t, uint64_t at, void *out, size_t n);
/* The same, as it was before the beginning was overwritten. */
bool tape_read_first(const struct tape *t, uint64_t at, void *out, size_t n);
/* The segment in which 'at' lies, if it is missing and nobody has asked for it here before. */
bool tape_ask(struct tape *t, uint64_t at, size_t *segment);

#endif
