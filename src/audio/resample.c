/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audio/resample.h"

#include <soxr.h>
#include <stdlib.h>

enum { CHUNK = 4096 }; /* frames taken out at a time */

struct resampler {
    soxr_t soxr;
    size_t frame_bytes; /* of what goes in */
};

struct resampler *resampler_create(enum sample_kind from, int from_hz, int to_hz)
{
    struct resampler *r = calloc(1, sizeof *r);
    soxr_io_spec_t io = soxr_io_spec(from == SAMPLE_INT16 ? SOXR_INT16_I : SOXR_FLOAT32_I, SOXR_FLOAT32_I);
    soxr_quality_spec_t quality = soxr_quality_spec(SOXR_HQ, 0);
    soxr_runtime_spec_t runtime = soxr_runtime_spec(1); /* threads */
    if (r)
        r->soxr = soxr_create(from_hz, to_hz, 1, NULL, &io, &quality, &runtime);
    if (r && r->soxr) {
        r->frame_bytes = from == SAMPLE_INT16 ? sizeof(int16_t) : sizeof(float);
        return r;
    }
    free(r);
    return NULL;
}

void resampler_destroy(struct resampler *r)
{
    if (!r)
        return;
    soxr_delete(r->soxr);
    free(r);
}

bool resampler_run(struct resampler *r, const void *frames, size_t nframes, struct buf *out,
                   struct error *err)
{
    size_t taken = 0, used, made;
    do {
        const void *from = frames ? (const char *)frames + taken * r->frame_bytes : NULL;
        void *room = buf_reserve(out, CHUNK * sizeof(float));
        soxr_error_t wrong = soxr_process(r->soxr, from, nframes - taken, &used, room, CHUNK, &made);
        if (wrong)
            return error_set(err, ERROR_INTERNAL, "libsoxr: %s", wrong);
        out->n += made * sizeof(float);
        taken += used;
    } while (made == CHUNK || taken < nframes);
    return true;
}
