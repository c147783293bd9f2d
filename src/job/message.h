/* SPDX-License-Identifier: GPL-3.0-or-later */
/* message: what the frames between front and child hold, a request and a result for each step. Every *_get is
 * strict: counts, order and ranges are checked, all bytes must be used, and false means the peer is not to be
 * believed. Spans point into the message. */
#ifndef JOB_MESSAGE_H
#define JOB_MESSAGE_H

#include "job/encoding.h"
#include "page/page.h"
#include "script/script.h"
#include "speech/speech.h"

void error_put(const struct error *err, struct buf *message);
/* Fills *err (with INTERNAL when the message is no error) and returns false. */
bool error_get(struct wire *w, struct error *err);

struct fetch_request {
    struct span url, sites;
    struct page_copy copy;    /* of a page; with an address there is one */
    bool picture;             /* not a page: page_fetch_picture */
    struct span fields, body; /* of a letter; with a body it is one */
};
void fetch_request_put(const struct fetch_request *r, struct buf *message);
bool fetch_request_get(struct span message, struct fetch_request *r);
void fetch_result_put(const struct fetched *f, struct buf *message);
bool fetch_result_get(struct span message, struct fetched *f); /* empty when false */

enum read_mode { READ_POST, READ_LINES, READ_SENTENCES, READ_MODES };

struct read_request {
    enum read_mode mode;
    struct page_source source; /* READ_LINES, READ_SENTENCES: the bytes are the lines */
    struct span voice, language, title, byline, lexicon, lexicon_name;
    uint32_t rate_wpm;
    bool speak_title, article_only, explain, why, verbatim;
};
void read_request_put(const struct read_request *r, struct buf *message);
bool read_request_get(struct span message, struct read_request *r);

struct read_result {
    struct article article;
    struct script script;
    bool scripted;  /* false: article_only; the rest is empty */
    uint32_t voice; /* index in the list of voices */
    uint32_t rate_wpm;
};
void read_result_put(const struct read_result *r, struct buf *message);
bool read_result_get(struct arena *a, struct span message, size_t nvoices, struct read_result *r);

struct say_request {
    uint32_t voice, rate_wpm;
    int pitch_change; /* as in struct manner */
    bool safest;
    bool encoded;             /* answer with MP3 instead of leaving the sound in the step's memory */
    bool raw;                 /* leave it as the engine gives it: whoever encodes it finishes it */
    struct encoding encoding; /* when encoded */
    uint64_t at,
        capacity; /* frames in the step's memory: where to begin, and the first that must not be written */
    struct segment segment; /* tokens' sources are not sent */
};
void say_request_put(const struct say_request *r, struct buf *message);
bool say_request_get(struct arena *a, struct span message, size_t nvoices, struct say_request *r);

struct say_result {
    uint64_t nframes; /* spoken, from request.at */
    uint32_t nskipped;
    struct mark *marks; /* frames count from request.at */
    size_t nmarks;
    struct span mp3; /* empty unless encoded */
};
void say_result_put(const struct say_result *r, struct buf *message);
/* Checked against what was asked: capacity, number of tokens, and the MP3's size, which follows from nframes.
 */
bool say_result_get(struct arena *a, struct span message, const struct say_request *asked,
                    struct say_result *r);

/* How many MP3 frames a segment fills of which nframes were spoken: counted so on both sides. */
size_t segment_mp3_frames(const struct segment *segment, uint64_t nframes, uint32_t nskipped);

void marks_put(const struct mark *marks, size_t nmarks, struct buf *message);
/* Tokens and frames rise, tokens lie below ntokens and frames do not exceed nframes. */
bool marks_get(struct arena *a, struct wire *w, size_t ntokens, uint64_t nframes, struct mark **marks,
               size_t *nmarks);

struct encode_request {
    uint64_t mp3_frames;
    uint32_t voice; /* whose sound it is, still raw */
    struct encoding encoding;
};
void encode_request_put(const struct encode_request *r, struct buf *message);
bool encode_request_get(struct span message, size_t nvoices, struct encode_request *r);

#endif
