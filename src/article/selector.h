/* SPDX-License-Identifier: GPL-3.0-or-later */
/* selector: the part of CSS selectors (Selectors Level 4) that rules for a site need. Debian 12 has no C
 * library for it: libcroco is gone, libxml2 knows XPath alone, and what browsers use is C++ or Rust.
 *
 *   type, *, #id, .class, [name], [name=value] and ~= |= ^= $= *= (value bare or quoted, "i" behind it: in
 * any case), :first-child, :last-child, :nth-child(NUMBER | odd | even), :not(ONE OF THESE), between them a
 * space (inside), > (child), + (next), ~ (later sibling), and lists with commas.
 *
 * Anything else is an error that names the column. Matching is one walk over the tree that carries sets of
 * compounds as bits: nodes times compounds, whatever the page. */
#ifndef ARTICLE_SELECTOR_H
#define ARTICLE_SELECTOR_H

#include <stdint.h>

#include "article/tree.h"
#include "base/error.h"

enum combinator { COMBINE_FIRST, COMBINE_INSIDE, COMBINE_CHILD, COMBINE_NEXT, COMBINE_LATER, COMBINATORS };

enum simple_kind {
    SIMPLE_ANY,
    SIMPLE_TAG,
    SIMPLE_NAMED,
    SIMPLE_CLASS,
    SIMPLE_ATTRIBUTE,
    SIMPLE_NTH,
    SIMPLE_LAST
};

enum attribute_test { TEST_PRESENT, TEST_EQUAL, TEST_WORD, TEST_DASH, TEST_START, TEST_END, TEST_WITHIN };

struct simple {
    enum simple_kind kind;
    bool negated, nocase;
    enum attribute_test test;
    unsigned number; /* the tag, the wanted tag, the attribute; n of nth-child, counted from 1 */
    unsigned step;   /* nth-child: 0: that child alone; 2: every second from it on */
    struct span value;
};

/* Conditions on one element, and how it stands to the one that the compound before it matched. */
struct compound {
    enum combinator combinator;
    const struct simple *simples;
    size_t nsimples;
    unsigned effect; /* of the selector that it ends; 0: the selector goes on */
};

enum { GROUP_COMPOUNDS = 64, GROUPS_MAX = 16, SELECTOR_SIMPLES_MAX = 16 };

/* As many compounds as a word has bits; a selector lies whole in one group. */
struct group {
    struct compound compounds[GROUP_COMPOUNDS];
    size_t ncompounds;
    uint64_t by_combinator[COMBINATORS];
};

struct selectors {
    struct group *groups[GROUPS_MAX];
    size_t ngroups;
    struct wanted wanted; /* names beyond those that the tree keeps anyway: for html_parse */
};

/* Adds the selectors of a list, a part of the text 'setting', each with the effect (bits below 256, not 0).
 * In the arena. Error CONFIG, with the column in 'setting' (bytes, from 1). */
bool selectors_add(struct arena *a, struct selectors *s, struct span setting, struct span list,
                   unsigned effect, struct error *err);

/* The effects on each node, all selectors together: an array of tree->nnodes in the arena. Of a value of an
 * attribute the first 4,096 bytes are looked at. */
uint8_t *selectors_match(struct arena *a, const struct selectors *s, const struct tree *tree);

#endif
