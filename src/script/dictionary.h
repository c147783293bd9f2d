/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Written forms and what they can be. A form is one atom or several ("kg", "a.m.", "sq mi"); it may have
 * several senses. Filled once, then only read. */
#ifndef SCRIPT_DICTIONARY_H
#define SCRIPT_DICTIONARY_H

#include "script/atom.h"

enum sense {
    SENSE_NONE,
#define SENSE(name) SENSE_##name,
#include "script/senses.def"
#undef SENSE
    SENSES
};

extern const char *const sense_names[SENSES]; /* in capitals */

enum {
    ENTRY_EXACT = 1,    /* case as written; otherwise any case */
    ENTRY_CAPITAL = 2,  /* the text must begin with a capital */
    ENTRY_ADJACENT = 4, /* a unit that must touch its number */
    ENTRY_NO_S = 8,     /* the plural sign may not follow (a unit with a number is the same in both) */
};

struct entry {
    enum sense sense;
    const char *written, *spoken;
    const char *many; /* NULL: as spoken */
    int value;
    unsigned flags;
};

struct dictionary;

struct dictionary *dictionary_create(void);
void dictionary_destroy(struct dictionary *d);
/* The entries stay the caller's and must outlive the dictionary. */
void dictionary_add(struct dictionary *d, const struct entry *entries, size_t count);
/* Fills atom.node for all atoms. Returns the senses of all forms that begin with one of them, 1 << sense
 * each.
 */
uint64_t dictionary_mark(const struct dictionary *d, struct atoms *atoms);
/* The longest form at atom i that has this sense; *next is the atom behind it. NULL if there is none. */
const struct entry *dictionary_find(const struct dictionary *d, const struct atoms *atoms, size_t i,
                                    enum sense sense, size_t *next);
/* By text: the entry of that sense, or NULL. */
const struct entry *dictionary_get(const struct dictionary *d, struct span word, enum sense sense);

#endif
