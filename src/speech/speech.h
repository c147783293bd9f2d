/* SPDX-License-Identifier: GPL-3.0-or-later */
/* speech: a segment becomes PCM and marks. PCM is 16 bit, mono, SPEECH_RATE_HZ, as it leaves the engine;
 * frames are samples (one channel). */
#ifndef SPEECH_SPEECH_H
#define SPEECH_SPEECH_H

#include "base/digest.h"
#include "script/script.h"
#include "speech/reading.h"

enum { SPEECH_RATE_HZ = 22050 };

enum {
    VOICE_NAME_BYTES = 40,
    PITCH_CHANGE_MOST = 50,
    RATE_LEAST_WPM = 80,
    RATE_MOST_WPM = 449 /* from 450 on the engine changes its method and costs five times as much */
};

/* A voice file, or one of the engine's languages with the standard settings. */
struct voice {
    char name[VOICE_NAME_BYTES];     /* what users write: letters, digits, '-', '_' */
    char title[80];                  /* for people */
    char language[VOICE_NAME_BYTES]; /* BCP 47, lower case */
    char
        engine[VOICE_NAME_BYTES]; /* the engine's voice name: from the voice file or the engine's list only */
    int rate_wpm;                 /* RATE_LEAST_WPM to RATE_MOST_WPM */
    int pitch, pitch_range;       /* 0 to 100, the engine's scale; 50 is its middle */
    int heading_pitch;            /* -PITCH_CHANGE_MOST to PITCH_CHANGE_MOST: change of pitch in headings */
    double gain_db;               /* brings this voice to -19 LUFS */
    double presence_db, treble_db; /* its tone: around 2.5 kHz and above 5 kHz, -12 to 6 */
    struct pauses pauses;
    char quote_voice[VOICE_NAME_BYTES]; /* the voice of quotations, one of the list; empty: this one */
    bool shipped;                       /* has a file in voices/ */
};

struct voices;

/* Loads voices/ *.voice (format: docs/voices.md) and adds the engine's languages by code. Needs speech_start
 * before. Errors: CONFIG with file and line. */
struct voices *voices_load(const struct config *config, struct error *err);
void voices_destroy(struct voices *v);
size_t voices_count(const struct voices *v);
const struct voice *voices_at(const struct voices *v,
                              size_t index); /* shipped ones first, then by language */
/* By exact name; any bytes may be asked for. NULL when there is none: the name never reaches the engine. */
const struct voice *voices_named(const struct voices *v, struct span name);
/* The best for a language: exact tag, then its primary subtag ("pt-PT" -> "pt"), shipped ones first. NULL if
 * none. */
const struct voice *voices_for_language(const struct voices *v, struct span language);
/* Writes the gain (dB, one decimal) into the file of a voice that has one; its other lines stay as they are.
 * Errors: INPUT_MISSING, OUTPUT. */
bool voice_save_gain(const struct config *config, const struct voice *voice, double gain_db,
                     struct error *err);
/* Across the process boundary, in the same order: the engine is started in the zygote only, and the front
 * gets its list from there. voices_get is strict; NULL (and w->bad) when the message is malformed. */
void voices_put(const struct voices *v, struct buf *message);
struct voices *voices_get(struct wire *w);
/* The list for people, a line a voice, and as a JSON array. */
void voices_print_text(const struct voices *v, struct buf *out);
void voices_print_json(const struct voices *v, struct buf *out);

/* Initialises the engine in this process, which must never speak itself: voices_load, then fork a child for
 * each speech_say. Sets no voice. Error INTERNAL. */
bool speech_start(struct error *err);
struct span speech_engine_version(void); /* part of a segment's key */
/* The folder the engine reads dictionaries from while it speaks; after speech_start. */
const char *speech_data_folder(void);
/* Which data that is: changes when any of its files does. Part of a segment's key. Error INTERNAL when there
 * are none. */
bool speech_data_digest(const char *folder, char key[KEY_HEX + 1], struct error *err);

struct mark {
    uint32_t token; /* index in segment.tokens */
    uint32_t frame; /* where it begins */
};

struct speech {
    int16_t *frames; /* the caller's memory */
    size_t capacity, nframes;
    struct mark *marks; /* one a token, in order, frames rising, equal only where not spoken; the arena's */
    size_t nmarks;
    size_t nskipped; /* utterances not spoken to their end because 'capacity' was reached */
};

/* How a segment is spoken. */
struct manner {
    const struct voice *voice;
    int rate_wpm;     /* 0: the voice's */
    int pitch_change; /* -PITCH_CHANGE_MOST to PITCH_CHANGE_MOST, from the voice's own; 0 to 100 is kept */
};

/* Speaks one segment into speech->frames: each utterance without the engine's silence around it, then exactly
 * its pause. In a child that has not spoken. 'safest': letters, digits and spaces only, in short calls
 * (second try after a crash). Errors: INTERNAL when the engine refuses. */
bool speech_say(struct arena *a, const struct manner *manner, const struct segment *segment, bool safest,
                struct speech *speech, struct error *err);

#endif
