/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clip: what is played before or after each post, read once when the pool starts. */
#ifndef JOB_CLIP_H
#define JOB_CLIP_H

#include "audio/audio.h"

struct pool;

/* All empty: none. */
struct clip {
    struct buf frames; /* 16 bit, whole MP3 frames, MP3_TAIL zeros at the end */
    struct buf mp3;
    char key[KEY_HEX + 1]; /* of the file's bytes */
};

size_t clip_mp3_frames(const struct clip *c);
/* The intro and outro that are configured. Errors: CONFIG with the setting's name, CRASHED, TIMEOUT. */
bool clips_load(struct pool *p, struct error *err);
void clip_finish(struct clip *c);

/* The step (read.c): the file's bytes, the frames of clip_read. */
bool pool_decode(struct pool *p, struct span file, struct buf *frames, struct error *err);

#endif
