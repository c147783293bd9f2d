/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/range.h"

#include <stdio.h>

#include "check.h"

static const struct {
    const char *header;
    uint64_t whole;
    enum range_verdict verdict;
    uint64_t first, size;
} cases[] = {
    {"bytes=0-0", 1000, RANGE_PART, 0, 1},
    {"bytes=0-1", 1000, RANGE_PART, 0, 2},
    {"bytes=0-", 1000, RANGE_PART, 0, 1000},
    {"bytes=999-", 1000, RANGE_PART, 999, 1},
    {"bytes=100-199", 1000, RANGE_PART, 100, 100},
    {"bytes=10-1999", 1000, RANGE_PART, 10, 990},
    {"bytes=5-99999999999999999999", 1000, RANGE_PART, 5, 995},
    {"bytes=-100", 1000, RANGE_PART, 900, 100},
    {"bytes=-5000", 1000, RANGE_PART, 0, 1000},
    {"Bytes=0-1", 1000, RANGE_PART, 0, 2},
    {"bytes= 0-1 ", 1000, RANGE_PART, 0, 2},
    {"bytes=1000-", 1000, RANGE_UNSATISFIABLE, 0, 0},
    {"bytes=99999999999999999999-", 1000, RANGE_UNSATISFIABLE, 0, 0},
    {"bytes=-0", 1000, RANGE_UNSATISFIABLE, 0, 0},
    {"bytes=0-", 0, RANGE_UNSATISFIABLE, 0, 0},
    {"bytes=-1", 0, RANGE_UNSATISFIABLE, 0, 0},
    {"", 1000, RANGE_WHOLE, 0, 0},
    {"bytes", 1000, RANGE_WHOLE, 0, 0},
    {"bytes=", 1000, RANGE_WHOLE, 0, 0},
    {"bytes=-", 1000, RANGE_WHOLE, 0, 0},
    {"bytes=abc", 1000, RANGE_WHOLE, 0, 0},
    {"bytes=5-2", 1000, RANGE_WHOLE, 0, 0},
    {"bytes=1-2-3", 1000, RANGE_WHOLE, 0, 0},
    {"bytes=--5", 1000, RANGE_WHOLE, 0, 0},
    {"bytes=+1-2", 1000, RANGE_WHOLE, 0, 0},
    {"items=0-1", 1000, RANGE_WHOLE, 0, 0},
    {"bytes=0-9,20-29", 1000, RANGE_WHOLE, 0, 0},
};

static void reads_one_range_and_leaves_the_rest_to_the_whole(void)
{
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct range got = {0};
        bool ok = check_number(range_read(span_of(cases[i].header), cases[i].whole, &got), cases[i].verdict);
        if (cases[i].verdict == RANGE_PART)
            ok = ok && check_number(got.first, cases[i].first) && check_number(got.size_bytes, cases[i].size);
        if (!ok)
            printf("  %s of %llu\n", cases[i].header, (unsigned long long)cases[i].whole);
    }
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {CHECK(reads_one_range_and_leaves_the_rest_to_the_whole)};
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
