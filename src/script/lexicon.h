/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lexicon files: how words are said. A line is WORD TAB SAY-IT-AS; '#' begins a comment line; blank lines are
 * skipped. A word in small letters is meant in any case, one with a capital as it stands. */
#ifndef SCRIPT_LEXICON_H
#define SCRIPT_LEXICON_H

#include "script/dictionary.h"

/* Adds the entries of a file's text to the dictionary; they live in the arena. 'name' is for the messages.
 * Error CONFIG with file and line: no tab, an empty side, too long, characters that are no words, twice the
 * same. */
bool lexicon_read(struct arena *a, struct span text, const char *name, struct dictionary *d,
                  struct error *err);

#endif
