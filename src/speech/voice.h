/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One voice file: lines 'name = value' (docs/voices.md). */
#ifndef SPEECH_VOICE_H
#define SPEECH_VOICE_H

#include "speech/speech.h"

enum { VOICE_FILE_BYTES = 1 << 16 }; /* a larger file is refused */

/* The standard settings, without names. */
struct voice voice_standard(void);

extern const size_t voice_nsettings; /* how many a file can have */

/* Across the process boundary: name, settings, shipped. voice_get checks every range; false sets w->bad. */
void voice_put(const struct voice *voice, struct buf *message);
bool voice_get(struct wire *w, struct voice *voice);

/* Letters, digits, '-' and '_', at most VOICE_NAME_BYTES - 1: what a voice may be called. */
bool voice_name_valid(struct span name);

/* Parses the text of the file at 'path' into *voice, whose name is set from the path. 'engine' is as written
 * in the file: nobody has looked yet whether the engine has it. Error CONFIG with file and line. */
bool voice_parse(const char *path, struct span text, struct voice *voice, struct error *err);

#endif
