/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/discussion.h"

#include "article/mark.h"

enum {
    LEVELS_MAX = 3, /* from an article up to the item of its list */
    LISTED_MIN = 2,
    TITLE_NODES = 200, /* a title stands near the beginning; keeps the search linear where articles nest */
};

/* The list item close around an element; 0: none. */
static uint32_t item_around(const struct tree *tree, uint32_t node)
{
    for (int level = 0; level < LEVELS_MAX && node != 0; level++) {
        node = tree->nodes[node].parent;
        if (tree->nodes[node].tag == TAG_LI)
            return node;
    }
    return 0;
}

/* A comment has no title of its own; a teaser and an entry of a list do. */
static bool has_title(const struct tree *tree, uint32_t node)
{
    for (uint32_t i = node + 1; i < tree->nodes[node].end && i <= node + TITLE_NODES; i++)
        if (tree->nodes[i].tag >= TAG_H1 && tree->nodes[i].tag <= TAG_H6)
            return true;
    return false;
}

void discussion_mark(struct arena *a, const struct tree *tree, uint32_t *marks)
{
    uint32_t *listed = arena_alloc(a, tree->nnodes * sizeof *listed);
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 1; i < tree->nnodes; i++) {
            uint32_t item = tree->nodes[i].tag == TAG_ARTICLE ? item_around(tree, i) : 0;
            if (item && has_title(tree, i))
                continue;
            if (item && pass == 0)
                listed[tree->nodes[item].parent]++;
            else if (item && listed[tree->nodes[item].parent] >= LISTED_MIN && !tree->nodes[item].kept)
                marks[item] |= MARK_COMMENT;
        }
}

struct span discussion_title(struct span heading)
{
    size_t n = 0;
    while (n < heading.n && heading.p[n] >= '0' && heading.p[n] <= '9')
        n++;
    bool number = n > 0 && n < heading.n && heading.p[n] == ' ';
    return number ? span_trim(span_slice(heading, n, heading.n)) : (struct span){0};
}
