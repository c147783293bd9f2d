/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine, as the rest of the stage sees it. espeak.c is the only file that knows libespeak-ng. */
#ifndef SPEECH_ESPEAK_H
#define SPEECH_ESPEAK_H

#include "speech/speech.h"
#include "speech/text.h"

/* One voice of the engine's own list. */
struct engine_voice {
    char language[VOICE_NAME_BYTES];   /* lower case: "en-us" */
    char identifier[VOICE_NAME_BYTES]; /* what engine_select takes: "gmw/en-US" */
    char title[80];
};

/* The engine's languages, or its variants (identifier "!v/Andy"), in the engine's order; in the arena. */
struct engine_voice *engine_languages(struct arena *a, size_t *count);
struct engine_voice *engine_variants(struct arena *a, size_t *count);

/* Sets voice, rate and pitch in a child that will speak. Error INTERNAL. */
bool engine_select(const struct manner *manner, struct error *err);

/* Where a word begins, as the engine sees it: several a word, or one for several
 * words, at positions that never go back. */
struct engine_event {
    uint32_t spoken_at; /* the byte of segment.spoken it points at */
    size_t frame;       /* in engine_output.frames */
};

struct engine_output {
    int16_t *frames; /* the caller's */
    size_t capacity, nframes;
    bool full; /* the engine was stopped at 'capacity' */
    /* of the running call */
    const struct engine_text *text;
    size_t began; /* nframes when it began: the engine counts from there */
    struct arena *arena;
    struct engine_event *events; /* in the arena, by frame */
    size_t nevents, events_capacity;
};

/* Speaks one text, appending frames and events. Error INTERNAL. */
bool engine_speak(const struct engine_text *text, struct engine_output *out, struct error *err);

#endif
