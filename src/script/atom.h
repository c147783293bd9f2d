/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text cut into the pieces that scanners look at: a run of letters, a run of ASCII digits, white space, or
 * one other character. Nothing is decided here. */
#ifndef SCRIPT_ATOM_H
#define SCRIPT_ATOM_H

#include "base/base.h"

enum atom_kind { ATOM_END, ATOM_WORD, ATOM_DIGITS, ATOM_SPACE, ATOM_MARK };

/* Marks are folded: curly quotes to ' and ", U+2010 and U+2011 to '-', the ordinal sign to the degree sign.
 */
enum {
    DASH_EN = 0x2013,
    DASH_EM = 0x2014,
    SIGN_MINUS = 0x2212,
    SIGN_DEGREE = 0xB0,
    ELLIPSIS = 0x2026,
    SIGN_SQUARED = 0xB2,
    SIGN_CUBED = 0xB3
};

struct node; /* of a dictionary */

struct atom {
    enum atom_kind kind;
    uint32_t code; /* of a mark, folded; of a word, its first letter; else 0 */
    uint32_t at, bytes;
    const struct node *node; /* what the dictionary has that begins with it; NULL: nothing */
};

struct atoms {
    struct span text;
    struct atom *list; /* n of them and one ATOM_END */
    size_t n;
};

/* Controls and other invisible characters inside words are skipped over (they stay in the atom's bytes). */
struct atoms atoms_of(struct arena *a, struct span text);
/* The bytes of the atoms [from, to). */
struct span atoms_span(const struct atoms *atoms, size_t from, size_t to);
bool atom_is_mark(const struct atoms *atoms, size_t i, uint32_t code);
/* A letter or digit touches it, with nothing between? */
bool atom_is_wordlike(const struct atoms *atoms, size_t i);
bool atom_is_upper(const struct atoms *atoms, size_t i);   /* a word all in capitals */
bool atom_is_capital(const struct atoms *atoms, size_t i); /* a word that begins with a capital */

#endif
