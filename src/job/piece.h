/* SPDX-License-Identifier: GPL-3.0-or-later */
/* piece: a segment on its way through the pool: looked up in the cache or said, then encoded. */
#ifndef JOB_PIECE_H
#define JOB_PIECE_H

#include "job/say.h"

enum piece_state {
    PIECE_WAITING,  /* not given to the pool */
    PIECE_SAYING,   /* its say step is queued or at work */
    PIECE_ENCODING, /* its length is known */
    PIECE_READY,    /* mp3 (or pcm, when PCM is wanted) can be delivered */
    PIECE_DELIVERED,
};

struct speaking;

struct piece {
    struct task task;
    struct speaking *job;
    size_t index;
    enum piece_state state;
    struct pcm pcm;
    size_t mp3_frames; /* known from PIECE_ENCODING on */
    struct buf mp3;
    uint64_t held_bytes; /* its share of pool.held_bytes */
    bool cached;
    bool wanted; /* somebody waits for it: the next of those behind it that is missing is wanted after it */
};

/* A post being spoken. The lock of the pool guards what changes: states, counts, 'failed'. */
struct speaking {
    struct pool *pool;
    const struct post *post;
    const struct speak_options *options;
    struct piece *pieces;
    size_t npieces;
    size_t given;  /* pieces before this were given to the pool */
    size_t nknown; /* pieces whose length is known */
    size_t next;   /* the piece to deliver next, when they are delivered in order */
    size_t ndelivered;
    uint64_t nframes;    /* PCM of all known pieces */
    uint64_t missing_ms; /* guessed, of the pieces that no cache had */
    bool planned;        /* the audio begins when all lengths are known or it is time, not when all is made */
    bool begun;
    bool failed;
    struct error err; /* why, when failed */
};

void piece_init(struct piece *piece, struct speaking *job, size_t index);
void piece_finish(struct piece *piece);
/* How long it will sound and the PCM bytes it will take, guessed from its text. */
uint64_t piece_estimate_ms(const struct piece *piece);
uint64_t piece_estimate(const struct piece *piece);

/* All under the lock. Hands the piece to the pool. */
void piece_give(struct piece *piece);
/* The stream needs this piece now. */
void piece_hurry(struct piece *piece);
/* It was delivered: its memory comes free. */
void piece_release(struct piece *piece);

#endif
