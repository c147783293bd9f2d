/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finished audio and marks that are asked for often: kept in memory with their answers made, so that one
 * costs no file and no header to build. Bounded; the least recently used goes first. Thread-safe. */
#ifndef HTTP_HOT_H
#define HTTP_HOT_H

#include "cache/cache.h"
#include "http/blob.h"
#include "http/keymap.h"
#include "http/used.h"

struct MHD_Response;

struct hot_item {
    struct keyed keyed; /* of the post */
    enum cache_kind kind;
    atomic_int nreferences;
    struct blob *blob;
    int fd; /* of the same bytes from 'offset' on, to send much from; -1: none */
    uint64_t offset;
    struct MHD_Response *whole, *not_modified;
    struct hot_item *packed; /* the same by gzip, or NULL; not listed, lives as long */
    struct used used;
};

struct hot;

struct hot *hot_create(uint64_t most_bytes);
void hot_destroy(struct hot *h);
/* Would it be kept, or pushes it too much out? At most an eighth of the memory; nothing while readers who are
 * slow hold so much of what was pushed out that it is half as much more than there may be. */
bool hot_fits(struct hot *h, uint64_t size_bytes);

/* A reference, or NULL. */
struct hot_item *hot_get(struct hot *h, enum cache_kind kind, const char *key);
/* Takes the item over; the caller gets a reference. The first of one key stays. */
struct hot_item *hot_put(struct hot *h, struct hot_item *item);
void hot_drop(struct hot_item *item);                                  /* one reference less */
void hot_remove(struct hot *h, enum cache_kind kind, const char *key); /* for those who come later */
uint64_t hot_bytes(struct hot *h);

#endif
