/* SPDX-License-Identifier: GPL-3.0-or-later */
/* acronym: can capitals be said as a word? */
#ifndef SCRIPT_ACRONYM_H
#define SCRIPT_ACRONYM_H

#include "base/base.h"

bool acronym_has_vowel(struct span word);
/* Consonants and vowels change often enough: at most two of one kind in a row, a vowel among the first two,
 * and no two consonants in the middle or at the end that nobody can say together. At least two letters, A to
 * Z. */
bool acronym_pronounceable(struct span word);

#endif
