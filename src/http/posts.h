/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Posts as they were read: found by what was asked for (a URL, or a text with its options) and by the key of
 * their audio. Each is read once, however many ask, on a thread of its own queue. Bounded in memory. */
#ifndef HTTP_POSTS_H
#define HTTP_POSTS_H

#include <stdatomic.h>

#include "http/keymap.h"
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

    int nreferences; /* from here on guarded by the posts' mutex */
    struct entry *newer, *older;
    size_t counted_bytes;   /* while it is listed */
    int64_t fresh_until_ms; /* monotonic; 0: being read; set once, before the state */

    struct waiters waiters; /* its mutex guards state and error; the rest is written before READ is set */
    enum entry_state state;
    struct error error;
    struct wanted wanted; /* in the arena */
    struct arena arena;
    struct post post;
    atomic_uint_fast64_t duration_ms; /* 0: not known */
};

struct posts;

/* Whose turn it is when it is read or made: the site's, or the client's that sent a text. */
struct span wanted_lane(const struct wanted *w);

struct posts *posts_create(uint64_t most_bytes);
void posts_destroy(struct posts *p);

/* The post asked for, perhaps still being read (see entry.waiters). A reference; NULL: BUSY. */
struct entry *posts_want(struct server *s, const struct wanted *wanted);
/* Would that be the post as it was read, without reading it anew? */
bool posts_know(struct server *s, const struct wanted *wanted);
/* The post whose audio has this key. A reference, or NULL. */
struct entry *posts_by_audio(struct server *s, const char *key);
/* Whoever comes later does not find it here; it is not even listed when it is being read. */
void posts_forget(struct server *s, const struct wanted *wanted);
/* The same for every post whose audio has this key. */
void posts_forget_audio(struct server *s, const char *key);
struct entry *entry_hold(struct server *s, struct entry *e);
void entry_drop(struct server *s, struct entry *e);

#endif
