/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "page/page.h"

#include <string.h>

struct sample {
    struct arena a;
    struct config config;
    struct page page;
    struct error err;
    bool read;
};

static struct sample decode(struct page_source source)
{
    struct sample s = {0};
    arena_init(&s.a);
    config_init(&s.config);
    s.read = page_decode(&s.a, &s.config, &source, &s.page, &s.err);
    return s;
}

static void finish(struct sample *s)
{
    config_finish(&s->config);
    arena_finish(&s->a);
}

static void check_decoded(struct page_source source, const char *want)
{
    struct sample s = decode(source);
    check_true(s.read);
    if (s.read)
        check_text(s.page.text, want);
    finish(&s);
}

static void check_refused(struct page_source source, enum error_code want)
{
    struct sample s = decode(source);
    check_true(!s.read);
    check_number(s.err.code, want);
    finish(&s);
}

static void check_kind(struct page_source source, enum page_kind want)
{
    struct sample s = decode(source);
    check_true(s.read);
    check_number(s.page.kind, want);
    finish(&s);
}

static void takes_off_a_byte_order_mark(void)
{
    check_decoded((struct page_source){.bytes = SPAN("\xEF\xBB\xBFzoë")}, "zoë");
    check_decoded((struct page_source){.bytes = SPAN("\xFF\xFE"
                                                     "z\0o\0\xEB\0")},
                  "zoë");
    check_decoded((struct page_source){.bytes = SPAN("\xFE\xFF\0z\0o\0\xEB")}, "zoë");
}

static void converts_what_the_media_type_declares(void)
{
    check_decoded(
        (struct page_source){.bytes = SPAN("zo\xEB"), .media_type = SPAN("text/plain; charset=ISO-8859-1")},
        "zoë");
    check_decoded((struct page_source){.bytes = SPAN("\xF0\xD2\xC9"),
                                       .media_type = SPAN("text/plain;charset=\"koi8-r\"")},
                  "При");
    check_decoded(
        (struct page_source){.bytes = SPAN("\x93\xFA"), .media_type = SPAN("text/plain; charset=Shift_JIS")},
        "日");
}

static void converts_what_a_meta_element_declares(void)
{
    check_decoded((struct page_source){.bytes = SPAN("<meta charset=windows-1251><p>\xCF\xF0\xE8")},
                  "<meta charset=windows-1251><p>При");
    check_decoded(
        (struct page_source){
            .bytes = SPAN("<META http-equiv=Content-Type content='text/html; charset=iso-8859-15'>\xA4")},
        "<META http-equiv=Content-Type content='text/html; charset=iso-8859-15'>€");
}

static void valid_utf8_beats_a_declared_charset(void)
{
    check_decoded(
        (struct page_source){.bytes = SPAN("zoë"), .media_type = SPAN("text/plain; charset=iso-8859-1")},
        "zoë");
}

static void escape_sequences_are_not_taken_for_utf8(void)
{
    check_decoded((struct page_source){.bytes = SPAN("\x1B$BF|\x1B(B"),
                                       .media_type = SPAN("text/plain; charset=iso-2022-jp")},
                  "日");
}

static void damaged_utf8_is_repaired(void)
{
    check_decoded((struct page_source){.bytes = SPAN("naïve zoë caf\xC3")}, "naïve zoë caf\xEF\xBF\xBD");
}

static void western_text_without_a_declaration_is_windows_1252(void)
{
    check_decoded((struct page_source){.bytes = SPAN("It\x92s a caf\xE9 that nobody declared.")},
                  "It’s a café that nobody declared.");
}

static void refuses_unknown_charsets(void)
{
    check_refused(
        (struct page_source){.bytes = SPAN("caf\xE9"), .media_type = SPAN("text/plain; charset=klingon")},
        ERROR_INPUT_CHARSET);
    check_refused((struct page_source){.bytes = SPAN("\x81\x8D\x90 what")}, ERROR_INPUT_CHARSET);
}

static void refuses_binary_formats(void)
{
    check_refused((struct page_source){.bytes = SPAN("%PDF-1.7 and so on")}, ERROR_INPUT_BINARY);
    check_refused((struct page_source){.bytes = SPAN("\x89PNG\r\n\x1A\n")}, ERROR_INPUT_BINARY);
    check_refused((struct page_source){.bytes = SPAN("text\0text")}, ERROR_INPUT_BINARY);
    check_refused((struct page_source){.bytes = SPAN("\1\2\3\4\5 a")}, ERROR_INPUT_BINARY);
}

static void refuses_text_without_words(void)
{
    check_refused((struct page_source){.bytes = SPAN("")}, ERROR_NO_TEXT);
    check_refused((struct page_source){.bytes = SPAN(" \r\n\t\xC2\xA0\xE2\x80\x8B")}, ERROR_NO_TEXT);
}

static void refuses_more_than_the_limit(void)
{
    struct config config;
    config_init(&config);
    size_t n = (size_t)config.page_max_bytes + 1;
    config_finish(&config);
    struct buf big = BUF_EMPTY;
    memset(buf_reserve(&big, n), 'a', n);
    big.n = n;
    check_refused((struct page_source){.bytes = buf_span(&big)}, ERROR_INPUT_TOO_LARGE);
    buf_finish(&big);
}

static void tells_kinds_apart(void)
{
    static const struct {
        const char *bytes, *media_type, *name;
        enum page_kind want;
    } cases[] = {
        {"<!DOCTYPE html><p>a", "", "a.txt", PAGE_HTML},
        {"<!-- x --> <html><p>a", "text/plain", "", PAGE_HTML},
        {"a", "text/html; charset=utf-8", "", PAGE_HTML},
        {"a", "text/plain", "post.md", PAGE_MARKDOWN},
        {"a", "text/markdown", "", PAGE_MARKDOWN},
        {"# a", "", "a.txt", PAGE_TEXT},
        {"a", "", "https://example.com/a.html?b=c.md", PAGE_HTML},
        {"<p>One.</p><p>Two.</p>", "", "", PAGE_HTML},
        {"---\ntitle: a\n---\nb", "", "", PAGE_MARKDOWN},
        {"--- a\nb\n", "", "", PAGE_TEXT},
        {"# Title\n\ntext", "", "", PAGE_MARKDOWN},
        {"see [it](https://example.com)", "", "", PAGE_MARKDOWN},
        {"One < two, and * three * four.", "", "", PAGE_TEXT},
        {"#hashtag day", "", "", PAGE_TEXT},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        check_kind((struct page_source){.bytes = span_of(cases[i].bytes),
                                        .media_type = span_of(cases[i].media_type),
                                        .name = span_of(cases[i].name)},
                   cases[i].want);
}

static void keeps_address_and_first_language(void)
{
    struct sample s = decode((struct page_source){
        .bytes = SPAN("a"), .url = SPAN("https://example.com/"), .language = SPAN("de-AT, en")});
    check_text(s.page.url, "https://example.com/");
    check_text(s.page.language, "de-at");
    finish(&s);
}

static void knows_addresses_from_file_names(void)
{
    check_true(page_is_url(SPAN("HTTPS://example.com")));
    check_true(!page_is_url(SPAN("httpd.conf")));
    check_true(!page_is_url(SPAN("file:///a")));
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(takes_off_a_byte_order_mark),
        CHECK(converts_what_the_media_type_declares),
        CHECK(converts_what_a_meta_element_declares),
        CHECK(valid_utf8_beats_a_declared_charset),
        CHECK(escape_sequences_are_not_taken_for_utf8),
        CHECK(damaged_utf8_is_repaired),
        CHECK(western_text_without_a_declaration_is_windows_1252),
        CHECK(refuses_unknown_charsets),
        CHECK(refuses_binary_formats),
        CHECK(refuses_text_without_words),
        CHECK(refuses_more_than_the_limit),
        CHECK(tells_kinds_apart),
        CHECK(keeps_address_and_first_language),
        CHECK(knows_addresses_from_file_names),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
