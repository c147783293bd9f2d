/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/phoneme_set.h"

#include <string.h>

#include "script/phonemes.h"

enum { PHONEME_BYTES = 4 }; /* the engine packs a name into 32 bits */

struct phoneme_set {
    const char *language, *own;
};

#define COMMON(names) static const char common[] = " " names;
#define PHONEMES(language, names)
#include "script/phoneme_set.def"
#undef COMMON
#undef PHONEMES

static const struct phoneme_set sets[] = {
#define COMMON(names)
#define PHONEMES(language, names) {language, " " names},
#include "script/phoneme_set.def"
#undef COMMON
#undef PHONEMES
};

/* Primary and secondary stress, the strongest, none, a syllable that is a consonant, and the parting of two
 * phonemes that would be one. */
static const char stresses[] = " ' , '' ,, % = | ";

const struct phoneme_set *phoneme_set_for(struct span language)
{
    size_t n = 0;
    while (n < language.n && language.p[n] != '-' && language.p[n] != '_')
        n++;
    for (size_t i = 0; i < COUNT_OF(sets); i++)
        if (span_is_nocase(span_slice(language, 0, n), sets[i].language))
            return &sets[i];
    return NULL;
}

static bool listed(const char *names, struct span name)
{
    char wanted[PHONEME_BYTES + 3] = " ";
    memcpy(wanted + 1, name.p, name.n);
    memcpy(wanted + 1 + name.n, " ", 2);
    return strstr(names, wanted) != NULL;
}

size_t phoneme_at(const struct phoneme_set *set, struct span text)
{
    for (size_t n = text.n < PHONEME_BYTES ? text.n : PHONEME_BYTES; n > 0; n--) {
        struct span name = {text.p, n};
        if (memchr(name.p, ' ', n) || memchr(name.p, '\0', n))
            continue;
        if (listed(common, name) || listed(set->own, name) || listed(stresses, name))
            return n;
    }
    return 0;
}

static bool misfits(struct misfit *m, size_t at, size_t bytes, const char *why)
{
    *m = (struct misfit){at, bytes, why};
    return false;
}

bool phonemes_fit(const struct buf *out, size_t start, struct misfit *misfit)
{
    struct span word = span_slice(buf_span(out), start, out->n);
    if (word.n > PHONEMES_BYTES)
        return misfits(misfit, 0, 0, "divide it: a word has at most 60 bytes of phonemes");
    return phonemes_good(word) ||
           misfits(misfit, 0, 0, "give it sounds: it has none, or one four times in a row");
}

bool phonemes_take(struct span language, struct span text, struct buf *out, struct misfit *misfit)
{
    const struct phoneme_set *set = phoneme_set_for(language);
    size_t start = out->n;
    if (!set)
        return misfits(misfit, 0, 0, "no phonemes are known for this language: say it with words");
    for (size_t at = 0, n; at < text.n; at += n) {
        n = 1;
        if (memchr(" \n\t\r", text.p[at], 4)) {
            if (out->n > start && !phonemes_fit(out, start, misfit))
                return false;
            if (out->n > start) {
                buf_add_byte(out, ' ');
                start = out->n;
            }
            continue;
        }
        n = phoneme_at(set, span_slice(text, at, text.n));
        if (n == 0) {
            utf8_at(text, at, &n);
            return misfits(misfit, at, n, "is no phoneme of the voices of this language");
        }
        buf_add(out, text.p + at, n);
    }
    return phonemes_fit(out, start, misfit);
}
