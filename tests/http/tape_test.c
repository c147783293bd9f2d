/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/tape.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"

enum { MEMORY = 16 };

static const char sound[] = "0123456789abcdefghijklmnopqrstuvwxyz";

static int new_file(void)
{
    char path[] = "/tmp/listenpost-tape-XXXXXX";
    int fd = mkstemp(path);
    unlink(path);
    return fd;
}

/* One that takes nothing. */
static int full_file(void)
{
    return open("/dev/full", O_RDWR);
}

static void check_holds(const struct tape *t, size_t n)
{
    char got[sizeof sound] = "";
    check_number((long long)t->n, (long long)n);
    check_number((long long)tape_there(t, 0), (long long)n);
    check_true(tape_read(t, 0, got, n) && memcmp(got, sound, n) == 0);
    const void *all = tape_map(t);
    check_true(all && memcmp(all, sound, n) == 0);
    tape_unmap(t, all);
}

static void takes_no_more_memory_than_it_may(void)
{
    struct tape t;
    tape_init(&t, -1, MEMORY);
    check_true(tape_add(&t, sound, MEMORY) && !tape_fits(&t, MEMORY + 1));
    check_true(!tape_add(&t, sound + MEMORY, 1));
    check_holds(&t, MEMORY);
    check_true(tape_overwrite(&t, sound, MEMORY));
    tape_finish(&t);
}

static void goes_on_in_a_file(void)
{
    struct tape t;
    tape_init(&t, -1, MEMORY);
    check_true(tape_add(&t, sound, MEMORY) && tape_move(&t, new_file()) && tape_fits(&t, 1 << 20));
    check_true(!t.bytes.p && tape_add(&t, sound + MEMORY, 10));
    check_holds(&t, MEMORY + 10);
    tape_finish(&t);
}

static void stays_where_it_is_when_a_file_takes_nothing(void)
{
    struct tape t;
    tape_init(&t, -1, MEMORY);
    check_true(tape_add(&t, sound, MEMORY) && !tape_move(&t, full_file()) && !tape_move(&t, -1));
    check_holds(&t, MEMORY);
    tape_finish(&t);
}

static void moves_into_memory_when_the_file_is_full_and_it_fits(void)
{
    struct tape t;
    tape_init(&t, full_file(), MEMORY);
    check_true(tape_add(&t, sound, MEMORY - 1) && t.fd < 0);
    check_true(tape_add(&t, sound + MEMORY - 1, 1) && !tape_add(&t, sound, 1));
    check_holds(&t, MEMORY);
    tape_finish(&t);
}

static void parts_are_laid_out_in_memory_and_in_a_file(void)
{
    static const uint64_t places[] = {2, 8, 8, 20};
    struct tape t;
    for (int file = 0; file < 2; file++) {
        tape_init(&t, file ? new_file() : -1, 30);
        check_true(tape_lay_out(&t, places, 3, 24));
        check_true(tape_place(&t, 0, sound, 2) && tape_place(&t, 20, sound + 20, 4));
        check_true(tape_place(&t, 8, sound + 8, 12) && tape_there(&t, 0) == 2 && tape_there(&t, 9) == 15);
        check_true(tape_place(&t, 2, sound + 2, 6));
        check_holds(&t, 24);
        tape_finish(&t);
    }
    tape_init(&t, -1, 23);
    check_true(!tape_lay_out(&t, places, 3, 24) && t.n == 0);
    tape_finish(&t);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(takes_no_more_memory_than_it_may),
        CHECK(goes_on_in_a_file),
        CHECK(stays_where_it_is_when_a_file_takes_nothing),
        CHECK(moves_into_memory_when_the_file_is_full_and_it_fits),
        CHECK(parts_are_laid_out_in_memory_and_in_a_file),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
