/* SPDX-License-Identifier: GPL-3.0-or-later */
/* entry: a post as it was read, or is being read, or why it could not be. */
#ifndef HTTP_ENTRY_H
#define HTTP_ENTRY_H

#include <stdatomic.h>

#include "http/keymap.h"
#include "http/used.h"
#include "http/waiters.h"
#include "job/job.h"

struct server;

enum source_kind { SOURCE_URL, SOURCE_DEMO, SOURCE_BYTES, SOURCE_SHELF };

/* What shall be read. */
struct wanted {
    enum source_kind kind;
    struct span url;        /* SOURCE_URL, SOURCE_SHELF: canonical */
    struct span bytes;      /* SOURCE_BYTES; SOURCE_SHELF: name and edition of a slot */
    struct span media_type; /* SOURCE_BYTES: "text/plain", "text/html", "text/markdown" */
    struct span sites;      /* SOURCE_URL: where redirects may lead, as the setting 'sites'; empty: there */
    struct span voice, language, title, byline;
    struct span lexicon; /* the text of a file */
    int rate_wpm;        /* 0: the voice's */
    int speed_percent;   /* of that; 0: 100 */
    struct span client;  /* SOURCE_BYTES: whose it is */
    bool verbatim;       /* SOURCE_BYTES: all of it is spoken, whatever it looks like */
};

enum entry_state { ENTRY_READING, ENTRY_READ, ENTRY_FAILED };

struct entry;

struct audio_key {
    struct keyed keyed;
    struct entry *entry;
};

struct entry {
    struct keyed keyed; /* of what was asked for */
    struct audio_key audio;
    struct server *server;

    atomic_int nreferences;

    struct used used;     /* this and the next are the posts', guarded by their mutex */
    size_t counted_bytes; /* while it is listed */

    atomic_int_least64_t fresh_until_ms; /* monotonic; 0: being read; set once, before the state */

    struct entry *former; /* the reading's: what was read before of the same; a reference, or NULL */

    struct waiters waiters; /* its mutex guards state and error; the rest is written before READ is set */
    enum entry_state state;
    struct error error;
    struct wanted wanted; /* in the arena */
    struct arena arena;
    struct entry *owner; /* in whose arena the post lies; a reference; NULL: here */
    struct post post;
    bool stale;                       /* the page's server is out of order: the post as it was */
    int64_t confirmed_ms;             /* monotonic: when the page was last seen to be this one */
    int64_t max_age_s;                /* what it says of itself, as in struct fetched */
    struct page_copy copy;            /* to ask for it again by; in the arena */
    char page_key[KEY_HEX + 1];       /* of its bytes and what was said of them */
    atomic_uint_fast64_t duration_ms; /* 0: not known */
};

/* Whose turn it is when it is read or made: the site's, or the client's that sent a text. */
struct span wanted_lane(const struct wanted *w);
/* The key of what is asked for. */
void wanted_key(const struct wanted *w, char key[KEY_HEX + 1]);

/* Being read, with one reference, the caller's. Copies what is wanted. */
struct entry *entry_create(struct server *s, const struct wanted *w, const char *key);
struct entry *entry_hold(struct entry *e);
void entry_drop(struct entry *e);
/* Its post is what the former one's was. */
void entry_take_over(struct entry *e);
size_t entry_bytes(const struct entry *e); /* of memory; it is no longer being read */
/* Its reading is over: from now on it is READ, or FAILED with *err; wakes who waited. */
void entry_settle(struct entry *e, const struct error *err);

#endif
