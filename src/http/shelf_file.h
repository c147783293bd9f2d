/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How an accepted post lies on the disk. A file has a frame (magic, the post's name, the body's SHA-256)
 * around a body; what does not match its frame is damaged. A post's name is a digest of site and id, so
 * whatever an id holds, it is no path. */
#ifndef HTTP_SHELF_FILE_H
#define HTTP_SHELF_FILE_H

#include "base/base.h"

struct shelf_post {
    struct span site, id, url;                           /* url: canonical, of this site */
    struct span bytes, media_type;                       /* the text, and what it is written in */
    struct span title, byline, language, voice, lexicon; /* empty: not given */
    int rate_wpm;                                        /* 0: not given */
    bool draft;
    uint64_t number; /* the order of coming; replacing a post keeps it */
};

enum shelf_kind {
    SHELF_POST,   /* what was accepted */
    SHELF_KEYS,   /* lines: the edition of the newest audio, the message written last, the keys of all audio,
                     the newest last */
    SHELF_LETTER, /* a message that has not arrived yet (outbox.h) */
};

enum shelf_reading {
    SHELF_GOOD,
    SHELF_ABSENT,
    SHELF_DAMAGED,
    SHELF_UNREADABLE, /* which says nothing of its bytes; errno says why */
};

void shelf_name(struct span site, struct span id, char name[KEY_HEX + 1]);
/* Of everything but the number: the same when the same comes again. */
void shelf_edition(const struct shelf_post *post, char edition[KEY_HEX + 1]);

void shelf_post_put(const struct shelf_post *post, struct buf *out);
/* Strict; looks into the body. */
bool shelf_post_get(struct span body, struct shelf_post *out);

/* Appends the path: <folder>/<name>.post or .keys. */
void shelf_path(const char *folder, const char *name, enum shelf_kind kind, struct buf *out);
/* Whole and durable when it returns true. Error OUTPUT. */
bool shelf_file_write(const char *folder, const char *name, enum shelf_kind kind, struct span body,
                      struct error *err);
/* Appends the file to *bytes; *body looks into them. */
enum shelf_reading shelf_file_read(const char *folder, const char *name, enum shelf_kind kind,
                                   struct buf *bytes, struct span *body);

#endif
