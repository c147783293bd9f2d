/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job/encoding.h"

void encoding_put(const struct encoding *e, struct buf *message)
{
    const uint32_t fields[] = {e->bitrate_kbps, e->quality, e->last, e->vbr, e->level};
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        wire_put_u32(message, fields[i]);
}

struct encoding encoding_get(struct wire *w)
{
    struct encoding e = {.bitrate_kbps = wire_get_u32_max(w, 320)};
    e.quality = wire_get_u32_max(w, 9);
    e.last = wire_get_u32_max(w, 1);
    e.vbr = wire_get_u32_max(w, 1);
    e.level = wire_get_u32_max(w, 9);
    return e;
}

bool encoding_run(const struct encoding *e, const int16_t *frames, size_t mp3_frames, struct buf *out,
                  struct error *err)
{
    return e->vbr
               ? mp3_encode_segment_vbr(frames, mp3_frames, (int)e->level, (int)e->quality, e->last, out, err)
               : mp3_encode_segment(frames, mp3_frames, (int)e->bitrate_kbps, (int)e->quality, e->last, out,
                                    err);
}

size_t encoding_most_bytes(const struct encoding *e, size_t mp3_frames)
{
    return e->vbr ? mp3_segment_most_bytes(mp3_frames, e->last)
                  : mp3_segment_bytes(mp3_frames, (int)e->bitrate_kbps, e->last);
}

bool encoding_is_whole(const struct encoding *e, size_t mp3_frames, struct span mp3)
{
    return e->vbr ? mp3_count_frames(mp3) == mp3_frames + (e->last ? 2 : 0)
                  : mp3.n == encoding_most_bytes(e, mp3_frames);
}
