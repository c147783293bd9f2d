/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Transcriptions: IPA to the engine's phonemes, and the engine's own, checked. */
#include "check.h"
#include "script/ipa.h"
#include "script/phonemes.h"

typedef bool take_fn(struct span language, struct span text, struct buf *out, struct misfit *misfit);

static void check_taken(take_fn *take, const char *language, const char *text, const char *want)
{
    struct buf out = BUF_EMPTY;
    struct misfit misfit;
    check_true(take(span_of(language), span_of(text), &out, &misfit));
    check_text(buf_span(&out), want);
    buf_finish(&out);
}

static void check_misfit(take_fn *take, const char *language, const char *text, size_t at, const char *bytes)
{
    struct buf out = BUF_EMPTY;
    struct misfit misfit = {0, 0, NULL};
    check_true(!take(span_of(language), span_of(text), &out, &misfit));
    check_number(misfit.at, at);
    check_text(span_slice(span_of(text), misfit.at, misfit.at + misfit.bytes), bytes);
    check_true(misfit.why != NULL);
    buf_finish(&out);
}

static void english_words_become_the_engines_phonemes(void)
{
    static const char *const cases[][2] = {
        {"ˈɛndʒɪn", "'EndZIn"}, {"həˈləʊ", "h@'loU"},
        {"həˈloʊ", "h@'loU"},   {"ˌkuːbərˈnɛtiːz", ",ku:b3'nEti:z"},
        {"ˈθɔːt", "'TO:t"},     {"ˈmɛʒər", "'mEZ3"},
        {"ˈkjʊəɹ", "'kjU@"},    {"ˈfaɪə", "'faI@"},
        {"ˈsɪŋɪŋ", "'sININ"},   {"ʃɑːˈtoʊ", "SA:'toU"},
        {"ˈbʌtn̩", "'bVtn-"},    {"ˈlɪtəl", "'lIt@l"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        check_taken(ipa_take, "en-us", cases[i][0], cases[i][1]);
}

static void german_french_spanish_and_italian_have_their_own(void)
{
    static const char *const cases[][3] = {
        {"de", "ˈɡøːtə", "'gY:t@"}, {"de", "ˈʃpʁaːxə", "'SprA:x@"},   {"de", "ˈtsaɪtʊŋ", "'tsaItUN"},
        {"de", "ˈhɔʏzɐ", "'hOYz3"}, {"de", "ˈviːɐ̯", "'vi:3"},         {"fr", "paʁi", "par'i"},
        {"fr", "bɔ̃ʒuʁ", "bO~Z'ur"}, {"fr", "pwɛ̃kaʁe", "pwE~kar'e"},   {"es", "xaˈmon", "xa'mon"},
        {"es", "ˈpero", "'peR2o"},  {"es", "ˈpeɾo", "'pero"},         {"es", "ˈboi̯na", "'boIna"},
        {"it", "ˈfatːo", "'fat:o"}, {"it", "faˈmiʎʎa", "fa'mil^l^a"}, {"it", "t͡ʃitˈta", "tSit'ta"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        check_taken(ipa_take, cases[i][0], cases[i][1], cases[i][2]);
}

static void every_sound_of_the_tables_is_one_of_the_engines(void)
{
    static const struct {
        const char *language, *ipa, *phonemes;
    } sounds[] = {
#define C(ipa, phonemes) {LANGUAGE, ipa, phonemes},
#define V(ipa, phonemes) {LANGUAGE, ipa, phonemes},
#define R(ipa, phonemes) {LANGUAGE, ipa, phonemes},
#define LANGUAGE "en"
#define IPA_ENGLISH
#include "script/ipa.def"
#undef IPA_ENGLISH
#undef LANGUAGE
#define LANGUAGE "de"
#define IPA_GERMAN
#include "script/ipa.def"
#undef IPA_GERMAN
#undef LANGUAGE
#define LANGUAGE "fr"
#define IPA_FRENCH
#include "script/ipa.def"
#undef IPA_FRENCH
#undef LANGUAGE
#define LANGUAGE "es"
#define IPA_SPANISH
#include "script/ipa.def"
#undef IPA_SPANISH
#undef LANGUAGE
#define LANGUAGE "it"
#define IPA_ITALIAN
#include "script/ipa.def"
#undef IPA_ITALIAN
    };
    for (size_t i = 0; i < COUNT_OF(sounds); i++) {
        const struct phoneme_set *set = phoneme_set_for(span_of(sounds[i].language));
        struct span phonemes = span_of(sounds[i].phonemes);
        if (!check_number(phoneme_at(set, phonemes), phonemes.n))
            check_text(SPAN(""), sounds[i].ipa);
        for (size_t k = i + 1; k < COUNT_OF(sounds); k++)
            if (sounds[k].language == sounds[i].language && span_is(span_of(sounds[k].ipa), sounds[i].ipa))
                check_text(SPAN("twice"), sounds[i].ipa);
    }
}

static void ties_length_and_ascii_signs_are_understood(void)
{
    check_taken(ipa_take, "en", "ˈt͡ʃiːz", "'tSi:z");
    check_taken(ipa_take, "en", "'d͡ʒi:p", "'dZi:p");
    check_taken(ipa_take, "en", "ˈpʰʊʔ.tə", "'pU?t@");
    check_taken(ipa_take, "en", "ˈpɪːn", "'pIn");
}

static void an_r_is_said_before_vowels_only(void)
{
    check_taken(ipa_take, "en", "ˈstɑːɹɪŋ", "'stA@rIN");
    check_taken(ipa_take, "en", "ˈfɜːɹi", "'f3:ri");
    check_taken(ipa_take, "en", "ˈstɑːɹt", "'stA@t");
}

static void phonemes_that_would_run_together_are_parted(void)
{
    check_taken(ipa_take, "en", "ˈnʌt.ʃɛl", "'nVt|SEl");
    check_taken(ipa_take, "en", "ˈbæ.iː", "'bai:");
    check_taken(ipa_take, "en", "ˈbæɪ", "'ba|I");
}

static void a_word_without_stress_gets_one(void)
{
    check_taken(ipa_take, "en", "kæt", "'kat");
    check_taken(ipa_take, "en", "nuː ˈjɔːk", "'nu: 'jO:k");
}

static void signs_that_are_no_sounds_are_named(void)
{
    check_misfit(ipa_take, "en", "ˈnɪʘ", 5, "ʘ");
    check_misfit(ipa_take, "en", "nɪ\xFF", 3, "\xFF");
    check_misfit(ipa_take, "en", "n[[", 1, "[");
    check_misfit(ipa_take, "en", "", 0, "");
    check_misfit(ipa_take, "en", "ˈˈ", 0, "");
    check_misfit(ipa_take, "en", "ɪnæ̃", 3, "æ̃");
    check_misfit(ipa_take, "tlh", "nɪ", 0, "");
}

static void the_engines_notation_is_taken_phoneme_by_phoneme(void)
{
    check_taken(phonemes_take, "en-gb", "kub3n'EtIz", "kub3n'EtIz");
    check_taken(phonemes_take, "en", "h@l'oU  w'3:ld", "h@l'oU w'3:ld");
    check_taken(phonemes_take, "de", "g'Y:t@", "g'Y:t@");
    check_taken(phonemes_take, "da", "r'E:", "r'E:");
    check_misfit(phonemes_take, "en", "k{t", 1, "{");
    check_misfit(phonemes_take, "en", "k_t", 1, "_");
    check_misfit(phonemes_take, "en", "g'Y:t@", 2, "Y");
    check_misfit(phonemes_take, "en", "k]]", 1, "]");
    check_misfit(phonemes_take, "en", "k\xC3\xA9", 1, "\xC3\xA9");
    check_misfit(phonemes_take, "tlh", "k", 0, "");
}

static void words_of_phonemes_have_a_limit(void)
{
    char text[PHONEMES_BYTES + 2];
    for (size_t i = 0; i < sizeof text - 1; i++)
        text[i] = i % 2 ? 'a' : 'k';
    text[sizeof text - 1] = '\0';
    check_misfit(phonemes_take, "en", text, 0, "");
    text[sizeof text - 2] = '\0';
    check_taken(phonemes_take, "en", text, text);
    check_misfit(phonemes_take, "en", "kaaaa", 0, "");
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(english_words_become_the_engines_phonemes),
        CHECK(german_french_spanish_and_italian_have_their_own),
        CHECK(every_sound_of_the_tables_is_one_of_the_engines),
        CHECK(ties_length_and_ascii_signs_are_understood),
        CHECK(an_r_is_said_before_vowels_only),
        CHECK(phonemes_that_would_run_together_are_parted),
        CHECK(a_word_without_stress_gets_one),
        CHECK(signs_that_are_no_sounds_are_named),
        CHECK(the_engines_notation_is_taken_phoneme_by_phoneme),
        CHECK(words_of_phonemes_have_a_limit),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
