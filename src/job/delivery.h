/* SPDX-License-Identifier: GPL-3.0-or-later */
/* delivery: a post's sound as it goes to its sink, and when what of it is heard. */
#ifndef JOB_DELIVERY_H
#define JOB_DELIVERY_H

#include "job/piece.h"

struct speech_job {
    struct speaking shared; /* with the workers */
    struct arena *arena;
    const struct speak_sink *sink;
    struct speak_result *result;
    bool known;             /* all durations, when the audio began */
    uint64_t frame;         /* where the next segment begins, when they were not */
    struct mp3_index index; /* of what was delivered at a bit rate that varies */
    int64_t plan_until;     /* clock_ms; INT64_MAX: wait for all durations; 0: do not wait */
    uint64_t budget_ms;     /* up to then, from the beginning; unless it is INT64_MAX */
};

/* Are its MP3 bytes known only when all are made? */
bool speech_is_vbr(const struct speaking *s);
/* Durations are known for all pieces. Fills result->timeline and result->head. */
void speech_lay_out(struct speech_job *j);
/* Do the pieces come as they are ready, each to its place? */
bool speech_is_placed(const struct speech_job *j);

/* Both without the lock. What stands before the first piece; then a piece. Errors: CANCELLED, INTERNAL. */
bool speech_begin(struct speech_job *j, struct error *err);
bool speech_deliver(struct speech_job *j, struct piece *piece, struct error *err);

#endif
