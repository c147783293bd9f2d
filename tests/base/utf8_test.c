/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

static void every_code_point_survives_the_round_trip(void)
{
    int wrong = 0;
    for (uint32_t code = 0; code <= 0x10FFFF; code++) {
        if (code >= 0xD800 && code <= 0xDFFF)
            continue;
        char bytes[4];
        size_t n = utf8_encode(code, bytes), length, back;
        struct span text = {bytes, n};
        wrong += utf8_at(text, 0, &length) != code || length != n;
        wrong += utf8_before(text, n, &back) != code || back != n;
    }
    check_number(wrong, 0);
}

static void overlong_surrogate_and_cut_bytes_are_replaced(void)
{
    static const char *const bad[] = {"\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82",
                                      "\x80",     "\xff",         "\xe0\x80\xaf"};
    struct arena a;
    arena_init(&a);
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        size_t length;
        struct span text = span_of(bad[i]);
        check_number(utf8_at(text, 0, &length), UTF8_REPLACEMENT);
        check_number(length, 1);
        check_true(!utf8_valid(text));
        check_true(utf8_valid(utf8_repair(&a, text)));
    }
    check_true(utf8_valid(SPAN("gr\xc3\xbc\xc3\x9f \xe2\x82\xac \xf0\x9f\x8e\xa7 \xef\xbf\xbd")));
    arena_finish(&a);
}

static void knows_letters_spaces_and_what_must_not_be_heard(void)
{
    check_true(code_is_letter('a') && code_is_letter(0xE9) && code_is_letter(0x4E2D) && !code_is_letter('1'));
    check_true(code_is_upper(0xC9) && code_is_lower(0xE9) && code_is_digit(0x663));
    check_true(code_is_space(' ') && code_is_space(0xA0) && code_is_space(0x2003) && !code_is_space('x'));
    check_true(code_is_control(0x01) && code_is_control(0xAD) && code_is_control(0x202E) &&
               code_is_control(0xFE0F));
    check_true(!code_is_control('\xE9') && !code_is_control(' '));
    check_number(code_lower(0x130), 'i');
}

static void composes_letters_with_marks(void)
{
    struct arena a;
    arena_init(&a);
    check_text(utf8_compose(&a, SPAN("cafe\xcc\x81")), "caf\xc3\xa9");
    check_text(utf8_compose(&a, SPAN("\xe2\x80\x99\xe2\x80\x80z")), "\xe2\x80\x99\xe2\x80\x82z");
    check_text(utf8_lower(&a, SPAN("A\xc3\x89z\xe2\x80\x99S")), "a\xc3\xa9z\xe2\x80\x99s");
    check_text(utf8_lower(&a, SPAN("\xc3\x89T\xc3\x89")), "\xc3\xa9t\xc3\xa9");
    check_number(utf8_count(SPAN("\xc3\xa9t\xc3\xa9")), 3);
    arena_finish(&a);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(every_code_point_survives_the_round_trip),
        CHECK(overlong_surrogate_and_cut_bytes_are_replaced),
        CHECK(knows_letters_spaces_and_what_must_not_be_heard),
        CHECK(composes_letters_with_marks),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
