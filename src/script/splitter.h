/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sentence splitting looks at: the atoms around a place, in a text that is being split. */
#ifndef SCRIPT_SPLITTER_H
#define SCRIPT_SPLITTER_H

#include "script/language.h"

enum list_style { LIST_NONE, LIST_DOT, LIST_PAREN, LIST_DOT_PAREN, LIST_BULLET };

struct splitter {
    const struct splitting *splitting;
    struct atoms atoms;
    size_t start;       /* first atom of the sentence */
    size_t parenthesis; /* atom that closes an open one; 0: none */
    enum list_style style;
    long expected; /* the next number (or letter) of a list in running text */
};

/* The atom, or the one at the end. */
const struct atom *atom_at(const struct splitter *s, size_t i);
bool mark_at(const struct splitter *s, size_t i, const char *marks); /* one of these ASCII marks? */
bool terminates(const struct splitter *s, size_t i); /* a mark that can end a sentence, in any script */
/* The stops that are nothing else, with or without a space behind them: full-width marks, danda, Burmese,
 * Armenian, Urdu, Ethiopic and Khmer ones. */
bool terminates_always(const struct splitter *s, size_t i);
size_t skip_space(const struct splitter *s, size_t i);
/* The atoms [from, to) in lower case, cut off at size. */
struct span lower_text(const struct splitter *s, size_t from, size_t to, char *bytes, size_t size);
/* A word with a capital that the list (NULL at its end) has in lower case? */
bool capital_in(const struct splitter *s, size_t i, const char *const *list);
bool starts_sentence(const struct splitter *s, size_t i);
/* The first word or number behind quotes, brackets and dashes; nothing but those: the end. */
size_t first_word(const struct splitter *s, size_t i);
bool small_letter(const struct splitter *s, size_t i);

/* dot.c: does the dot at "dot" end a sentence? "next" is what follows, white space aside. */
bool dot_ends(const struct splitter *s, size_t dot, size_t next);
/* "world.Today": a new sentence without a space, if the whole token is no address or file name. */
bool joined_sentences(const struct splitter *s, size_t dot, size_t next);

#endif
