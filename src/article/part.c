/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Builders set the lead, or each stretch of a text, in an element of its own. Between the title and the body
 * an element that holds more than a deck and little but prose is the text's beginning; so is one before the
 * body that looks like it. Behind the body such elements are notices and teasers as often as text: they are
 * left out. */
#include "article/part.h"

enum {
    DECK_BYTES_MAX = 250, /* a deck is a sentence or two */
    STRETCH_BYTES_MIN = 80,
    LEVELS_MAX = 6 /* up from the body */
};

static const double PURE = 0.9; /* of the text must be prose */

/* Bytes of text, of prose and of prose that is no list. */
struct sum {
    double all, prose, paragraphs;
};

struct finder {
    const struct tree *tree;
    struct sum *sums; /* of the lines whose node is before each */
    bool *found;      /* of each node: it or an ancestor is a part */
    uint32_t body;
    uint32_t title; /* the heading that is the title; 0: none before the body */
};

static void sum_lines(struct finder *f, const struct lines *lines)
{
    for (size_t i = 0; i < lines->nlines; i++) {
        const struct line *line = &lines->lines[i];
        struct sum *sum = &f->sums[line->node + 1];
        if (line->marks || line->kind == BLOCK_HEADING || line->kind == BLOCK_FIGURE ||
            line->kind == BLOCK_TABLE)
            continue;
        sum->all += (double)line->text.n;
        sum->prose += line_mass(line) > 0 ? (double)line->text.n : 0;
        sum->paragraphs += line_mass(line) > 0 && line->kind == BLOCK_PARAGRAPH ? (double)line->text.n : 0;
    }
    for (uint32_t i = 0; i < f->tree->nnodes; i++) {
        f->sums[i + 1].all += f->sums[i].all;
        f->sums[i + 1].prose += f->sums[i].prose;
        f->sums[i + 1].paragraphs += f->sums[i].paragraphs;
    }
}

static struct sum sum_of(const struct finder *f, uint32_t node)
{
    const struct sum *from = &f->sums[node], *to = &f->sums[f->tree->nodes[node].end];
    return (struct sum){to->all - from->all, to->prose - from->prose, to->paragraphs - from->paragraphs};
}

static bool is_pure(const struct finder *f, uint32_t node, double least)
{
    struct sum sum = sum_of(f, node);
    return sum.paragraphs >= least && sum.prose >= PURE * sum.all;
}

static bool looks_like(const struct finder *f, uint32_t node, uint32_t other)
{
    const struct node *x = &f->tree->nodes[node], *y = &f->tree->nodes[other];
    struct span class = node_attribute(x, ATTRIBUTE_CLASS);
    return x->tag == y->tag && class.n && span_equal(class, node_attribute(y, ATTRIBUTE_CLASS));
}

/* A stretch of the text looks like the body, or like what stands around the body beside it. */
static bool is_stretch(const struct finder *f, uint32_t node, uint32_t beside)
{
    return (looks_like(f, node, f->body) || (beside && looks_like(f, node, beside))) &&
           is_pure(f, node, STRETCH_BYTES_MIN);
}

/* The parts in 'node', a brother before the body or its ancestor 'path'. */
static void search(struct finder *f, uint32_t node, uint32_t path)
{
    uint32_t end = f->tree->nodes[node].end;
    for (uint32_t i = node; i < end;)
        if (is_stretch(f, i, i == node ? path : 0) ||
            (f->title && i > f->title && is_pure(f, i, DECK_BYTES_MAX))) {
            f->found[i] = true;
            i = f->tree->nodes[i].end;
        } else {
            i++;
        }
}

static void find_title(struct finder *f, uint32_t body)
{
    for (uint32_t i = 0; i < body; i++)
        if (f->tree->nodes[i].tag == TAG_H1)
            f->title = i;
}

void part_find(struct arena *a, const struct tree *tree, uint32_t body, struct lines *lines)
{
    if (body == 0 || tree->nodes[body].kept)
        return;
    struct finder f = {.tree = tree, .body = body};
    f.sums = arena_alloc(a, (tree->nnodes + 1) * sizeof *f.sums);
    f.found = arena_alloc(a, tree->nnodes * sizeof *f.found);
    sum_lines(&f, lines);
    find_title(&f, body);
    uint32_t path = body;
    for (int level = 0; path != 0 && level < LEVELS_MAX; level++) {
        uint32_t outer = tree->nodes[path].parent;
        for (uint32_t i = outer + 1; i < path; i = tree->nodes[i].end)
            search(&f, i, path);
        path = outer;
        if (tree->nodes[path].tag == TAG_MAIN)
            break;
    }
    for (uint32_t i = 1; i < tree->nnodes; i++)
        f.found[i] = f.found[i] || f.found[tree->nodes[i].parent];
    for (size_t i = 0; i < lines->nlines; i++)
        lines->lines[i].part = f.found[lines->lines[i].node];
}
