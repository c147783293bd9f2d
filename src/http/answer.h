/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers: bytes with the header fields that their kind needs. */
#ifndef HTTP_ANSWER_H
#define HTTP_ANSWER_H

#include <stdint.h>

#include "http/blob.h"
#include "http/route.h"

struct MHD_Response;
struct exchange;

enum answer_kind {
    ANSWER_AUDIO,
    ANSWER_OPUS,
    ANSWER_WAV,
    ANSWER_FLAC,
    ANSWER_JSON,
    ANSWER_CAPTIONS,
    ANSWER_CHAPTERS,
    ANSWER_TEXT,
    ANSWER_SCRIPT, /* the player */
    ANSWER_PAGE,   /* the demo post and its files */
};

/* Copies the bytes. */
struct MHD_Response *answer_of_bytes(enum answer_kind kind, enum audience audience, struct span bytes);
/* size_bytes from 'first' on; holds the blob. */
struct MHD_Response *answer_of_blob(enum answer_kind kind, enum audience audience, struct blob *blob,
                                    uint64_t first, uint64_t size_bytes);
/* From an open file, which it takes over. */
struct MHD_Response *answer_of_file(enum answer_kind kind, enum audience audience, int fd, uint64_t first,
                                    uint64_t size_bytes);
/* From x->making as it grows, beginning at x->from. ANSWER_UNKNOWN: until its end, chunked. */
#define ANSWER_UNKNOWN UINT64_MAX
struct MHD_Response *answer_of_making(enum audience audience, struct exchange *x, uint64_t size_bytes);
/* The same as x->events. */
struct MHD_Response *answer_of_events(enum audience audience, struct exchange *x);
/* x->progress, until it ends. */
struct MHD_Response *answer_of_progress(enum audience audience, struct exchange *x);
/* Without a body: 204, 302, 304. */
struct MHD_Response *answer_empty(enum answer_kind kind, enum audience audience);

void answer_field(struct MHD_Response *answer, const char *name, const char *value);
void answer_type(struct MHD_Response *answer, const char *media_type); /* instead of the kind's */
void answer_destroy(struct MHD_Response *answer);

#endif
