/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A test is a sentence. A test program lists its tests in a table and hands it to check_main, which runs each
 * (all, or those whose name contains an argument), prints "ok NAME" or "FAIL NAME" a line and returns 1 if
 * any failed. */
#ifndef TESTS_CHECK_H
#define TESTS_CHECK_H

#include "base/base.h"

struct check {
    const char *name;
    void (*run)(void);
};

#define CHECK(function)                                                                                      \
    {                                                                                                        \
#function, function                                                                                  \
    }

int check_main(int argc, char **argv, const struct check *checks, size_t nchecks);

/* Each notes a failure with place and values and lets the test go on; they return whether it held. */
#define check_true(condition) check_true_at(__FILE__, __LINE__, #condition, (condition))
#define check_number(got, want) check_number_at(__FILE__, __LINE__, #got, (long long)(got), (long long)(want))
#define check_text(got, want) check_text_at(__FILE__, __LINE__, #got, (got), span_of(want))
#define check_span(got, want) check_text_at(__FILE__, __LINE__, #got, (got), (want))
bool check_true_at(const char *file, int line, const char *what, bool condition);
bool check_number_at(const char *file, int line, const char *what, long long got, long long want);
bool check_text_at(const char *file, int line, const char *what, struct span got, struct span want);
/* Ends the test as skipped, with the reason; use as 'check_skip("no ffmpeg"); return;'. */
void check_skip(const char *reason);
/* Compares with the golden file tests/<path>; with UPDATE_GOLDEN=1 in the environment writes it instead. */
#define check_golden(got, path) check_golden_at(__FILE__, __LINE__, (got), (path))
bool check_golden_at(const char *file, int line, struct span got, const char *path);
/* A fixture below tests/, whole; a missing one fails the test. The caller finishes *out. */
bool check_fixture(const char *path, struct buf *out);

#endif
