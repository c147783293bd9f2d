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
SPLITS(tells_words_from_abbreviations_of_numbers, "en", "A piece of art. |Closed jars are easy.", "Use the app. |Apple made it.", "See art. IV of it.", "See app. C of it.")
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
SPLITS(ends_behind_units_and_before_signs, "en", "It was 38.5°C. |H₂O boils later.", "It does 90 km/h. |Then it stops.", "She left! 🎉 |Then he came.", "Really?! |Yes.", "The SSL cert. expired at noon. |We saw it.")
SPLITS(tells_names_from_beginnings, "en", "The U.S. Army left. |Nobody saw it.", "They left the U.S. |Millions stayed.", "It was made in the U.S. |Several were sold.")
SPLITS(gives_leading_dots_to_the_next_sentence, "en", "He left at ten. |...and then it rained.", "He left. . . then came.")
SPLITS(keeps_items_without_spaces, "en", "To buy: 1.Milk, 2.Bread, 3.Rice. |That is all.")
SPLITS(splits_german, "de", "Am 3. Mai kam er. |Es hatte 12 °C. |Dann fiel Schnee.", "Vgl. Abb. 3 auf S. 12. |Mehr dazu u. a. hier.", "Sie kostet 2 Mio. Euro. |Wer zahlt?", "Prof. Dr. Weiß kommt ggf. später. |Gut so.")
SPLITS(splits_more_spanish, "es", "Viajó a los EE. UU. en mayo. |Volvió.", "Véase el párr. 5 del art. 4. |Luego sigue.", "Alcanzó los 40 °C. |Llovió.", "La Dra. Ruiz llegó a las 5 p.m. |Después cenó.")
SPLITS(splits_french, "fr", "M. Petit et Mme Roux sont là. |Ils parlent.", "Voir p. 12 et fig. 3. |C'est clair.", "Il dit : « Viens. » |Elle vint.", "Né le 3 févr. 1950. |Il vécut longtemps.")
SPLITS(splits_italian, "it", "Il sig. Neri vede la dott.ssa Blu. |Parlano.", "Vedi pag. 12 e fig. 3. |Poi basta.", "Lo psicol. Verdi arriva. |Bene.", "La ditta S.p.A. Rossi chiude. |Peccato.")
SPLITS(splits_portuguese, "pt", "O Sr. Lima viu a Dra. Reis. |Falaram.", "Veja a pág. 12 e o art. 3. |Depois siga.", "Fica na Av. Central. |Não é longe.")
SPLITS(splits_polish, "pl", "Np. prof. Nowak przyszedł o godz. 5. |To było dobre.", "Ul. Długa jest tu. |Nie ma jej tam.", "W 1990 r. Kowal wyjechał. |Wrócił.")
SPLITS(splits_dutch, "nl", "Dhr. De Wit en mevr. Bos komen. |Mooi.", "Zie blz. 12, bijv. fig. 3. |Dat is alles.", "Hij ging. |...en toen kwam zij.")
SPLITS(splits_russian, "ru", "В 1990 г. Иванов уехал. |Он вернулся.", "Это т. е. так. |Да.", "См. рис. 3 и табл. 4 на стр. 12. |Потом конец.", "А. С. Пушкин жил здесь. |Это было давно.")
SPLITS(splits_danish, "da", "Den 3. maj kom hr. Holm. |Det var fint.", "Se f.eks. s. 12. |Det er alt.", "Det koster 1.000.00. |Ja.", "Han er nr. 5. |Hun er nr. 6.")
SPLITS(splits_armenian, "hy", "Ես եկա: |Նա գնաց։ |Լավ է 10:30-ին:")
SPLITS(splits_burmese_and_hindi, "my", "ကောင်းတယ်။|သွားမယ်။", "वह आया।|वह गया। |अच्छा।")
SPLITS(splits_kazakh, "kk", "Ол 2012 жыл. №5 шықты. |Бұл жақсы.", "Ол келді.|XVIII ғасыр болды.")
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
        CHECK(tells_words_from_abbreviations_of_numbers), CHECK(keeps_titles_and_initials),
        CHECK(knows_abbreviations_that_may_end),
        CHECK(keeps_numbers_and_addresses_together),
        CHECK(keeps_quotes_with_their_sentence),
        CHECK(splits_lists_in_running_text),
        CHECK(splits_sentences_without_a_space),
        CHECK(splits_other_languages),
        CHECK(splits_japanese),
        CHECK(keeps_spaced_abbreviations_together),
        CHECK(splits_spanish),
        CHECK(ends_behind_units_and_before_signs),
        CHECK(tells_names_from_beginnings),
        CHECK(gives_leading_dots_to_the_next_sentence),
        CHECK(keeps_items_without_spaces),
        CHECK(splits_german),
        CHECK(splits_more_spanish),
        CHECK(splits_french),
        CHECK(splits_italian),
        CHECK(splits_portuguese),
        CHECK(splits_polish),
        CHECK(splits_dutch),
        CHECK(splits_russian),
        CHECK(splits_danish),
        CHECK(splits_armenian),
        CHECK(splits_burmese_and_hindi),
        CHECK(splits_kazakh),
        CHECK(splits_languages_without_tables),
        CHECK(covers_all_text_in_order),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
