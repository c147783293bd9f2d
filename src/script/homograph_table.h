/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The homographs of a language made ready: words are numbers, classes are bits, patterns are elements. */
#ifndef SCRIPT_HOMOGRAPH_TABLE_H
#define SCRIPT_HOMOGRAPH_TABLE_H

#include "script/homograph.h"

enum element_kind { ELEMENT_WORD, ELEMENT_GAP, ELEMENT_CLAUSE, ELEMENT_SENTENCE };

struct context_element {
    enum element_kind kind;
    bool negated, optional;
    uint64_t classes;
    uint32_t *words; /* their numbers */
    size_t nwords;
};

/* Of a pattern: what stands before the homograph from right to left, behind it from left to right. */
struct side {
    struct context_element *elements;
    size_t n;
};

struct context {
    int reading;
    struct side near, before, behind;
};

/* A homograph with its kind's patterns. */
struct choice {
    const struct homograph *homograph;
    const struct context *contexts;
    size_t ncontexts;
    const char *rules[HOMOGRAPH_READINGS]; /* what 'script --why' says */
    struct choice *next;                   /* the same letters, other capitals */
};

/* A word that a table names. */
struct known_word {
    struct span text;
    uint32_t number;  /* from 1 */
    uint64_t classes; /* CLASS_UNKNOWN: none */
    struct choice *choices;
    struct known_word *next;
};

enum { WORD_BUCKETS = 1024 };

struct homographs {
    struct arena *arena;
    struct known_word *words[WORD_BUCKETS];
    struct known_word *endings; /* longest first */
    uint32_t nwords;
    uint64_t misleading[HOMOGRAPH_READINGS]; /* classes */
};

/* Without regard to the case of ASCII letters; NULL: no table names it. */
const struct known_word *homographs_word(const struct homographs *h, struct span word);
/* By its name or by its ending, the bit of OTHER if by none. 'known' is what homographs_word gave. */
uint64_t homographs_classes(const struct homographs *h, const struct known_word *known, struct span word);

#endif
