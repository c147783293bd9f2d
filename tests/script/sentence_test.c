/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"
#include "script/script.h"

static struct scripter *create(struct config *config)
{
    struct error err = {0};
    config_init(config);
    return scripter_create(config, &err);
}

/* 'marked' has a bar where a sentence must end. */
static void check_splits(const char *language, const char *const *marked, size_t count)
{
    struct config config;
    struct scripter *s = create(&config);
    if (!check_true(s != NULL))
        return;
    for (size_t i = 0; i < count; i++) {
        struct arena a;
        arena_init(&a);
        struct buf text = BUF_EMPTY, got = BUF_EMPTY;
        for (const char *c = marked[i]; *c; c++)
            if (*c != '|')
                buf_add_byte(&text, *c);
        size_t n;
        struct span *list = script_sentences(s, &a, span_of(language), buf_span(&text), &n),
                    want = span_of(marked[i]);
        for (size_t k = 0; k < n; k++) {
            if (k > 0)
                buf_add_text(&got, want.p[got.n] == '|' ? "|" : " | ");
            buf_add_span(&got, list[k]);
            if (want.p[got.n] == ' ')
                buf_add_byte(&got, ' ');
        }
        check_span(buf_span(&got), want);
        buf_finish(&text);
        buf_finish(&got);
        arena_finish(&a);
    }
    scripter_destroy(s);
    config_finish(&config);
}

#define SPLITS(test, language, ...)                                                                          \
    static void test(void)                                                                                   \
    {                                                                                                        \
        static const char *const marked[] = {__VA_ARGS__};                                                   \
        check_splits(language, marked, COUNT_OF(marked));                                                    \
    }

/* clang-format off */
SPLITS(ends_at_terminators, "en", "It rains. |We stay in.", "Why? |Because! |Well...", "Wait... |What?", "He paused... then left.")
SPLITS(keeps_titles_and_initials, "en", "Mr. Lee met Dr. J. R. Poe. |They talked.", "He and I. |She agreed? |Yes.", "Gen. Smith left.")
SPLITS(knows_abbreviations_that_may_end, "en", "Acme Inc. grew. |It sold.", "Made by Acme Inc. |It sold.", "We eat at 6 p.m. |Then we go.", "At 5 p.m. Mr. Lee left.", "The U.S. Army came from the U.S. |It left.", "Bring cups, etc. |The rest is here.", "e.g. this one")
SPLITS(keeps_numbers_and_addresses_together, "en", "It is 3.5 m. |See www.example.com for more.", "No. 5 is alive. |Yes.", "Version 2.0 is out.", "Ask jo.doe@example.com. |Now.")
SPLITS(keeps_quotes_with_their_sentence, "en", "\"Go.\" |She went.", "“Stop!” he said. |Nobody did.", "(It was late.) |We slept.", "He left (it was late. very late) at ten.")
SPLITS(splits_lists_in_running_text, "en", "1. Get milk |2. Get bread", "1) One |2) Two |3) Three")
SPLITS(splits_sentences_without_a_space, "en", "It ended.|Then it began.", "Use Node.js today.")
SPLITS(splits_other_languages, "de", "Das ist z.B. so. |Dr. Meier kommt am 3. Oktober. |Gut.")
SPLITS(splits_japanese, "ja", "これはペンです。|あれは本です。")
SPLITS(keeps_spaced_abbreviations_together, "de", "Obst, z. B. Birnen. |Und i. d. R. Brot.")
SPLITS(splits_spanish, "es", "El Sr. López vive aquí. |¿Dónde? |Aquí.")
SPLITS(splits_languages_without_tables, "xx", "Aaa bbb. |Ccc ddd! |Eee.")
/* clang-format on */

static void covers_all_text_in_order(void)
{
    static const char *const pieces[] = {"a", "B",    ". ", ".",    "! ", " ",    "(",   ")", "\"",
                                         "1", "Mr. ", "é",  "\xFF", "…",  "\n\n", "[1]", "'"};
    struct config config;
    struct scripter *s = create(&config);
    uint32_t seed = 7;
    for (int round = 0; round < 2000; round++) {
        struct arena a;
        struct buf text = BUF_EMPTY;
        arena_init(&a);
        for (int i = 0; i < 30; i++) {
            seed = seed * 1664525u + 1013904223u;
            buf_add_text(&text, pieces[(seed >> 16) % COUNT_OF(pieces)]);
        }
        size_t n, at = 0;
        struct span all = buf_span(&text), *list = script_sentences(s, &a, SPAN("en"), all, &n);
        for (size_t i = 0; i < n; i++) {
            size_t from = (size_t)(list[i].p - all.p);
            if (!check_true(from >= at && list[i].n > 0 && from + list[i].n <= all.n))
                break;
            check_number(span_trim(span_slice(all, at, from)).n, 0);
            at = from + list[i].n;
        }
        check_number(span_trim(span_slice(all, at, all.n)).n, 0);
        buf_finish(&text);
        arena_finish(&a);
    }
    scripter_destroy(s);
    config_finish(&config);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(ends_at_terminators),
        CHECK(keeps_titles_and_initials),
        CHECK(knows_abbreviations_that_may_end),
        CHECK(keeps_numbers_and_addresses_together),
        CHECK(keeps_quotes_with_their_sentence),
        CHECK(splits_lists_in_running_text),
        CHECK(splits_sentences_without_a_space),
        CHECK(splits_other_languages),
        CHECK(splits_japanese),
        CHECK(keeps_spaced_abbreviations_together),
        CHECK(splits_spanish),
        CHECK(splits_languages_without_tables),
        CHECK(covers_all_text_in_order),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
