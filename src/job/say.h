/* SPDX-License-Identifier: GPL-3.0-or-later */
/* say: one segment spoken into memory, whatever its text does to the engine; and that memory encoded. */
#ifndef JOB_SAY_H
#define JOB_SAY_H

#include "audio/audio.h"
#include "job/encoding.h"
#include "job/step.h"

/* Sound of one segment, finished, in a memfd that child processes write and read. */
struct pcm {
    int fd;             /* -1: none */
    uint64_t capacity;  /* frames; pages not written take no memory and read as silence */
    uint64_t nframes;   /* spoken */
    struct mark *marks; /* owned */
    size_t nmarks;
    uint32_t nretried, nskipped; /* sentences left out, utterances cut off at the end */
};

/* Memory for a pcm that has none: room for segment_max_ms and the padding behind it. Error INTERNAL. */
bool pcm_create(struct pcm *pcm, const struct config *config, struct error *err);
void pcm_close(struct pcm *pcm); /* the sound; marks and counts stay */
void pcm_destroy(struct pcm *pcm);
void pcm_copy_marks(struct pcm *pcm, const struct mark *marks, size_t nmarks);

/* How a segment of the post becomes MP3. */
struct encoding encoding_of(const struct pool *p, const struct post *post, bool last);

/* Fills pcm; 'segment' is an index. With 'mp3' the child that speaks encodes as well and the MP3 is appended,
 * with no sound left in pcm; when that fails again and again nothing is appended and pcm holds the sound as
 * without. Only CANCELLED, LOST and a lack of descriptors are failures: false and *err. */
bool say_segment(struct worker *w, const struct post *post, size_t segment, struct pcm *pcm, struct buf *mp3,
                 struct error *err);

/* Encodes pcm's first mp3_frames * MP3_FRAME frames, appended to *out; the encoding is encoding_of's. A child
 * that fails again and again gives silence of the same length (counted in pcm->nskipped). */
bool encode_segment(struct worker *w, struct pcm *pcm, size_t mp3_frames, const struct encoding *encoding,
                    struct buf *out, struct error *err);

#endif
