/* SPDX-License-Identifier: GPL-3.0-or-later */
/* timed: what of a segment's script lies where in the audio. Marks, captions, chapters and speech marks are
 * all printed from these. */
#ifndef JOB_TIMED_H
#define JOB_TIMED_H

#include "job/job.h"

/* A written expression or a sentence. Of one list they rise in time and source, and one ends at the latest
 * where the next begins. */
struct timed {
    uint64_t frame, end_frame; /* of the post; the sentence's pause counts to it, the segment's too */
    uint32_t from, to;         /* bytes of the block's text (or the title's) */
    uint32_t token, ntokens;   /* of the segment */
};

/* In the arena; *count 0 when the audio of the segment was cut off before. */
struct timed *timed_words(struct arena *a, const struct segment *s, const struct segment_time *time,
                          size_t *count);
struct timed *timed_sentences(struct arena *a, const struct segment *s, const struct segment_time *time,
                              size_t *count);

/* The text a segment's source spans point into. */
struct span timed_text(const struct post *post, const struct segment *s);

static inline uint64_t timed_ms(uint64_t frame)
{
    return frame * 1000 / SPEECH_RATE_HZ;
}

#endif
