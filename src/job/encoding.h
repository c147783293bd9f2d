/* SPDX-License-Identifier: GPL-3.0-or-later */
/* encoding: how a segment becomes MP3, across the process boundary, and what of it can be checked. */
#ifndef JOB_ENCODING_H
#define JOB_ENCODING_H

#include "audio/audio.h"

struct encoding {
    uint32_t bitrate_kbps, quality;
    bool last;      /* segment of the post */
    bool vbr;       /* the bit rate varies: bitrate_kbps is not looked at */
    uint32_t level; /* of vbr: LAME's V */
};

void encoding_put(const struct encoding *e, struct buf *message);
struct encoding encoding_get(struct wire *w);

/* mp3_encode_segment or its like. */
bool encoding_run(const struct encoding *e, const int16_t *frames, size_t mp3_frames, struct buf *out,
                  struct error *err);
/* Of a segment of so many frames; exactly that, unless the bit rate varies. */
size_t encoding_most_bytes(const struct encoding *e, size_t mp3_frames);
/* Can the bytes be such a segment's? */
bool encoding_is_whole(const struct encoding *e, size_t mp3_frames, struct span mp3);

#endif
