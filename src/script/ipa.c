/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/ipa.h"

#include <string.h>

enum sound_kind { SOUND_CONSONANT, SOUND_VOWEL, SOUND_RHOTIC };

struct sound {
    const char *ipa, *phonemes;
    enum sound_kind kind;
};

#define C(ipa, phonemes) {ipa, phonemes, SOUND_CONSONANT},
#define V(ipa, phonemes) {ipa, phonemes, SOUND_VOWEL},
#define R(ipa, phonemes) {ipa, phonemes, SOUND_RHOTIC},
static const struct sound english[] = {
#define IPA_ENGLISH
#include "script/ipa.def"
#undef IPA_ENGLISH
};
static const struct sound german[] = {
#define IPA_GERMAN
#include "script/ipa.def"
#undef IPA_GERMAN
};
static const struct sound french[] = {
#define IPA_FRENCH
#include "script/ipa.def"
#undef IPA_FRENCH
};
static const struct sound spanish[] = {
#define IPA_SPANISH
#include "script/ipa.def"
#undef IPA_SPANISH
};
static const struct sound italian[] = {
#define IPA_ITALIAN
#include "script/ipa.def"
#undef IPA_ITALIAN
};

static const struct table {
    const char *language;
    const struct sound *sounds;
    size_t count;
    bool stress_last; /* of a word that is written without */
} tables[] = {{"en", english, COUNT_OF(english), false},
              {"de", german, COUNT_OF(german), false},
              {"fr", french, COUNT_OF(french), true},
              {"es", spanish, COUNT_OF(spanish), false},
              {"it", italian, COUNT_OF(italian), false}};

/* Marks without a sound of their own: ties, syllables, length (where no sound is longer by it), aspiration,
 * release, place and the like. */
static const uint32_t passed_over[] = {
    '.',   0x203F, 0x361, 0x35C, 0x2D0, 0x2D1, 0x2B0, 0x2B7,  0x2B2, 0x2E0,  0x2E4,  0x31A, 0x31D, 0x31E,
    0x31F, 0x320,  0x324, 0x325, 0x329, 0x32A, 0x32C, 0x32F,  0x330, 0x339,  0x33A,  0x33B, 0x33C, 0x33D,
    0x308, 0x30A,  0x30D, 0x311, 0x318, 0x319, 0x2DE, 0x1DBF, 0x306, 0x200D, 0xFEFF, 0xAD};

struct ipa_reader {
    const struct table *table;
    const struct phoneme_set *set;
    struct span text;
    struct buf *out;
    size_t word; /* where the word at hand begins in *out */
    size_t last; /* where its last phoneme does */
    size_t last_vowel;
    bool stressed, rhotic;
};

static const struct table *table_for(struct span language)
{
    size_t n = 0;
    while (n < language.n && language.p[n] != '-' && language.p[n] != '_')
        n++;
    for (size_t i = 0; i < COUNT_OF(tables); i++)
        if (span_is_nocase(span_slice(language, 0, n), tables[i].language))
            return &tables[i];
    return NULL;
}

/* A tie between two signs makes no difference, and some write other signs for the same. */
static bool is_tie(uint32_t code)
{
    return code == 0x361 || code == 0x35C;
}

static uint32_t same_sign(uint32_t code)
{
    return code == ':' ? 0x2D0 : code;
}

/* Bytes of the text that are this sound, 0 if they are not. */
static size_t sound_bytes(const struct sound *sound, struct span text)
{
    struct span ipa = span_of(sound->ipa);
    size_t at = 0, length, bytes;
    for (size_t i = 0; i < ipa.n; i += bytes) {
        uint32_t wanted = utf8_at(ipa, i, &bytes);
        while (i > 0 && at < text.n && is_tie(utf8_at(text, at, &length)))
            at += length;
        if (at >= text.n || same_sign(utf8_at(text, at, &length)) != wanted)
            return 0;
        at += length;
    }
    return at;
}

static const struct sound *longest_sound(const struct table *table, struct span text, size_t *bytes)
{
    const struct sound *best = NULL;
    *bytes = 0;
    for (size_t i = 0; i < table->count; i++) {
        size_t n = sound_bytes(&table->sounds[i], text);
        if (n > *bytes) {
            best = &table->sounds[i];
            *bytes = n;
        }
    }
    return best;
}

/* Behind the last phoneme, which must stay one of its own: t and S are not tS. */
static void add_phoneme(struct ipa_reader *r, const char *phonemes)
{
    struct buf *out = r->out;
    size_t last = r->last, own = out->n - last;
    if (last < out->n) {
        buf_add_text(out, phonemes);
        if (phoneme_at(r->set, span_slice(buf_span(out), last, out->n)) > own) {
            out->n = last + own;
            buf_add_byte(out, '|');
            buf_add_text(out, phonemes);
        }
    } else {
        buf_add_text(out, phonemes);
    }
    r->last = out->n - strlen(phonemes);
}

static void add_stress(struct ipa_reader *r, char sign)
{
    buf_add_byte(r->out, sign);
    r->last = r->out->n;
    r->stressed |= sign == '\'';
}

static void add_sound(struct ipa_reader *r, const struct sound *sound)
{
    if (r->rhotic && sound->kind != SOUND_CONSONANT)
        add_phoneme(r, "r");
    add_phoneme(r, sound->phonemes);
    r->last_vowel = sound->kind == SOUND_CONSONANT ? r->last_vowel : r->last;
    r->rhotic = sound->kind == SOUND_RHOTIC;
}

/* A word without stress would be said as "the" and "of" are. */
static bool end_word(struct ipa_reader *r, struct misfit *misfit)
{
    struct buf *out = r->out;
    if (!r->stressed && out->n > r->word) {
        size_t at = r->table->stress_last && r->last_vowel > r->word ? r->last_vowel : r->word;
        buf_add_byte(out, 0);
        memmove(out->p + at + 1, out->p + at, out->n - 1 - at);
        out->p[at] = '\'';
    }
    r->stressed = r->rhotic = false;
    return phonemes_fit(out, r->word, misfit);
}

static bool is_passed_over(uint32_t code)
{
    for (size_t i = 0; i < COUNT_OF(passed_over); i++)
        if (passed_over[i] == code)
            return true;
    return false;
}

/* What is at 'at': bytes taken, 0 for a misfit. */
static size_t take_one(struct ipa_reader *r, size_t at, struct misfit *misfit)
{
    size_t length, bytes;
    uint32_t code = utf8_at(r->text, at, &length);
    const struct sound *sound = longest_sound(r->table, span_slice(r->text, at, r->text.n), &bytes);
    size_t shown = at, before = 0;
    if (code_is_mark(code) && at > 0) { /* with the letter that carries it */
        utf8_before(r->text, at, &before);
        shown -= before;
    }
    *misfit = (struct misfit){shown, before + length,
                              "is no sound of this language: write another, or eSpeak's phonemes"};
    if (sound) {
        add_sound(r, sound);
        return bytes;
    }
    if (code == 0x2C8 || code == '\'' || code == 0x2CC) {
        add_stress(r, code == 0x2CC ? ',' : '\'');
        return length;
    }
    if (!code_is_space(code))
        return is_passed_over(same_sign(code)) ? length : 0;
    if (r->out->n > r->word) {
        if (!end_word(r, misfit))
            return 0;
        buf_add_byte(r->out, ' ');
        r->word = r->last = r->out->n;
    }
    return length;
}

bool ipa_take(struct span language, struct span ipa, struct buf *out, struct misfit *misfit)
{
    struct ipa_reader r = {.table = table_for(language),
                           .set = phoneme_set_for(language),
                           .text = ipa,
                           .out = out,
                           .word = out->n,
                           .last = out->n};
    *misfit = (struct misfit){0, 0, "IPA is not known for this language: write eSpeak's phonemes, or words"};
    if (!r.table || !r.set)
        return false;
    for (size_t at = 0, n; at < ipa.n; at += n) {
        n = take_one(&r, at, misfit);
        if (n == 0)
            return false;
    }
    return end_word(&r, misfit);
}
