/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of what is said for what is written, in American English. */
#ifndef TESTS_SCRIPT_SPOKEN_H
#define TESTS_SCRIPT_SPOKEN_H

#include "check.h"
#include "script/script.h"

struct spoken_line {
    const char *written, *spoken;
};

void check_spoken_lines(const struct spoken_line *lines, size_t count);

/* A test by that name: SPOKEN(says_ordinals, {"the 1st", "the first"}, ...) */
#define SPOKEN(test, ...)                                                                                    \
    static void test(void)                                                                                   \
    {                                                                                                        \
        static const struct spoken_line lines[] = {__VA_ARGS__};                                             \
        check_spoken_lines(lines, COUNT_OF(lines));                                                          \
    }

#endif
