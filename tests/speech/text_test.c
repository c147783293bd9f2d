/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "speech/text.h"

#include <string.h>

#include "check.h"
#include "speech/child.h"

static struct arena arena;

static struct engine_text *texts_of(const char *spoken, bool safest, size_t *count)
{
    struct segment segment = child_segment(&arena, &spoken, 1, 0);
    return engine_texts(&arena, &segment, segment.utterances, safest, count);
}

/* All calls, a '|' between two. */
static struct span joined(const char *spoken, bool safest)
{
    struct buf out = BUF_EMPTY;
    size_t n;
    struct engine_text *texts = texts_of(spoken, safest, &n);
    for (size_t i = 0; i < n; i++)
        buf_printf(&out, "%s%s", i ? "|" : "", texts[i].text);
    struct span copy = arena_copy(&arena, buf_span(&out));
    buf_finish(&out);
    return copy;
}

static void gives_plain_text_as_it_is_in_one_call(void)
{
    check_text(joined("Don't stop: 3,500 “quoted” words!", false), "Don't stop: 3,500 “quoted” words!");
}

static void blanks_what_is_no_text(void)
{
    check_text(joined("a\x01"
                      "b\x7f"
                      "c\xc2\x85"
                      "d\xff"
                      "e\xF0\x9F\x8F\x88"
                      "f\xe2\x80\xae"
                      "g",
                      false),
               "a b c d e f g");
}

static void hands_on_phonemes_of_ours_alone(void)
{
    size_t n;
    check_text(joined("He [[r'Ed]], and [[l'i:d]].", false), "He [[r'Ed]], and [[l'i:d]].");
    check_text(joined("It's [[r'Ed]], and.", true), "It s [[r'Ed]] and ");
    check_text(joined("[[a b]] x[[a]] [[_^_de]] [[a", false), "  a b   x  a     _^_de     a");
    check_true(texts_of("a [[r'Ed]] b", false, &n)->phonemes);
    check_true(!texts_of("a [[r'Ed b", false, &n)->phonemes);
    check_true(!texts_of("a read b", false, &n)->phonemes);
    check_number(texts_of("a [[r'Ed]] b", false, &n)->source[5], 2);
}

static void leaves_letters_and_digits_in_the_safest_form(void)
{
    check_text(joined("\"It's (co-op) 3,500.25 €!\"", true), "It s co op 3 500 25 ");
    check_text(joined("Ünïcode й ñ", true), "Ünïcode й ñ");
    check_text(joined("...", true), "");
}

static void breaks_long_words_and_repeats_in_the_safest_form(void)
{
    check_text(joined("abcdefghijklmnopqrstuvwxyz", true), "abcdefghijklmnopqr stuvwxyz");
    check_text(joined("looool 20000 aaa", true), "lool 20000 aa");
}

static void makes_short_calls_of_whole_words_in_the_safest_form(void)
{
    size_t n;
    struct buf text = BUF_EMPTY;
    for (int i = 0; i < 40; i++)
        buf_add_text(&text, "seven77 ");
    struct engine_text *texts = texts_of(text.p, true, &n);
    check_number(n, 5);
    for (size_t i = 0; i < n; i++)
        check_true(strlen(texts[i].text) == 64 && !strncmp(texts[i].text, "seven77 ", 8));
    buf_finish(&text);
}

static void knows_where_each_character_comes_from(void)
{
    size_t n;
    struct engine_text *texts = texts_of("né à\x01(b)", true, &n);
    check_text(span_of(texts[0].text), "né à b ");
    static const uint32_t source[] = {0, 1, 3, 4, 6, 8, 9};
    if (check_number(texts[0].ncharacters, COUNT_OF(source)))
        for (size_t i = 0; i < COUNT_OF(source); i++)
            check_number(texts[0].source[i], source[i]);
    texts = texts_of("né à", false, &n);
    check_number(texts[0].source[3], 4);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(gives_plain_text_as_it_is_in_one_call),
        CHECK(blanks_what_is_no_text),
        CHECK(hands_on_phonemes_of_ours_alone),
        CHECK(leaves_letters_and_digits_in_the_safest_form),
        CHECK(breaks_long_words_and_repeats_in_the_safest_form),
        CHECK(makes_short_calls_of_whole_words_in_the_safest_form),
        CHECK(knows_where_each_character_comes_from),
    };
    arena_init(&arena);
    int status = check_main(argc, argv, checks, COUNT_OF(checks));
    arena_finish(&arena);
    return status;
}
