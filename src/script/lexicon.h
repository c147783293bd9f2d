/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A lexicon: how written words are said, by other words (an alias) or by phonemes. Filled by the readers of
 * lexicon files, sealed, then only read.
 *
 * An entry in small letters stands for its word in any case; one with a capital for the word as it is
 * written. It never stands inside a word: not between letters or digits, nor where an apostrophe goes on with
 * more than an s. The longest entry wins. */
#ifndef SCRIPT_LEXICON_H
#define SCRIPT_LEXICON_H

#include "script/atom.h"

enum { GRAPHEME_BYTES = 160 };

/* Of the list entry. */
struct lexeme {
    struct span grapheme; /* as written, one space between words */
    struct span alias;    /* ordinary text; empty: phonemes */
    struct span phonemes; /* in the engine's notation, checked; empty: alias */
    struct span key;      /* the grapheme folded */
    bool exact;           /* it has a capital */
    uint32_t line;        /* of its file */
    uint32_t order;       /* in which it was added */
};

struct lexicon {
    struct arena *arena;
    struct span language; /* BCP 47; of its file */
    struct lexeme *list;
    size_t n, capacity;
    bool has_phonemes;
    uint32_t first[257]; /* entries whose key begins with byte b: first[b] to first[b + 1] */
};

/* The lexicon's texts are copied into the arena, which must outlive it. */
void lexicon_init(struct lexicon *l, struct arena *a);
/* The grapheme with its apostrophes, hyphens and white space in one form; empty: it holds no letter, digit or
 * other visible character, or is longer than GRAPHEME_BYTES. */
struct span lexicon_grapheme(struct arena *a, struct span written);
/* 'lexeme' says grapheme (from lexicon_grapheme), line, and one of alias and phonemes. */
void lexicon_add(struct lexicon *l, const struct lexeme *lexeme);
/* Behind the entries that are there already. */
void lexicon_add_all(struct lexicon *l, const struct lexicon *other);
/* Of several entries for the same word the first stays. Nothing is added after it. False if there were
 * such: *first and *again are two of them. */
bool lexicon_seal(struct lexicon *l, struct lexeme *first, struct lexeme *again);

/* The longest entry that stands at atom i and ends at or before atom 'end'; *next is the atom behind it. NULL
 * if there is none. */
const struct lexeme *lexicon_find(const struct lexicon *l, const struct atoms *atoms, size_t i, size_t end,
                                  size_t *next);

/* The entry for exactly this word; NULL if there is none. */
const struct lexeme *lexicon_find_word(const struct lexicon *l, struct span word);

#endif
