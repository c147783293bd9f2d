/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The International Phonetic Alphabet to the engine's phonemes, by a table a language (ipa.def). */
#ifndef SCRIPT_IPA_H
#define SCRIPT_IPA_H

#include "script/phoneme_set.h"

/* Appends words divided by single spaces, each as phonemes_good demands. Stress is kept where it stands; a
 * word without any is stressed on its first syllable. Marks that no voice can tell apart (aspiration, place,
 * ties, syllable dots) are passed over; a sign that the table has not is a misfit. */
bool ipa_take(struct span language, struct span ipa, struct buf *out, struct misfit *misfit);

#endif
