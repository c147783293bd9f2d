/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"
#include "script/safe.h"

static void check_safe(const char *language, struct span text, const char *want)
{
    struct buf out = BUF_EMPTY;
    safe_text(span_of(language), text, &out);
    check_text(buf_span(&out), want);
    check_true(safe_check(span_of(language), buf_span(&out)));
    buf_finish(&out);
}

static void keeps_ordinary_text(void)
{
    check_safe("en", SPAN("Well, it's fine; isn't it?"), "Well, it's fine; isn't it?");
    check_safe("de", SPAN("Der Preis: 3,50 € – um 12:30 Uhr."), "Der Preis: 3,50 € um 12:30 Uhr.");
    check_safe("ru", SPAN("Привет, мир!"), "Привет, мир!");
    check_safe("fr", SPAN("l’été arc-en-ciel"), "l'été arc-en-ciel");
}

static void spells_out_ligatures_and_styled_letters(void)
{
    check_safe("en", SPAN("o\uFB03ce la\uFB02at \uFB01n"), "office laflat fin");
    check_safe("en", SPAN("\U0001D5EF\U0001D5FC\U0001D5F9\U0001D5F1 \U0001D434b"), "bold Ab");
}

static void drops_what_is_not_allowed(void)
{
    check_safe("en",
               SPAN("a\x01"
                    "b c\xC2\x85"
                    "d"),
               "ab c d");
    check_safe("en",
               SPAN("so\xC2\xAD"
                    "ft \xE2\x80\xAE"
                    "back \xEF\xB8\x8F"),
               "soft back");
    check_safe("en", SPAN("bad \xFF\xC0\x80 bytes"), "bad bytes");
    check_safe("en", SPAN("[[h@l'oU]]"), "h @ l'oU");
    check_safe("en", SPAN("\xD6\x8B \xE0\xA7\xB2 \xF0\x9F\x8F\x88 x"), "x");
}

/* Phonemes come from us alone. */
static void leaves_no_bracket_of_a_text(void)
{
    check_safe("en", SPAN("[[l'i:d]] [[a]] x[[b]]"), "l'i d a x b");
    check_safe("en", SPAN("[[[[r'Ed]]]], ]]a[["), "r'Ed, a");
    check_safe("en", SPAN("[\xC2\xAD[r'Ed]\x01] [\xE2\x80\x8B[a]]"), "r'Ed a");
}

static void lets_phonemes_pass(void)
{
    static const char *const good[] = {"[[r'Ed]]", "He [[r'Ed]], and [[l'i:d]]!", "[[@]] [[3:d]]"};
    static const char *const bad[] = {"[[]]",         "[[a b]]",    "[[r'Ed",    "r'Ed]]",   "[r'Ed]",
                                      "[[r'Ed]]s",    "[[a]][[b]]", "x[[a]]",    "[[[a]]]",  "[[a]]'s",
                                      "[[a]]!!",      "[[_^_de]]",  "[[a\x01]]", "[[a\nb]]", "[[aaaa]]",
                                      "[[\xC3\xA9]]", "[[ a]]",     "[[a]"};
    for (size_t i = 0; i < COUNT_OF(good); i++)
        check_true(safe_check(SPAN("en"), span_of(good[i])));
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        check_true(!safe_check(SPAN("en"), span_of(bad[i])));
}

static void bounds_words(void)
{
    check_safe("en", SPAN("aaaaaaa"), "aaa");
    check_safe("en", SPAN("walknesswalknesswalknesswalknesswalkness"),
               "walknesswalknesswalknesswalkness walkness");
    check_safe("en", SPAN("abcdefghijklmnopqrstuvwxyzabcdef-ghi"), "abcdefghijklmnopqrstuvwxyzabcdef ghi");
    check_safe("en", SPAN("a.b.c.d.e.f"), "a.b.c.d e.f");
    check_safe("en", SPAN("X.X.X.X."), "X.X.X.X.");
    check_safe("en", SPAN("s's's's's"), "s's's s's");
    check_safe("en", SPAN("1234567890123456789012"), "123456789012345678 9012");
    check_safe("en", SPAN("what?!?!?!... yes"), "what? yes");
}

static void breaks_lines(void)
{
    struct buf text = BUF_EMPTY, out = BUF_EMPTY;
    for (int i = 0; i < 90; i++)
        buf_add_text(&text, "e . ");
    safe_text(SPAN("en"), buf_span(&text), &out);
    struct span rest = buf_span(&out), line;
    check_true(safe_check(SPAN("en"), rest));
    size_t lines = 0;
    while (span_line(&rest, &line))
        lines++;
    check_number(lines, 8);
    buf_finish(&text);
    buf_finish(&out);
}

static void refuses_what_is_not_in_the_form(void)
{
    static const char *const bad[] = {
        "two  spaces", " begins", "ends ", "a..b", "x!!", "[a]", "aaaa",
        "(a)",         "a\tb",    "\xFF",  "-a",   "a-",  "'a",  "a b c d e f g h i j k l m"};
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        check_true(!safe_check(SPAN("en"), span_of(bad[i])));
}

/* Any Unicode text, any bytes: always in the form, and the form is a fixed point. */
static void holds_for_random_text(void)
{
    static const char *const languages[] = {"en-us", "de", "ru", "el", "ar", "hi",
                                            "ja",    "zh", "ko", "xx", ""};
    static const uint32_t tops[] = {0x80, 0x250, 0x3000, 0x110000};
    uint32_t seed = 1;
    for (int round = 0; round < 4000; round++) {
        struct buf text = BUF_EMPTY, out = BUF_EMPTY, again = BUF_EMPTY;
        struct span language = span_of(languages[round % COUNT_OF(languages)]);
        for (int i = 0; i < 200; i++) {
            seed = seed * 1664525u + 1013904223u;
            uint32_t code = (seed >> 8) % tops[(seed >> 4) % 4];
            if (seed % 97 == 0)
                buf_add_byte(&text, (char)(seed >> 16));
            else if (seed % 5 == 0)
                buf_add_byte(&text, " .'-,e[]"[seed / 5 % 8]);
            else if (code < 0xD800 || code > 0xDFFF)
                buf_add_code(&text, code);
        }
        safe_text(language, buf_span(&text), &out);
        safe_text(language, buf_span(&out), &again);
        check_true(utf8_valid(buf_span(&out)));
        check_number(span_find_byte(buf_span(&out), '['), out.n);
        if (!check_true(safe_check(language, buf_span(&out))) ||
            !check_span(buf_span(&again), buf_span(&out)))
            round = 4000;
        buf_finish(&text);
        buf_finish(&out);
        buf_finish(&again);
    }
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(keeps_ordinary_text),
        CHECK(spells_out_ligatures_and_styled_letters),
        CHECK(drops_what_is_not_allowed),
        CHECK(leaves_no_bracket_of_a_text),
        CHECK(lets_phonemes_pass),
        CHECK(bounds_words),
        CHECK(breaks_lines),
        CHECK(refuses_what_is_not_in_the_form),
        CHECK(holds_for_random_text),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
