/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audio/decode.h"

#include <lame/lame.h>

enum { DECODER_DELAY = 529, DELAY = MP3_DELAY + DECODER_DELAY };

int16_t *decode_mp3(struct arena *a, struct span mp3, size_t nframes)
{
    int16_t *all = arena_alloc(a, (nframes + DELAY + 4 * MP3_FRAME) * sizeof *all), unused[4 * MP3_FRAME];
    size_t at = 0;
    hip_t decoder = hip_decode_init();
    for (size_t fed = 0, n; fed < mp3.n; fed += n) {
        n = mp3.n - fed < 100 ? mp3.n - fed : 100;
        int made = hip_decode1(decoder, (unsigned char *)mp3.p + fed, n, all + at, unused);
        for (; made > 0; made = hip_decode1(decoder, (unsigned char *)mp3.p, 0, all + at, unused))
            at += (size_t)made;
    }
    hip_decode_exit(decoder);
    return at >= nframes + DELAY ? all + DELAY : NULL;
}
