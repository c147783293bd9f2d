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

/* Two consonants at an end: the first must sound (land, form), or the last be an s or t, or both one sound.
 */
static bool ends_pronounceably(struct span word)
{
    static const char *const pairs[] = {"SK", "SP", "SH", "SC", "CH", "TH", "CK", "GH", "PH"};
    char last = word.p[word.n - 1], before = word.p[word.n - 2];
    if (vowel(last) || vowel(before) || last == before || strchr("ST", last) || strchr("LMNRW", before))
        return true;
    for (size_t i = 0; i < COUNT_OF(pairs); i++)
        if (span_ends(word, pairs[i]))
            return true;
    return false;
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
    }
    return vowels > 0 && ends_pronounceably(word);
}
