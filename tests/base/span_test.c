/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

static void splits_lines_with_and_without_carriage_returns(void)
{
    struct span rest = SPAN("one\r\ntwo\n\nlast"), line;
    check_true(span_line(&rest, &line));
    check_text(line, "one");
    check_true(span_line(&rest, &line));
    check_text(line, "two");
    check_true(span_line(&rest, &line));
    check_text(line, "");
    check_true(span_line(&rest, &line));
    check_text(line, "last");
    check_true(!span_line(&rest, &line));
}

static void trims_and_finds_without_case(void)
{
    check_text(span_trim(SPAN(" \t x y \n")), "x y");
    check_number(span_find_nocase(SPAN("abc HTTP"), "http"), 4);
    check_number(span_find_nocase(SPAN("abc"), "http"), 3);
    check_number(span_find_nocase(SPAN("abc"), ""), 0);
    check_true(!span_is(SPAN("a\0b"), "a") && !span_is(SPAN("a"), "ab") && span_is(SPAN(""), ""));
    check_true(span_is_nocase(SPAN("HTTP"), "http") && !span_is_nocase(SPAN("@"), "`"));
    check_true(span_starts_nocase(SPAN("HTTP/2"), "http") && !span_starts(SPAN("ht"), "http"));
    check_true(span_ends_nocase(SPAN("a.MP3"), ".mp3"));
    check_true(!span_ends(SPAN("3"), ".mp3"));
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(splits_lines_with_and_without_carriage_returns),
        CHECK(trims_and_finds_without_case),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
