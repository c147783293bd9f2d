/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audio/biquad.h"

#include <math.h>
#include <stdlib.h>

#include "check.h"

enum { FRAMES = 4000 };

/* Two frames at a time are what one at a time is, however the frames are cut into blocks. */
static void a_block_is_filtered_as_its_frames_are(void)
{
    struct biquad one = biquad_high_pass(70), other = one;
    double frames[FRAMES], want[FRAMES];
    srand(3);
    for (int i = 0; i < FRAMES; i++) {
        frames[i] = rand() % 65536 - 32768;
        want[i] = biquad_next(&one, frames[i]);
    }
    for (int at = 0, n; at < FRAMES; at += n) {
        n = 1 + at % 7 < FRAMES - at ? 1 + at % 7 : FRAMES - at;
        biquad_block(&other, frames + at, (size_t)n);
    }
    for (int i = 0; i < FRAMES; i++)
        if (!check_true(fabs(frames[i] - want[i]) < 1e-6))
            break;
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(a_block_is_filtered_as_its_frames_are),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
