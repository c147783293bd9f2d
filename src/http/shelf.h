/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shelf: posts that a content management system has handed over, durable before they are acknowledged and
 * kept until they are taken back. What may be found again by site and id or by address is in memory, the
 * texts are on the disk. Beside each text lie the keys of its audio, so that all of it can be removed with
 * it. Thread-safe; what changes it blocks for the disk. */
#ifndef HTTP_SHELF_H
#define HTTP_SHELF_H

#include "http/shelf_file.h"

struct shelf;

enum { SHELF_KEYS_KEPT = 16 }; /* editions of one post whose audio is remembered; older audio is forgotten */

struct shelf_limits {
    uint64_t posts, bytes; /* of all texts together */
};

/* Audio that shall be gone: called while something is changed, never twice at once. */
struct shelf_forget {
    bool (*audio)(void *arg, const char *key); /* false with errno: something may be left */
    void *arg;
};

/* A post as the index knows it. */
struct slot {
    char name[KEY_HEX + 1], edition[KEY_HEX + 1],
        key[KEY_HEX + 1];   /* key: of this edition's audio, or empty */
    char told[KEY_HEX + 1]; /* the message about its making that was written last (outbox.h), or empty */
    bool draft;
    uint64_t number;
    struct span site, id, url; /* in the arena of who asked, who may give none: then empty */
};

enum shelf_change { SHELF_NEW, SHELF_CHANGED, SHELF_SAME };

/* Makes the folder, reads what lies there; what is damaged is moved to <folder>/damaged and logged, what
 * cannot be read is logged and left out. On a disk that cannot be written all is there, but nothing can be
 * changed. Errors: OUTPUT, also when another process has the same folder. */
struct shelf *shelf_open(const char *folder, struct shelf_limits limits, struct shelf_forget forget,
                         struct error *err);
void shelf_close(struct shelf *s);

/* Durable when it returns true. post->number is ignored. The audio of a post that becomes a draft is
 * forgotten. Errors: STORE_FULL, OUTPUT; then all is as before, or it is a draft whose audio could not be
 * removed: that is tried again when it comes again. */
bool shelf_put(struct shelf *s, const struct shelf_post *post, enum shelf_change *change, struct slot *out,
               struct error *err);
/* Removes it with its audio. Errors: NOT_FOUND; OUTPUT: the post is still there. */
bool shelf_take(struct shelf *s, const char *name, struct error *err);
/* Remembers that this audio is made of this edition. false: the edition is no longer here, nothing may be
 * made of it. When the disk refuses, that is logged and true. */
bool shelf_note(struct shelf *s, const struct slot *slot, const char *key);

/* Remembers that this message about the post was written. */
void shelf_tell(struct shelf *s, const char *name, const char *message);

/* a may be NULL. */
bool shelf_find(struct shelf *s, const char *name, struct arena *a, struct slot *out);
/* The newest post of this address that is no draft. */
bool shelf_find_url(struct shelf *s, struct span url, struct arena *a, struct slot *out);
/* Still there, unchanged? */
bool shelf_holds(struct shelf *s, const struct slot *slot);
/* The posts of a site (empty: of all) behind this number, in the order of coming, at most 'most' of them;
 * returns how many. */
size_t shelf_list(struct shelf *s, struct span site, uint64_t after, struct arena *a, struct slot *out,
                  size_t most);
/* Reads the text again. Everything in the arena. Errors: NOT_FOUND, INTERNAL when it is damaged. */
bool shelf_load(struct shelf *s, const char *name, struct arena *a, struct shelf_post *out,
                struct error *err);

struct shelf_stat {
    uint64_t posts, bytes;
    uint64_t unread; /* left out because they could not be read at the start */
    bool storing;    /* false while the last change could not be written, or the first cannot */
};
void shelf_stat(struct shelf *s, struct shelf_stat *out);

#endif
