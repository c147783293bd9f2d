/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The last gate before the engine: text in the form that eSpeak NG reads without memory errors (measured; see
 * docs/how-it-reads.md, "What the engine gets").
 *
 * Words separated by one space; a word holds letters of the language's allow-list, ASCII digits, at most
 * SAFE_APOSTROPHES apostrophes, SAFE_DOTS dots or digit separators and SAFE_HYPHENS hyphens, all of them
 * between letters or digits; or it is a single sign the engine knows. At most SAFE_WORD_LETTERS letters a
 * word, SAFE_DIGITS digits in a row, one character SAFE_REPEATS times in a row. Behind a word stands nothing
 * or one of , ; : . ? ! A line ends after SAFE_SINGLES words of one character in a row and after at most
 * SAFE_LINE_BYTES.
 *
 * safe_check lets a word of phonemes (phonemes.h) pass, too; safe_word and safe_text never make one: there is
 * no bracket in what they give. */
#ifndef SCRIPT_SAFE_H
#define SCRIPT_SAFE_H

#include "base/base.h"

enum {
    SAFE_WORD_LETTERS = 32,
    SAFE_APOSTROPHES = 2,
    SAFE_DOTS = 3,
    SAFE_HYPHENS = 3,
    SAFE_DIGITS = 18,
    SAFE_REPEATS = 3,
    SAFE_SINGLES = 12,
    SAFE_LINE_BYTES = 400,
    SAFE_PIECES = 64, /* of one word; what is longer is no word and is cut off */
};

struct safe_piece {
    char bytes[SAFE_WORD_LETTERS * 4 + 16];
    size_t n;
};

/* A written word in safe form: none, one or several pieces, each a safe word. No white space matters. */
size_t safe_word(struct span language, struct span word, struct safe_piece pieces[SAFE_PIECES]);
/* Any bytes to safe text, appended. */
void safe_text(struct span language, struct span text, struct buf *out);
/* Is it in the form? (For tests, and for what comes over a process boundary.) */
bool safe_check(struct span language, struct span text);
/* A word of one letter or digit: they are counted, the engine loses its mind after many. */
bool safe_single(struct span word);

#endif
