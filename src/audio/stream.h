/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sound in a format that can be sent while it is made: what came out is never changed afterwards. */
#ifndef AUDIO_STREAM_H
#define AUDIO_STREAM_H

#include "base/base.h"

struct audio_stream;

/* "wav", "flac", "opus" (in Ogg) or "pcm" (16 bit little-endian mono at 24,000 Hz, no header); NULL: there is
 * no such format. Static memory. */
const char *audio_stream_media_type(struct span format);
/* A format that is known. nframes: how long the sound will be, 0: that is not known, and then the head does
 * not tell it (WAV: both lengths are 2^32 - 1). NULL on error: INTERNAL. */
struct audio_stream *audio_stream_open(struct span format, uint64_t nframes, struct error *err);
/* Both append to 'out' what can be sent now; after a failure only audio_stream_destroy may follow. Error
 * INTERNAL. */
bool audio_stream_write(struct audio_stream *s, const int16_t *frames, size_t nframes, struct buf *out,
                        struct error *err);
bool audio_stream_end(struct audio_stream *s, struct buf *out, struct error *err);
/* After the end: what stands at the beginning of the same sound when all is known of it, as long as what came
 * out first. Appends; nothing where it is the same. Error INTERNAL. */
bool audio_stream_head(struct audio_stream *s, struct buf *out, struct error *err);
/* The bytes of so much sound, head included; 0: the format does not tell. */
uint64_t audio_stream_bytes(struct span format, uint64_t nframes);
void audio_stream_destroy(struct audio_stream *s); /* NULL is harmless */

#endif
