/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words that are written alike and said differently. A language lists them with their readings and with rules
 * that tell the reading by the words around; the machinery knows no language. A word for which no rule holds,
 * and a reading without phonemes, is left to the engine.
 *
 * A pattern is a list of elements separated by spaces, matched against the spoken words of the sentence:
 *
 *     *  the homograph itself          to|has|DET  one of these words, or a word of that class; in any case
 *     !x  another word than that       x?  perhaps a word like that; most words win
 *     ^ $  a clause begins, ends here  ^^ $$  a sentence does
 *     ..  up to HOMOGRAPH_GAP words, over commas
 *     ~x  a word like that somewhere near in the sentence, on either side; stands before all others
 *
 * Neighbours have no punctuation between them. OTHER is a word that is in no class. The first rule that holds
 * wins. */
#ifndef SCRIPT_HOMOGRAPH_H
#define SCRIPT_HOMOGRAPH_H

#include "script/wording.h"

enum { HOMOGRAPH_READINGS = 3, HOMOGRAPH_GAP = 8, HOMOGRAPH_NEAR = 12 };

/* Words separated by spaces; several of one name are one. "*ly" is all words with that ending of which
 * nothing else is known, the longest ending deciding. */
struct word_class {
    const char *name, *words;
};

struct homograph_rule {
    int reading;
    const char *pattern;
};

/* Homographs of one kind, told apart by the same rules: nouns and verbs. */
struct homograph_kind {
    const char *readings[HOMOGRAPH_READINGS];
    const struct homograph_rule *rules;
    size_t nrules;
};

struct homograph {
    const char *word; /* in any case; one with a capital as it stands, and it goes before the other */
    const struct homograph_kind *kind;
    /* NULL: so says the engine, always. "=r'Ek3d": so it does where neither word before it is misleading. */
    const char *phonemes[HOMOGRAPH_READINGS];
};

struct homograph_tables {
    const struct word_class *classes;
    size_t nclasses; /* at most 60 names */
    const struct homograph *homographs;
    size_t nhomographs;
    const char *misleading[HOMOGRAPH_READINGS]; /* classes, by reading; NULL: none */
};

struct homographs; /* made ready */

/* In the arena. Error CONFIG: a malformed pattern, an unknown class, phonemes that are none. */
struct homographs *homographs_compile(struct arena *a, const struct homograph_tables *tables,
                                      struct error *err);
/* Decides on the words of the wording from 'first' on. */
void homographs_say(const struct homographs *h, struct wording *wording, size_t first);

#endif
