/* SPDX-License-Identifier: GPL-3.0-or-later */
/* writing: which script (Latin, Cyrillic, Han ...) a text is written in, and which languages that leaves. */
#ifndef ARTICLE_WRITING_H
#define ARTICLE_WRITING_H

#include "base/base.h"

enum writing {
    WRITING_OTHER,
    WRITING_LATIN,
    WRITING_CYRILLIC,
    WRITING_ARABIC,
    WRITING_HAN,
    WRITING_KANA,
    WRITING_HANGUL,
    WRITING_GREEK,
    WRITING_HEBREW,
    WRITING_ARMENIAN,
    WRITING_GEORGIAN,
    WRITING_DEVANAGARI,
    WRITING_BENGALI,
    WRITING_GURMUKHI,
    WRITING_GUJARATI,
    WRITING_TAMIL,
    WRITING_TELUGU,
    WRITING_KANNADA,
    WRITING_MALAYALAM,
    WRITING_SINHALA,
    WRITING_THAI,
    WRITING_MYANMAR,
    WRITING_ETHIOPIC,
    WRITINGS
};

struct letters {
    size_t count, of[WRITINGS];
};

/* Signs of vowels that stand on a letter count as letters, too. */
struct letters letters_count(struct span text);
/* The script of nearly all of them; WRITING_OTHER: mixed, unknown to us, or fewer than 80 letters, a sign of
 * Han, Kana or Hangul counting as three. */
enum writing letters_writing(const struct letters *letters);
/* The language that a script alone tells, the most spoken where there are several; NULL: too many share it.
 */
const char *writing_language(enum writing writing);
/* Is the language (a BCP 47 tag) ever written so? One that names a script ("sr-latn") is believed. */
bool writing_allows(enum writing writing, struct span language);
/* "pt" of "pt-br". */
struct span language_primary(struct span tag);
/* Is the word one of these, divided by spaces? */
bool word_listed(const char *words, struct span word);

#endif
