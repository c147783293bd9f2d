/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/phonemes.h"

#include <string.h>

static const char signs[] = ":;',#?~^-=%*&\"|/";

/* Some digits are vowels. */
static bool is_sound(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '@';
}

bool phonemes_good(struct span phonemes)
{
    size_t sounds = 0, repeats = 0;
    for (size_t i = 0; i < phonemes.n && i <= PHONEMES_BYTES; i++) {
        char c = phonemes.p[i];
        repeats = i > 0 && c == phonemes.p[i - 1] ? repeats + 1 : 1;
        if ((!is_sound(c) && !(c && strchr(signs, c))) || repeats > PHONEMES_REPEATS)
            return false;
        sounds += is_sound(c);
    }
    return sounds > 0 && phonemes.n <= PHONEMES_BYTES;
}

size_t phonemes_word(struct span text)
{
    if (!span_starts(text, "[["))
        return 0;
    size_t end = span_find(span_slice(text, 0, PHONEMES_WORD_BYTES), "]]");
    return end + 2 <= text.n && phonemes_good(span_slice(text, 2, end)) ? end + 2 : 0;
}
