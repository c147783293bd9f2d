/* SPDX-License-Identifier: GPL-3.0-or-later */
/* measure: how loud voices are, for those who set their gain. */
#ifndef CLI_MEASURE_H
#define CLI_MEASURE_H

#include "cli/command.h"

/* Speaks the reading of its language with each voice that is named, with all that have a file when none is;
 * prints what a meter says and the gain that would bring it to SOUND_LUFS. With 'write' that gain goes into
 * the voice files. Errors: VOICE_UNKNOWN, USAGE (a voice without a file and 'write'), OUTPUT, those of
 * pool_speak. */
bool measure_voices(const struct arguments *arguments, struct pool *pool, struct error *err);

/* Speaks the reading of the voice's language as a post of one paragraph. 'audio' gets the finished 16 bit
 * frames as speak_sink's does. Errors: those of pool_read and pool_speak. */
bool measure_speak(struct pool *pool, const struct voice *voice,
                   bool (*audio)(void *arg, const void *bytes, size_t n), void *arg, struct error *err);

#endif
