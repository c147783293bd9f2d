/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/acronym.h"

#include <string.h>

static bool vowel(char c)
{
    return c && strchr("AEIOUYaeiouy", c);
}

bool acronym_has_vowel(struct span word)
{
    for (size_t i = 0; i < word.n; i++)
        if (vowel(word.p[i]))
            return true;
    return false;
}

/* Can the consonants at 'at' and behind it be said together? The first sounds (land, form), or the second is
 * an s or t, or both are one sound. */
static bool sound_together(struct span word, size_t at)
{
    static const char *const pairs[] = {"SK", "SP", "SH", "SC", "CH", "TH", "CK", "GH", "PH"};
    char first = word.p[at], second = word.p[at + 1];
    if (first == second || strchr("ST", second) || strchr("LMNRW", first))
        return true;
    for (size_t i = 0; i < COUNT_OF(pairs); i++)
        if (span_starts(span_slice(word, at, word.n), pairs[i]))
            return true;
    return false;
}

static bool ends_pronounceably(struct span word)
{
    return vowel(word.p[word.n - 1]) || vowel(word.p[word.n - 2]) || sound_together(word, word.n - 2);
}

/* Between two vowels a syllable may begin with the second, too (Ofsted, okra, Oxfam). */
static bool goes_on_pronounceably(struct span word, size_t at)
{
    return sound_together(word, at) || strchr("SXZF", word.p[at]) || strchr("LRW", word.p[at + 1]);
}

bool acronym_pronounceable(struct span word)
{
    size_t run = 0, vowels = 0;
    bool was_vowel = false;
    for (size_t i = 0; i < word.n; i++) {
        bool is_vowel = vowel(word.p[i]) && !(i == 0 && word.p[0] == 'Y');
        run = is_vowel == was_vowel ? run + 1 : 1;
        vowels += is_vowel;
        was_vowel = is_vowel;
        if (run > 2 || (i == 1 && vowels == 0 && word.n < 5) || (run > 1 && i == 1 && is_vowel))
            return false;
        if (run == 2 && !is_vowel && vowels > 0 && i + 1 < word.n && !goes_on_pronounceably(word, i - 1))
            return false;
    }
    return vowels > 0 && ends_pronounceably(word);
}
