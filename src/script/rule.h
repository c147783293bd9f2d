/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A rule as pattern.c compiles it and match.c uses it. */
#ifndef SCRIPT_RULE_H
#define SCRIPT_RULE_H

#include "script/pattern.h"

enum part_kind { PART_START, PART_SPACE, PART_WORD, PART_MARK, PART_SENSE, PART_ELEMENT, PART_EITHER };
enum part_place { PLACE_HERE, PLACE_BEFORE, PLACE_AFTER };

struct part {
    enum part_kind kind;
    enum part_place place;
    bool optional, not, field;
    struct span word;
    uint32_t code;
    enum sense sense;
    const struct element_type *element;
    struct part *choices; /* PART_EITHER */
    size_t nchoices;
};

struct rule {
    const struct rule_text *text;
    enum reason_class class;
    struct part parts[ELEMENTS_MOST];
    size_t nparts;
    unsigned first;         /* kinds of atom a match can begin with */
    uint32_t code;          /* and its mark, or its first letter in lower case; 0: any */
    uint64_t senses, marks; /* without which it matches nowhere */
    bool by_dictionary;     /* a match begins with a form of the dictionary: most atoms have none */
};

#endif
