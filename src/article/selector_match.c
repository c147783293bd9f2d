/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In document order, each element's set of compounds that it matches is found from the sets of its parent,
 * its ancestors and its elder siblings; so nothing is ever looked at twice. */
#include "article/selector.h"

#include <string.h>

enum { VALUE_BYTES = 4096 };

/* An open element, and what of its children has been seen. */
struct level {
    uint32_t end, children;
    uint64_t matched, around; /* by the element; by it or an element around it */
    uint64_t before, earlier; /* by the last child; by any child */
};

struct place {
    const struct tree *tree;
    uint32_t node, nth; /* nth: child of its parent, from 1 */
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool equal(struct span a, struct span b, bool nocase)
{
    return nocase ? span_equal_nocase(a, b) : span_equal(a, b);
}

static bool has_word(struct span text, struct span word, bool nocase)
{
    for (size_t at = 0, end; at < text.n; at = end + 1) {
        for (end = at; end < text.n && !is_blank(text.p[end]);)
            end++;
        if (word.n && equal(span_slice(text, at, end), word, nocase))
            return true;
    }
    return false;
}

static bool contains(struct span text, struct span part, bool nocase)
{
    if (!nocase)
        return memmem(text.p, text.n, part.p, part.n) != NULL;
    for (size_t at = 0; at + part.n <= text.n; at++)
        if (span_equal_nocase(span_slice(text, at, at + part.n), part))
            return true;
    return false;
}

/* An empty value is part of nothing (Selectors Level 4, 6.2). */
static bool test_value(const struct simple *s, struct span value)
{
    struct span want = s->value;
    switch (s->test) {
    case TEST_PRESENT:
        return true;
    case TEST_EQUAL:
        return equal(value, want, s->nocase);
    case TEST_WORD:
        return has_word(value, want, s->nocase);
    case TEST_DASH:
        return equal(span_slice(value, 0, want.n), want, s->nocase) &&
               (value.n == want.n || value.p[want.n] == '-');
    case TEST_START:
        return want.n && equal(span_slice(value, 0, want.n), want, s->nocase);
    case TEST_END:
        return want.n && value.n >= want.n &&
               equal(span_slice(value, value.n - want.n, value.n), want, s->nocase);
    case TEST_WITHIN:
        return want.n && contains(value, want, s->nocase);
    }
    return false;
}

static struct span looked_at(const struct node *node, enum attribute_name name)
{
    return span_slice(node_attribute(node, name), 0, VALUE_BYTES);
}

static bool is_last(const struct place *at)
{
    const struct node *nodes = at->tree->nodes;
    uint32_t i = nodes[at->node].end, end = nodes[nodes[at->node].parent].end;
    while (i < end && nodes[i].tag == TAG_TEXT)
        i++;
    return i == end;
}

static bool test_simple(const struct simple *s, const struct place *at)
{
    const struct node *node = &at->tree->nodes[at->node];
    switch (s->kind) {
    case SIMPLE_ANY:
        return true;
    case SIMPLE_TAG:
        return node->tag == (enum tag)s->number;
    case SIMPLE_NAMED:
        return node->named == s->number + 1;
    case SIMPLE_CLASS:
        return has_word(looked_at(node, ATTRIBUTE_CLASS), s->value, false);
    case SIMPLE_ATTRIBUTE:
        return node_has(node, (enum attribute_name)s->number) &&
               test_value(s, looked_at(node, (enum attribute_name)s->number));
    case SIMPLE_NTH:
        return s->step ? at->nth % s->step == s->number % s->step : at->nth == s->number;
    case SIMPLE_LAST:
        return is_last(at);
    }
    return false;
}

static bool test_compound(const struct compound *compound, const struct place *at)
{
    for (size_t i = 0; i < compound->nsimples; i++)
        if (test_simple(&compound->simples[i], at) == compound->simples[i].negated)
            return false;
    return true;
}

/* The compounds that the element matches; *effects: of the selectors that end in one of them. */
static uint64_t match_element(const struct group *g, const struct level *parent, const struct place *at,
                              uint8_t *effects)
{
    const uint64_t *by = g->by_combinator;
    uint64_t matched = 0;
    uint64_t candidates = by[COMBINE_FIRST] | (by[COMBINE_INSIDE] & parent->around << 1) |
                          (by[COMBINE_CHILD] & parent->matched << 1) |
                          (by[COMBINE_NEXT] & parent->before << 1) |
                          (by[COMBINE_LATER] & parent->earlier << 1);
    for (; candidates; candidates &= candidates - 1) {
        int i = __builtin_ctzll(candidates);
        if (!test_compound(&g->compounds[i], at))
            continue;
        matched |= 1ull << i;
        *effects |= (uint8_t)g->compounds[i].effect;
    }
    return matched;
}

static void match_group(struct arena *a, const struct group *g, const struct tree *tree, uint8_t *effects)
{
    size_t capacity = 0, depth = 1;
    struct level *levels = arena_grow(a, NULL, 0, &capacity, sizeof *levels);
    levels[0] = (struct level){.end = tree->nnodes};
    for (uint32_t i = 0; i < tree->nnodes; i++) {
        if (tree->nodes[i].tag == TAG_TEXT)
            continue;
        while (levels[depth - 1].end <= i)
            depth--;
        levels = arena_grow(a, levels, depth, &capacity, sizeof *levels);
        struct level *parent = &levels[depth - 1];
        struct place at = {tree, i, ++parent->children};
        uint64_t matched = match_element(g, parent, &at, &effects[i]);
        parent->before = matched;
        parent->earlier |= matched;
        levels[depth++] =
            (struct level){.end = tree->nodes[i].end, .matched = matched, .around = matched | parent->around};
    }
}

uint8_t *selectors_match(struct arena *a, const struct selectors *s, const struct tree *tree)
{
    uint8_t *effects = arena_alloc(a, tree->nnodes + 1);
    for (size_t i = 0; i < s->ngroups; i++)
        match_group(a, s->groups[i], tree, effects);
    return effects;
}
