/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Long lines are looked up by a hash of their text; the lines around a pair of equals then tell whether a
 * whole part comes again, short lines and headings included. */
#include "article/repeat.h"

enum {
    LONG_BYTES = 80,
    PROBES_MAX = 32, /* a page made to collide finds no repetitions, but costs no time */
    NONE = -1
};

struct finder {
    const struct tree *tree;
    struct lines *lines;
    size_t *kept; /* numbers of the lines not dropped */
    size_t nkept;
    long *first; /* of each kept line: the kept line that says the same first, or NONE */
};

static uint64_t hash(struct span text)
{
    uint64_t h = 0xCBF29CE484222325; /* FNV-1a */
    for (size_t i = 0; i < text.n; i++)
        h = (h ^ (unsigned char)text.p[i]) * 0x100000001B3;
    return h;
}

static const struct line *line_at(const struct finder *f, size_t k)
{
    return &f->lines->lines[f->kept[k]];
}

static bool same(const struct finder *f, size_t k, size_t other)
{
    return span_equal(line_at(f, k)->text, line_at(f, other)->text);
}

/* In two elements, neither of which is the other's brother? */
static bool apart(const struct finder *f, size_t k, size_t other)
{
    const struct node *nodes = f->tree->nodes;
    uint32_t a = line_at(f, k)->node, b = line_at(f, other)->node;
    return a != b && nodes[a].parent != nodes[b].parent;
}

static void find_firsts(struct arena *a, struct finder *f)
{
    size_t size = 16;
    while (size < 2 * f->nkept)
        size *= 2;
    size_t *table = arena_alloc(a, size * sizeof *table); /* kept line + 1; 0: free */
    for (size_t k = 0; k < f->nkept; k++) {
        const struct line *line = line_at(f, k);
        f->first[k] = NONE;
        if (line->text.n < LONG_BYTES)
            continue;
        size_t slot = hash(line->text) & (size - 1), probes = 0;
        while (table[slot] && !same(f, k, table[slot] - 1) && probes++ < PROBES_MAX)
            slot = (slot + 1) & (size - 1);
        if (probes > PROBES_MAX)
            continue;
        if (!table[slot])
            table[slot] = k + 1;
        else if (apart(f, k, table[slot] - 1))
            f->first[k] = (long)table[slot] - 1;
    }
}

/* Is the kept line k the repetition of what stands 'step' from the first of the line 'step' from it? */
static bool follows(const struct finder *f, size_t k, long step)
{
    long beside = (long)k - step;
    if (beside < 0 || beside >= (long)f->nkept || f->first[beside] == NONE)
        return false;
    long first = f->first[beside] + step;
    return first >= 0 && first < (long)k && same(f, k, (size_t)first) && apart(f, k, (size_t)first);
}

/* Short lines and headings beside long ones. */
static void spread(struct finder *f)
{
    for (size_t k = 1; k < f->nkept; k++)
        if (f->first[k] == NONE && follows(f, k, 1))
            f->first[k] = f->first[k - 1] + 1;
    for (size_t k = f->nkept; k > 0; k--)
        if (f->first[k - 1] == NONE && follows(f, k - 1, -1))
            f->first[k - 1] = f->first[k] - 1;
}

/* The text again at once, or together with a line beside it: a part, no chance. */
static bool is_part(const struct finder *f, size_t k)
{
    long first = f->first[k];
    bool at_once = k > 0 && (first == (long)k - 1 || f->first[k - 1] == first);
    bool with_last = k > 0 && f->first[k - 1] != NONE && f->first[k - 1] == first - 1;
    bool with_next = k + 1 < f->nkept && f->first[k + 1] != NONE && f->first[k + 1] == first + 1;
    return at_once || with_last || with_next;
}

void repeat_drop(struct arena *a, const struct tree *tree, struct lines *lines)
{
    struct finder f = {.tree = tree, .lines = lines};
    f.kept = arena_alloc(a, (lines->nlines + 1) * sizeof *f.kept);
    f.first = arena_alloc(a, (lines->nlines + 1) * sizeof *f.first);
    for (size_t i = 0; i < lines->nlines; i++)
        if (!lines->lines[i].dropped)
            f.kept[f.nkept++] = i;
    find_firsts(a, &f);
    spread(&f);
    for (size_t k = 0; k < f.nkept; k++)
        if (f.first[k] != NONE && is_part(&f, k))
            line_drop(&lines->lines[f.kept[k]], "said before");
}
