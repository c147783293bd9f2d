/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/box.h"

#include <string.h>

enum {
    CAPTION_BYTES_MAX = 250, /* of all that stands below the picture */
    CAPTION_LINES_MAX = 3,   /* what it shows, and who made it */
    CAPTION_LEVELS = 4,      /* how far around its line an element with a picture is looked for */
    PARAGRAPHS_BESIDE = 3,
    BOX_LINES_MAX = 40,
};

/* Sums over the nodes before each, so that a subtree's is a difference. others: lines that are no paragraph.
 */
struct counts {
    uint32_t *pictures, *lines, *others, *bytes;
};

static bool is_picture(const struct node *node)
{
    return node->tag == TAG_IMG || node->tag == TAG_VIDEO || node->tag == TAG_IFRAME ||
           node->tag == TAG_OBJECT || node->tag == TAG_EMBED;
}

static struct counts count(struct arena *a, const struct tree *tree, const struct lines *lines)
{
    struct counts c = {arena_alloc(a, (tree->nnodes + 1) * sizeof *c.pictures),
                       arena_alloc(a, (tree->nnodes + 1) * sizeof *c.lines),
                       arena_alloc(a, (tree->nnodes + 1) * sizeof *c.others),
                       arena_alloc(a, (tree->nnodes + 1) * sizeof *c.bytes)};
    for (size_t i = 0; i < lines->nlines; i++) {
        const struct line *line = &lines->lines[i];
        c.lines[line->node + 1]++;
        c.others[line->node + 1] += line->kind != BLOCK_PARAGRAPH;
        c.bytes[line->node + 1] += (uint32_t)line->text.n;
    }
    for (uint32_t i = 0; i < tree->nnodes; i++) {
        c.pictures[i + 1] = c.pictures[i] + is_picture(&tree->nodes[i]);
        c.lines[i + 1] += c.lines[i];
        c.others[i + 1] += c.others[i];
        c.bytes[i + 1] += c.bytes[i];
    }
    return c;
}

static uint32_t below(const uint32_t *sum, const struct tree *tree, uint32_t node)
{
    return sum[tree->nodes[node].end] - sum[node];
}

/* The children of 'parent' that are paragraphs, up to PARAGRAPHS_BESIDE. */
static int paragraphs_in(const struct tree *tree, uint32_t parent)
{
    int n = 0;
    for (uint32_t i = parent + 1; i < tree->nodes[parent].end && n < PARAGRAPHS_BESIDE;
         i = tree->nodes[i].end)
        n += tree->nodes[i].tag == TAG_P;
    return n;
}

/* A box beside paragraphs, with a picture and a line or two below it; a <figure> anywhere. */
static bool is_caption(const struct tree *tree, const struct counts *c, const struct line *line)
{
    if (line->kind != BLOCK_PARAGRAPH || line->strong_bytes || below(c->pictures, tree, line->node))
        return false;
    uint32_t box = line->node;
    for (int level = 0; level < CAPTION_LEVELS && box != 0; level++) {
        box = tree->nodes[box].parent;
        if (below(c->lines, tree, box) > CAPTION_LINES_MAX || below(c->others, tree, box) ||
            below(c->bytes, tree, box) > CAPTION_BYTES_MAX)
            return false;
        if (below(c->pictures, tree, box))
            return tree->nodes[box].tag == TAG_FIGURE ||
                   (c->pictures[line->node] > c->pictures[box] &&
                    paragraphs_in(tree, tree->nodes[box].parent) == PARAGRAPHS_BESIDE);
    }
    return false;
}

void box_drop_captions(struct arena *a, const struct tree *tree, struct lines *lines)
{
    struct counts c = count(a, tree, lines);
    for (size_t i = 0; i < lines->nlines; i++)
        if (!lines->lines[i].dropped && is_caption(tree, &c, &lines->lines[i]))
            line_drop(&lines->lines[i], "caption or credit");
}

static bool is_call(const char *reason)
{
    static const char *const calls[] = {"subscribe call", "form", "advertisement", "share bar",
                                        "related links"};
    for (size_t i = 0; i < COUNT_OF(calls); i++)
        if (strcmp(reason, calls[i]) == 0)
            return true;
    return false;
}

/* Does the element of the heading 'at' hold a call and nothing that is read? */
static bool heads_call(const struct tree *tree, uint32_t box, const struct lines *lines, size_t at)
{
    bool call = false;
    for (size_t i = at + 1; i < lines->nlines && tree_inside(tree, lines->lines[i].node, box); i++) {
        const struct line *line = &lines->lines[i];
        if (i - at > BOX_LINES_MAX || !line->dropped)
            return false;
        call = call || is_call(line->dropped);
    }
    for (size_t i = at; i > 0 && tree_inside(tree, lines->lines[i - 1].node, box); i--)
        if (at - i > BOX_LINES_MAX || !lines->lines[i - 1].dropped)
            return false;
    return call;
}

void box_drop_headings(const struct tree *tree, uint32_t body, struct lines *lines)
{
    for (size_t i = 0; i < lines->nlines; i++) {
        struct line *line = &lines->lines[i];
        uint32_t box = tree->nodes[line->node].parent;
        if (!line->dropped && line->kind == BLOCK_HEADING && box != body && !tree_inside(tree, body, box) &&
            heads_call(tree, box, lines, i))
            line_drop(line, "heading of what was dropped");
    }
}
