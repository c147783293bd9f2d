/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scanners are data: a pattern is a list of elements separated by spaces, matched against atoms from one
 * place.
 *
 *     _  optional white space          ~  white space
 *     =of  that word, any case (a single letter: as written)   .  that character
 *     name  a sense (senses.def) or an element (elements in element.c); it is a field, numbered from 1
 *     a|b  either, one field           x?  optional
 *     <x <!x  the word before is (not) x; first in a pattern
 *     <^ <!^  nothing (something) stands before it in the sentence
 *     >x >!x  what follows (white space aside) is (not) x; takes nothing
 *
 * A match must not end inside a word or number. The longest match wins, then the first rule. */
#ifndef SCRIPT_PATTERN_H
#define SCRIPT_PATTERN_H

#include "script/memory.h"

enum { FIELDS_MOST = 12, ELEMENTS_MOST = 20 };

/* Only with a form that the dictionary has. */
enum { FIRST_KNOWN = 1u << 8 };

struct tongue;

struct scan {
    const struct tongue *tongue;
    struct atoms atoms;
    const struct language *language;
    const struct dictionary *dictionary;
    const struct memory *memory; /* of the post */
    int emoji;                   /* enum emoji_policy */
    uint64_t senses, marks;      /* that stand in it: what rule_match cannot do without */
    bool program;                /* the text is a program's */
    bool capitals;               /* the sentence is written in capitals: a headline, somebody shouting */
};

struct field {
    size_t from, to; /* atoms; empty when an optional field is missing */
    const struct entry *entry;
    long value;
};

struct rule; /* a compiled rule_text */

struct record {
    const struct rule *rule;
    size_t from, to; /* atoms */
    struct field fields[FIELDS_MOST];
    size_t nfields;
};

/* In the arena. NULL with CONFIG when the pattern or template is malformed. */
const struct rule *rule_compile(struct arena *a, const struct rule_text *text, struct error *err);
/* By what the atom at a place tells alone, rules fall into groups: only those of the atom's group can match
 * there. */
enum { RULE_GROUPS = 256 };
uint64_t marks_of(const struct atoms *atoms); /* for scan.marks */
unsigned rule_group_of(const struct atom *atom);
bool rule_is_in(const struct rule *rule, unsigned group);
bool rule_match(const struct rule *rule, const struct scan *scan, size_t i, struct record *out);
const char *rule_template(const struct rule *rule);
enum reason_class rule_class(const struct rule *rule);
const struct rule_text *rule_source(const struct rule *rule);

struct element_type {
    const char *name;
    bool (*match)(const struct scan *scan, size_t i, const struct element_type *type, struct field *f);
    int least, most;               /* value of a number */
    int digits_least, digits_most; /* its length */
    unsigned first;                /* kinds of atom it can begin with, a bit each, and FIRST_KNOWN */
};

/* The named elements; NULL if there is none of that name. */
const struct element_type *element_named(struct span name);

/* What always stands in the text of an element: a mark, a form of a sense, or neither (0, SENSE_NONE). */
struct element_need {
    const char *name;
    uint32_t mark;
    enum sense sense;
};
struct element_need element_need(const struct element_type *type);

#endif
