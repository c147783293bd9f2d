/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A short text for each shipped voice, of our own writing: what its level and rate are measured on. */
#ifndef TESTS_SPEECH_READINGS_H
#define TESTS_SPEECH_READINGS_H

#include <stddef.h>

enum { READING_SENTENCES = 6 };

struct reading {
    const char *language; /* primary subtag */
    const char *sentences[READING_SENTENCES];
};

extern const struct reading readings[];
extern const size_t nreadings;

/* The one for a voice's language; NULL if there is none. */
const struct reading *reading_for(const char *language);

#endif
