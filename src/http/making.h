/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Posts in the making: one synthesis a key and format, however many ask. The bytes grow in memory; followers
 * read them at their own pace and sleep when they have caught up. */
#ifndef HTTP_MAKING_H
#define HTTP_MAKING_H

#include <stdint.h>

#include "base/error.h"
#include "http/keymap.h"
#include "http/tape.h"
#include "http/texts.h"
#include "http/waiters.h"

struct server;
struct exchange;
struct entry;

enum making_state {
    MAKING_QUEUED,
    MAKING_STREAMING, /* bytes come */
    MAKING_DONE,
    MAKING_FAILED,
};

struct making {
    struct keyed keyed; /* the audio's key, with another format one made of both */
    struct server *server;
    struct entry *entry; /* a reference: the post */

    int nreferences, nfollowers; /* guarded by the makings' mutex */
    int64_t alone_since_ms;      /* monotonic: when the last one left */
    bool keep;                   /* goes on without followers, unless much remains */
    bool batch;                  /* nobody waits for it yet */
    bool unwanted;               /* nobody may have it any more: it is not kept */
    const char *format;          /* NULL: MP3; else of audio/stream.h; static */

    struct audio_stream *stream; /* the job's alone, with a format */
    struct error broken;         /* why the job's own side wants no more */

    atomic_size_t nmade;    /* segments handed over */
    struct waiters waiters; /* its mutex guards the rest */
    enum making_state state;
    bool exact;          /* size_bytes is known */
    uint64_t size_bytes; /* of the whole */
    struct tape tape;
    struct speaking *work;      /* NULL: the job is not at work, or its pieces come in order */
    struct segment_time *times; /* of the segments so far, when their times were not known before */
    size_t ntimes;
    struct blob *known; /* marks of the first nknown of them */
    size_t nknown;
    struct blob *texts[TEXTS]; /* NULL until all times are known; none but for MP3 */
    enum error_code error;
    bool lacking; /* a sentence could not be spoken, so it was not kept; known when it is over */
    bool over;       /* and kept, if it was to be kept */
    int64_t told_ms; /* monotonic; the job's alone: when watchers were told how far it is */
};

struct makings;

struct makings *makings_create(void);
void makings_destroy(struct makings *m); /* nothing is in the making any more */
/* From now on every making ends as soon as it can. */
void makings_cancel_all(struct makings *m);
size_t makings_count(struct makings *m);
size_t makings_followers(struct makings *m); /* of all of them, together */

struct making_counts {
    size_t nmade, nsegments;
};
/* Is this key in the making? How far? Joins nothing. */
bool making_count(struct server *s, const char *key, struct making_counts *out);
/* The making of this key as one more follower, or NULL. */
struct making *making_find(struct server *s, const char *key, bool keep);
struct making *making_find_as(struct server *s, const char *key, const char *format, bool keep);
/* The same, kept, for somebody who can wait until no listener does. */
struct making *making_join_batch(struct server *s, struct entry *entry);
/* Those who hear it already may do so to the end; nobody else finds it, and it is not kept. */
void making_forget(struct server *s, const char *key);
/* The same, and begins one when there is none, in a format of audio/stream.h (NULL: MP3). It is kept when it
 * is finished if somebody joined who wanted it kept and the cache has a place for it. NULL: BUSY. */
struct making *making_join_as(struct server *s, struct entry *entry, const char *format, bool keep);
/* How the cache calls audio in that format; CACHE_KINDS: it has no place for it. */
enum cache_kind making_kind(const char *format);
void making_leave(struct making *m); /* one follower less */

/* Between makings.c, which knows who follows, making.c, which makes, and making_keep.c. */
void making_run(void *making);      /* the job, on a thread of server.speakers */
void making_drop(struct making *m); /* one reference less */
/* Nobody listens to it, and it is not worth finishing: it is unlisted, whoever comes later begins anew, from
 * the segments that the cache has. */
bool making_given_up(struct making *m);
bool making_is_kept(struct making *m); /* somebody wants it kept */
/* It is finished: stores it, if it is whole, and lets its memory go. The job's alone. */
void making_keep(struct making *m, bool whole);
/* Nobody can join any more. true: nobody may have it, either. */
bool makings_unlist(struct making *m);

/* Under the lock of m->waiters: the marks that are known so far, a reference; NULL: all or none are. */
struct blob *making_known_marks(struct making *m);

enum making_read { MAKING_BYTES, MAKING_SLEEPS, MAKING_END, MAKING_BROKEN };
/* Copies at most *most bytes from x->from on and sets *most; with none there yet, puts x to sleep. */
enum making_read making_read(struct making *m, struct exchange *x, char *out, size_t *most);

#endif
