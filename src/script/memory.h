/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a post says of itself: acronyms with their expansions, names of streets, the order of day and month,
 * whether numbers in parentheses count sources. Gathered from all of its text before any of it is said, then
 * only read. It may change the words of a sentence that stands far away, so it holds facts, not guesses: an
 * edit elsewhere changes only sentences that use a fact that changed, and the audio of the others is found
 * again. */
#ifndef SCRIPT_MEMORY_H
#define SCRIPT_MEMORY_H

#include "script/language.h"

struct acronym {
    struct span letters;   /* ASCII capitals, without the s of a plural */
    struct span expansion; /* in the post's words; empty: it stands in running text and is no emphasis */
    bool shadows;          /* the tables take the letters for something else than the expansion */
};

struct memory {
    struct arena *arena;
    struct acronym *acronyms;
    size_t nacronyms, acronyms_capacity;
    struct span *streets; /* Main of Main Street */
    size_t nstreets, streets_capacity;
    bool regional_day_first;       /* what the language's region does */
    int references;                /* the last of the numbers in parentheses that count sources */
    bool references_broken;        /* one came that was not the next: they count something else */
    size_t day_first, month_first; /* dates in figures that have no other reading: 25/12/2023, 12/25/2023 */
};

/* 'tag': the post's language, BCP 47; its region tells the usual order of dates. The texts that are noted
 * must live as long as the memory. */
void memory_init(struct memory *m, struct arena *a, const struct language *language, struct span tag);
void memory_note(struct memory *m, const struct dictionary *dictionary, struct span text);

bool memory_day_first(const struct memory *m);
bool memory_has_references(const struct memory *m); /* numbers of sources in parentheses */
const struct acronym *memory_acronym(const struct memory *m, struct span letters); /* NULL: unknown */
bool memory_knows_street(const struct memory *m, struct span name);

#endif
