/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sound file of a stranger: what is accepted is whole MP3 frames with a silent end. */
#include <assert.h>
#include <sanitizer/lsan_interface.h>

#include "audio/audio.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf frames = BUF_EMPTY;
    struct error err = {0};
    struct span file = {(const char *)data, size};
    __lsan_disable(); /* libsndfile forgets what libvorbis gave it for a file that is none; the child ends
                         anyway */
    bool ok = clip_read(file, 1000, -19, &frames, &err);
    __lsan_enable();
    if (ok) {
        const int16_t *p = (const int16_t *)(const void *)frames.p;
        size_t n = frames.n / sizeof *p;
        assert(n >= MP3_TAIL && n % MP3_FRAME == 0);
        for (size_t i = n - MP3_TAIL; i < n; i++)
            assert(p[i] == 0);
    } else {
        assert(err.code != ERROR_NONE);
    }
    buf_finish(&frames);
    return 0;
}
