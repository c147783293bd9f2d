/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What memory.c asks about acronyms while it reads a text. */
#ifndef SCRIPT_EXPANSION_H
#define SCRIPT_EXPANSION_H

#include "script/memory.h"

bool expansion_letter(char c); /* ASCII, or a byte of any other character */
struct span expansion_word(struct span text, size_t at);
/* LLM, LLMs; empty: no acronym stands there. *end is behind it. */
struct span acronym_at(struct span text, size_t at, size_t *end);
/* Its entry, a new one if it has none; NULL: there are too many. */
struct acronym *acronym_remember(struct memory *m, struct span letters);
/* Remembers what the parenthesis that opens there explains, if it does. */
void expansion_note(struct memory *m, const struct dictionary *dictionary, struct span text, size_t open);

#endif
