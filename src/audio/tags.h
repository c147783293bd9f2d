/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AUDIO_TAGS_H
#define AUDIO_TAGS_H

#include "audio/audio.h"

enum { TAG_BYTES = 1000 }; /* of one tag: a longer one is cut */

/* Appends the text as a tag may hold it: valid UTF-8, no controls (in ID3 a NUL would begin a second value),
 * cut between characters at TAG_BYTES. */
void tag_add(struct buf *out, struct span text);
/* The same without a cut. */
void tag_add_whole(struct buf *out, struct span text);
/* Four bytes, the highest first; what does not fit is the highest number. */
void tag_add_u32(struct buf *out, uint64_t value);

#endif
