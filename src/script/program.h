/* SPDX-License-Identifier: GPL-3.0-or-later */
/* program: a program's text inside a sentence. Names come apart at their capitals, dots and operators have
 * names, other marks are silent, and what only prose writes (dates, sums of money) is not looked for. */
#ifndef SCRIPT_PROGRAM_H
#define SCRIPT_PROGRAM_H

#include "script/template.h"

/* What is longer is no name or expression but text in the letters of a typewriter. */
enum { PROGRAM_BYTES_MOST = 160 };

/* False for plain words and numbers: those are read in their sentence. */
bool program_differs(struct span text);
/* getUserId is get, User and Id; XMLParser is XML and Parser; APIs is one. */
void program_divide(struct arena *a, struct atoms *atoms);
/* Does the rule apply to a program, from atom i on? */
bool program_obeys(const struct rule *rule, const struct atoms *atoms, size_t i);
/* Says the word at atom i if it is an acronym in small letters: the Url of baseUrl. */
bool program_say_word(struct speaker *s, size_t i);
/* The mark at atom i. */
void program_say_mark(struct speaker *s, size_t i, size_t *next);

#endif
