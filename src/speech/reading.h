/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A short text for each language that a voice is shipped for, of our own writing: what level and rate of the
 * voices are measured on. */
#ifndef SPEECH_READING_H
#define SPEECH_READING_H

#include <stddef.h>

enum { READING_SENTENCES = 6 };

struct reading {
    const char *language; /* primary subtag; empty: for any language */
    const char *sentences[READING_SENTENCES];
};

/* The one for a voice's language; where none is written in it, numbers, which every voice says in its own.
 * Never NULL. */
const struct reading *reading_for(const char *language);

#endif
