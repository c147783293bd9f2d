/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a shelf knows of its posts, in memory: by name, by address, in the order of coming. */
#ifndef HTTP_SHELF_INDEX_H
#define HTTP_SHELF_INDEX_H

#include <pthread.h>
#include <stdatomic.h>

#include "http/keymap.h"
#include "http/shelf.h"

struct item;

struct address {
    struct keyed keyed; /* of the url */
    struct item *item;
};

struct item {
    struct keyed keyed; /* the name */
    struct address address;
    char edition[KEY_HEX + 1];
    char keys[SHELF_KEYS_KEPT + 1][KEY_HEX + 1]; /* the newest last; room for one more */
    size_t nkeys;
    char noted[KEY_HEX + 1]; /* the edition of the newest key */
    char told[KEY_HEX + 1];  /* message */
    uint64_t number, size_bytes;
    bool draft;
    bool doubtful; /* a change of its file failed half-way: what lies on the disk may be another edition */
    struct span site, id, url; /* in 'texts' */
    char *texts;
};

struct shelf {
    char *folder;
    int lock_fd;
    struct shelf_limits limits;
    struct shelf_forget forget;
    pthread_mutex_t changing; /* one change at a time; taken before 'mutex', held while the disk works */
    pthread_mutex_t mutex;    /* of what follows; items change with both held */
    struct keymap names, addresses;
    struct item **items; /* by number */
    size_t nitems, capacity;
    uint64_t nbytes, last_number;
    uint64_t nunread;    /* files; constant after the start */
    atomic_bool storing; /* as the last attempt to write told */
};

/* Whether the disk took a change, and why not; returns that. The log says it when it is no longer as it was.
 */
bool shelf_disk_took(struct shelf *s, bool ok, const char *detail);

/* The mutex is held, or 'changing', under which items do not change. */
struct item *shelf_item(struct shelf *s, const char *name);
struct item *shelf_item_create(const struct shelf_post *post, const char *name, uint64_t size_bytes);
void shelf_item_destroy(struct item *item); /* no longer in the index */
/* a may be NULL. */
void shelf_item_tell(const struct item *item, struct arena *a, struct slot *out);
/* In one step for everybody who looks: 'old' leaves, 'new' comes; either may be NULL. 'changing' is held. */
void shelf_exchange(struct shelf *s, struct item *old, struct item *new);

#endif
