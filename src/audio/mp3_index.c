/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where frames of varying size begin. The table is halved whenever it is full, so its memory does not grow
 * with the post. */
#include <assert.h>
#include <string.h>

#include "audio/mp3_frame.h"

size_t mp3_count_frames(struct span mp3)
{
    size_t n = 0;
    for (size_t at = 0, length; at < mp3.n; at += length, n++) {
        length = mp3_frame_length(span_slice(mp3, at, mp3.n));
        if (length == 0 || length > mp3.n - at)
            return 0;
    }
    return n;
}

size_t mp3_segment_most_bytes(size_t mp3_frames, bool last)
{
    return (mp3_frames + (last ? 2 : 0)) * (mp3_frame_bytes(160) + 1);
}

static void add_entry(struct mp3_index *index)
{
    if (index->n == MP3_INDEX_ENTRIES) {
        for (size_t i = 0; i < MP3_INDEX_ENTRIES / 2; i++)
            index->at[i] = index->at[2 * i];
        index->n /= 2;
        index->stride *= 2;
    }
    if (index->nframes % index->stride == 0)
        index->at[index->n++] = index->nbytes;
}

void mp3_index_add(struct mp3_index *index, struct span mp3)
{
    if (index->stride == 0)
        index->stride = 1;
    for (size_t at = 0, length; at < mp3.n; at += length, index->nframes++, index->nbytes += length) {
        length = mp3_frame_length(span_slice(mp3, at, mp3.n));
        assert(length > 0 && length <= mp3.n - at); /* mp3_count_frames has seen it */
        add_entry(index);
    }
}

uint64_t mp3_index_byte(const struct mp3_index *index, uint64_t frame)
{
    if (frame >= index->nframes)
        return index->nbytes;
    uint64_t i = frame / index->stride, from = index->at[i];
    uint64_t end = i + 1 < index->n ? index->at[i + 1] : index->nbytes;
    uint64_t frames = i + 1 < index->n ? index->stride : index->nframes - i * index->stride;
    return from + (end - from) * (frame % index->stride) / frames;
}
