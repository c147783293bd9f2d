/* SPDX-License-Identifier: GPL-3.0-or-later */
/* say: one segment spoken into memory, whatever its text does to the engine; and that memory encoded. */
#ifndef JOB_SAY_H
#define JOB_SAY_H

#include "audio/audio.h"
#include "job/encoding.h"
#include "job/step.h"

/* Sound of one segment in a memfd that child processes write and read. */
struct pcm {
    bool raw;           /* not finished: lengths hang on the engine alone and are known the sooner for it */
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

/* Does nothing follow it in the stream? */
bool is_last_segment(const struct pool *p, const struct post *post, size_t segment);
/* How a segment of the post becomes MP3. */
struct encoding encoding_of(const struct pool *p, const struct post *post, bool last);

/* Fills pcm; 'segment' is an index. With 'mp3' the child that speaks encodes as well and the MP3 is appended,
 * with no sound left in pcm; when that fails again and again nothing is appended and pcm holds the sound as
 * without. Only CANCELLED, LOST and a lack of descriptors are failures: false and *err. */
bool say_segment(struct worker *w, const struct post *post, size_t segment, struct pcm *pcm, struct buf *mp3,
                 struct error *err);

/* Finishes the raw sound that say_segment left in pcm and encodes it, appended to *out. A child that fails
 * again and again gives silence of the same length (counted in pcm->nskipped). */
bool encode_segment(struct worker *w, const struct post *post, size_t segment, struct pcm *pcm,
                    struct buf *out, struct error *err);

#endif
