/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AUDIO_ID3_H
#define AUDIO_ID3_H

#include "audio/audio.h"

#define ID3_KEY_NAME "listenpost:key" /* description of the TXXX frame that holds struct tags' key */

/* Appends an ID3v2.4 tag. nframes 0: nothing is known of times yet; then the room of the length and of the
 * chapters is left free, so that the tag has the same size as the final one. */
void id3_add(const struct tags *tags, uint64_t nframes, struct buf *out);
/* audio_file_tell for MP3: looks for what id3_add wrote, wherever another program has moved it. */
bool id3_tell(int fd, struct audio_told *out);

#endif
