/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Speaking in a forked child, as the job stage does it: the engine is deterministic only there. */
#ifndef TESTS_SPEECH_CHILD_H
#define TESTS_SPEECH_CHILD_H

#include "speech/speech.h"

/* The voices of voices/ or, with 'folder', of folder/voices; the engine is started on the first call. */
struct voices *child_voices(const char *folder, struct error *err);

/* A segment made of sentences ("Hello there." "Bye."): one token a word, one utterance a sentence, each
 * followed by pause_ms. In the arena. */
struct segment child_segment(struct arena *a, const char *const *sentences, size_t nsentences,
                             uint32_t pause_ms);

struct said {
    bool ok; /* the child ended well and speech_say returned true */
    struct error error;
    size_t nframes, nmarks, nskipped;
    int16_t *frames;    /* in the arena */
    struct mark *marks; /* in the arena */
};

struct said child_say(struct arena *a, const struct voice *voice, int rate_wpm, const struct segment *segment,
                      bool safest, size_t capacity);

#endif
