/* SPDX-License-Identifier: GPL-3.0-or-later */
/* It calls its own errors "enum error". */
#define error ebur128_error
#include <ebur128.h>
#undef error

#include <math.h>
#include <stdlib.h>

#include "audio/audio.h"

struct loudness_meter {
    ebur128_state *state;
};

struct loudness_meter *loudness_meter_create(void)
{
    struct loudness_meter *m = calloc(1, sizeof *m);
    if (m)
        m->state = ebur128_init(1, AUDIO_RATE_HZ, EBUR128_MODE_I | EBUR128_MODE_TRUE_PEAK);
    if (m && m->state)
        return m;
    free(m);
    return NULL;
}

void loudness_meter_destroy(struct loudness_meter *m)
{
    if (!m)
        return;
    ebur128_destroy(&m->state);
    free(m);
}

bool loudness_meter_add(struct loudness_meter *m, const int16_t *frames, size_t nframes)
{
    return ebur128_add_frames_short(m->state, frames, nframes) == EBUR128_SUCCESS;
}

double loudness_meter_lufs(const struct loudness_meter *m)
{
    double lufs;
    return ebur128_loudness_global(m->state, &lufs) == EBUR128_SUCCESS ? lufs : -HUGE_VAL;
}

double loudness_meter_true_peak_db(const struct loudness_meter *m)
{
    double peak;
    return ebur128_true_peak(m->state, 0, &peak) == EBUR128_SUCCESS ? 20 * log10(peak) : -HUGE_VAL;
}
