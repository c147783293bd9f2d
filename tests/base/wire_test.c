/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

static void a_message_reads_back_and_every_shorter_one_is_bad(void)
{
    struct buf b = BUF_EMPTY;
    wire_put_u32(&b, 7);
    wire_put_u64(&b, 1ull << 40);
    wire_put_span(&b, SPAN("bytes\0inside"));
    for (size_t n = 0; n <= b.n; n++) {
        struct wire w = {.rest = {b.p, n}};
        uint32_t small = wire_get_u32(&w);
        uint64_t large = wire_get_u64(&w);
        struct span bytes = wire_get_span(&w);
        check_true(wire_done(&w) == (n == b.n));
        if (n == b.n) {
            check_number(small, 7);
            check_true(large == 1ull << 40);
            check_span(bytes, SPAN("bytes\0inside"));
        }
    }
    buf_finish(&b);
}

static void counts_and_limits_are_bounded_by_what_is_there(void)
{
    struct buf b = BUF_EMPTY;
    wire_put_u32(&b, 1000000);
    wire_put_u32(&b, 3);
    struct wire w = {.rest = buf_span(&b)};
    check_number(wire_get_count(&w, 4), 0);
    check_true(w.bad);
    w = (struct wire){.rest = buf_span(&b)};
    check_number(wire_get_u32_max(&w, 999), 0);
    check_true(w.bad);
    check_number(wire_get_u32(&w), 0);
    buf_finish(&b);
}

static void bytes_left_over_are_not_done(void)
{
    struct wire w = {.rest = SPAN("\1\0\0\0x")};
    check_number(wire_get_u32(&w), 1);
    check_true(!wire_done(&w));
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(a_message_reads_back_and_every_shorter_one_is_bad),
        CHECK(counts_and_limits_are_bounded_by_what_is_there),
        CHECK(bytes_left_over_are_not_done),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
