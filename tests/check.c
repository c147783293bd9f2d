/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct {
    int failures;
    const char *skipped;
} current;

int check_main(int argc, char **argv, const struct check *checks, size_t nchecks)
{
    int status = 0;
    setvbuf(stdout, NULL, _IOLBF, 0);
    for (size_t i = 0; i < nchecks; i++) {
        if (argc > 1 && !strstr(checks[i].name, argv[1]))
            continue;
        current.failures = 0;
        current.skipped = NULL;
        checks[i].run();
        if (current.failures)
            status = 1;
        if (current.skipped && !current.failures)
            printf("skip %s: %s\n", checks[i].name, current.skipped);
        else
            printf("%s %s\n", current.failures ? "FAIL" : "ok", checks[i].name);
    }
    return status;
}

bool check_true_at(const char *file, int line, const char *what, bool condition)
{
    if (!condition) {
        current.failures++;
        printf("  %s:%d: not true: %s\n", file, line, what);
    }
    return condition;
}

bool check_number_at(const char *file, int line, const char *what, long long got, long long want)
{
    if (got != want) {
        current.failures++;
        printf("  %s:%d: %s is %lld, want %lld\n", file, line, what, got, want);
    }
    return got == want;
}

bool check_text_at(const char *file, int line, const char *what, struct span got, struct span want)
{
    if (span_equal(got, want))
        return true;
    current.failures++;
    printf("  %s:%d: %s is\n    \"%.*s\", want\n    \"%.*s\"\n", file, line, what, (int)got.n, got.p,
           (int)want.n, want.p);
    return false;
}

void check_skip(const char *reason)
{
    current.skipped = reason;
}

bool check_fixture(const char *path, struct buf *out)
{
    char whole[PATH_MAX];
    snprintf(whole, sizeof whole, "%s/tests/%s", LISTENPOST_SOURCE, path);
    struct error err = {0};
    return check_true_at(whole, 0, "fixture can be read", file_read(whole, 64u << 20, out, &err));
}

static bool golden_write(const char *path, struct span got)
{
    struct file_new f;
    struct error err = {0};
    return file_new_open(&f, path, &err) && file_write_all(f.fd, got.p, got.n) &&
           file_new_commit(&f, false, &err);
}

bool check_golden_at(const char *file, int line, struct span got, const char *path)
{
    char whole[PATH_MAX];
    snprintf(whole, sizeof whole, "%s/tests/%s", LISTENPOST_SOURCE, path);
    if (getenv("UPDATE_GOLDEN"))
        return check_true_at(file, line, "golden file written", golden_write(whole, got));
    struct buf want = BUF_EMPTY;
    bool same = check_fixture(path, &want) && check_text_at(file, line, path, got, buf_span(&want));
    buf_finish(&want);
    return same;
}
