/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/phonemes.h"

#include "check.h"
#include "script/segment.h"

static void knows_phonemes(void)
{
    static const char *const good[] = {"r'Ed", "k@nt'Ent", "tS", "@", "m'InI2t", "l'aIv", "A~", "t;'e"};
    static const char *const bad[] = {"",      "'",         "=:",   "a b",  "a]b", "[a", "r_'a", "_^_de",
                                      "a\x01", "a\xC3\xA9", "(en)", "aaaa", "a.b", "a!", "a<b>"};
    for (size_t i = 0; i < COUNT_OF(good); i++)
        check_true(phonemes_good(span_of(good[i])));
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        check_true(!phonemes_good(span_of(bad[i])));
}

static void bounds_their_length(void)
{
    char bytes[PHONEMES_BYTES + 1];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)('a' + i % 2);
    check_true(phonemes_good((struct span){bytes, PHONEMES_BYTES}));
    check_true(!phonemes_good((struct span){bytes, PHONEMES_BYTES + 1}));
    check_true(!phonemes_good((struct span){"a\0b", 3}));
}

static void finds_the_word_between_brackets(void)
{
    check_number(phonemes_word(SPAN("[[r'Ed]], he")), 8);
    check_number(phonemes_word(SPAN("[[r'Ed]]")), 8);
    static const char *const none[] = {"",        "[",         "[[",      "[[]]",     "[[a",    "[[a]",
                                       "[a]]",    "[[ a]]",    "[[a b]]", "x[[a]]",   "[[[a]]", "[[a]b]]",
                                       "[[]]a]]", "[[_^_de]]", "[[a\n]]", "[[a\x01]]"};
    for (size_t i = 0; i < COUNT_OF(none); i++)
        check_number(phonemes_word(span_of(none[i])), 0);
}

/* The wording as one line in safe form. */
static void check_line(const struct wording *w, const char *want)
{
    struct buf line = BUF_EMPTY;
    struct safe_piece pieces[SAFE_PIECES];
    for (size_t i = 0; i < w->n; i++)
        for (size_t p = 0, n = wording_safe(w, i, SPAN("en"), pieces); p < n; p++) {
            buf_add_text(&line, line.n ? " " : "");
            buf_add(&line, pieces[p].bytes, pieces[p].n);
        }
    check_text(buf_span(&line), want);
    check_true(safe_check(SPAN("en"), buf_span(&line)));
    buf_finish(&line);
}

static void are_words_of_a_wording(void)
{
    struct arena a;
    struct wording w;
    arena_init(&a);
    wording_init(&w, &a);
    wording_add_text(&w, SPAN("he [[r'Ed]] it"));
    wording_add_phonemes(&w, SPAN("l'aIv"));
    check_line(&w, "he [[r'Ed]] it [[l'aIv]]");
    wording_set_phonemes(&w, 2, SPAN("'It"));
    check_line(&w, "he [[r'Ed]] [['It]] [[l'aIv]]");
    wording_clear(&w);
    wording_add(&w, SPAN("[[r'Ed]]")); /* as a text has it */
    check_line(&w, "r'Ed");
    wording_finish(&w);
    arena_finish(&a);
}

static void take_the_s_of_a_plural(void)
{
    struct arena a;
    struct wording w;
    arena_init(&a);
    wording_init(&w, &a);
    wording_add_phonemes(&w, SPAN("kat"));
    wording_extend_last(&w, "'s");
    wording_add_phonemes(&w, SPAN("b'Vs"));
    wording_extend_last(&w, "s");
    wording_add_phonemes(&w, SPAN("d0g"));
    wording_extend_last(&w, "'s");
    wording_add_phonemes(&w, SPAN("d0g"));
    wording_extend_last(&w, "'");
    check_line(&w, "[[kats]] [[b'VsI2z]] [[d0gz]] [[d0g]]");
    wording_finish(&w);
    arena_finish(&a);
}

static void are_one_token_of_a_segment(void)
{
    struct arena a;
    struct wording w;
    struct segment segment = {0};
    arena_init(&a);
    wording_init(&w, &a);
    w.source_bytes = 4;
    wording_add_phonemes(&w, SPAN("r'Ed"));
    wording_punctuate(&w, ',');
    wording_add(&w, SPAN("ok"));
    struct segment_maker maker = {.arena = &a, .language = SPAN("en")};
    segment_add(&maker, &w, &pauses_standard, 0);
    check_true(segment_take(&maker, 0, 0, &segment));
    check_text(segment.spoken, "[[r'Ed]], ok");
    check_number(segment.ntokens, 2);
    check_number(segment.tokens[0].spoken_bytes, 8);
    check_number(segment.tokens[0].source_bytes, 4);
    wording_finish(&w);
    buf_finish(&maker.spoken);
    arena_finish(&a);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(knows_phonemes),         CHECK(bounds_their_length),    CHECK(finds_the_word_between_brackets),
        CHECK(are_words_of_a_wording), CHECK(take_the_s_of_a_plural), CHECK(are_one_token_of_a_segment),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
