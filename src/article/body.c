/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two questions, both asked of 'mass': the bytes of prose that the lines below an element hold. An element
 * that names itself the article's body is believed if it holds a fair part of the page's prose; else we walk
 * down from the root as long as one child holds nearly all of it. */
#include "article/body.h"

#include "article/reply.h"
#include "article/site.h"
#include "article/table.h"

#include <string.h>

enum { WIDEN_LEVELS = 2 };

/* Shares of the page's prose. */
static const double MARK_AT_MOST = 0.35;      /* an element that holds more is no chrome, whatever its name */
static const double NAMED_AT_LEAST = 0.33;    /* an element that names itself the body must hold this much */
static const double WIDEN_GAIN = 0.03;        /* of the prose held: less is not worth going up */
static const double WIDEN_PURE = 0.97;        /* of what is added must be prose */
static const double COMMENTED_AT_LEAST = 0.5; /* of the prose but the comments, to be believed with them */
static const double DESCEND_AT_LEAST = 0.8;   /* of the parent's, to go down into a child */

/* mass[i]: of the lines whose node is before i; the difference between two is a subtree's. */
static double *sum_mass(struct arena *a, const struct tree *tree, const struct lines *lines)
{
    double *mass = arena_alloc(a, (tree->nnodes + 1) * sizeof *mass);
    for (size_t i = 0; i < lines->nlines; i++)
        if (!lines->lines[i].marks)
            mass[lines->lines[i].node + 1] += line_mass(&lines->lines[i]);
    for (uint32_t i = 0; i < tree->nnodes; i++)
        mass[i + 1] += mass[i];
    return mass;
}

static double mass_of(const double *mass, const struct tree *tree, uint32_t node)
{
    return mass[tree->nodes[node].end] - mass[node];
}

/* Takes marks off elements that hold too much, one element or all that bear the mark together. */
static void disbelieve(const struct tree *tree, const double *mass, uint32_t *marks)
{
    double total = mass[tree->nnodes], covered[MARK_NUMBERS] = {0};
    uint32_t end[MARK_NUMBERS] = {0};
    for (uint32_t i = 0; i < tree->nnodes; i++) {
        if (!marks[i])
            continue;
        double held = mass_of(mass, tree, i);
        if (held > MARK_AT_MOST * total)
            marks[i] = 0;
        for (int m = 0; m < MARK_NUMBERS; m++)
            if (marks[i] & 1u << m && i >= end[m]) {
                covered[m] += held;
                end[m] = tree->nodes[i].end;
            }
    }
    uint32_t habits = 0;
    for (int m = 0; m < MARK_NUMBERS; m++)
        habits |= covered[m] > 0.5 * total && 1u << m != MARK_COMMENT ? 1u << m : 0;
    for (uint32_t i = 0; i < tree->nnodes && habits; i++)
        marks[i] &= ~habits;
}

void body_mark(struct arena *a, const struct tree *tree, uint32_t *marks, struct lines *lines)
{
    disbelieve(tree, sum_mass(a, tree, lines), marks);
    for (uint32_t i = 1; i < tree->nnodes; i++) {
        uint32_t around = marks[tree->nodes[i].parent];
        marks[i] |= tree->nodes[i].kept ? around & MARK_HIDDEN : around;
    }
    for (size_t i = 0; i < lines->nlines; i++)
        lines->lines[i].marks |= marks[lines->lines[i].node];
}

/* Bytes of unmarked text below a node, and how many of them are prose. */
struct text_sum {
    double all, prose;
};

static struct text_sum *sum_text(struct arena *a, const struct tree *tree, const struct lines *lines)
{
    struct text_sum *sum = arena_alloc(a, (tree->nnodes + 1) * sizeof *sum);
    for (size_t i = 0; i < lines->nlines; i++) {
        const struct line *line = &lines->lines[i];
        if (line->marks || line->kind == BLOCK_HEADING)
            continue;
        sum[line->node + 1].all += (double)line->text.n;
        sum[line->node + 1].prose += line_mass(line) > 0 ? (double)line->text.n : 0;
    }
    for (uint32_t i = 0; i < tree->nnodes; i++) {
        sum[i + 1].all += sum[i].all;
        sum[i + 1].prose += sum[i].prose;
    }
    return sum;
}

static struct text_sum text_of(const struct text_sum *sum, const struct tree *tree, uint32_t node)
{
    const struct text_sum *from = &sum[node], *to = &sum[tree->nodes[node].end];
    return (struct text_sum){to->all - from->all, to->prose - from->prose};
}

/* Up again, as long as what an outer element adds is prose too: the article's other parts. */
static uint32_t widen(const struct tree *tree, const struct text_sum *sum, uint32_t node)
{
    uint32_t best = node;
    struct text_sum held = text_of(sum, tree, node);
    uint32_t last = node;
    while (last != 0 && tree->nodes[last].tag != TAG_ARTICLE)
        last = tree->nodes[last].parent;
    int levels = 0;
    for (uint32_t outer = node; outer != 0 && outer != last && (last != 0 || levels < WIDEN_LEVELS);
         levels++) {
        outer = tree->nodes[outer].parent;
        struct text_sum whole = text_of(sum, tree, outer);
        double all = whole.all - held.all, prose = whole.prose - held.prose;
        if (prose < WIDEN_GAIN * held.prose)
            continue;
        if (prose < WIDEN_PURE * all)
            break;
        best = outer;
        held = whole;
    }
    return best;
}

static bool names_body(const struct node *node)
{
    static const char *const names[] = {
        "article-body",     "articlebody",      "article__body",   "article_body",   "entry-content",
        "post-content",     "post-body",        "article-content", "articlecontent", "story-body",
        "storybody",        "article__content", "article-text",    "post__content",  "postcontent",
        "blog-content",     "story-content",    "entry-body",      "post-entry",     "blog-post-content",
        "mw-parser-output", "markdown-body",    "rich-text",       "articletext"};
    if (span_is_nocase(node_attribute(node, ATTRIBUTE_ITEMPROP), "articleBody"))
        return true;
    struct span class = node_attribute(node, ATTRIBUTE_CLASS), id = node_attribute(node, ATTRIBUTE_ID);
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (span_find_nocase(class, names[i]) < class.n || span_find_nocase(id, names[i]) < id.n)
            return true;
    return false;
}

/* The named element that holds most; of two alike the inner. 0: none holds enough. */
static uint32_t find_named(const struct tree *tree, const double *mass)
{
    uint32_t best = 0;
    double most = NAMED_AT_LEAST * mass[tree->nnodes];
    for (uint32_t i = 1; i < tree->nnodes; i++) {
        double held = mass_of(mass, tree, i);
        if (held < most || held <= 0)
            continue;
        if (names_body(&tree->nodes[i]) || tree->nodes[i].tag == TAG_ARTICLE ||
            tree->nodes[i].tag == TAG_MAIN) {
            best = i;
            most = held * 0.9;
        }
    }
    return best;
}

static uint32_t descend(const struct tree *tree, const double *mass, uint32_t node)
{
    for (;;) {
        double held = mass_of(mass, tree, node);
        uint32_t next = 0;
        for (uint32_t i = node + 1; i < tree->nodes[node].end; i = tree->nodes[i].end)
            if (mass_of(mass, tree, i) >= DESCEND_AT_LEAST * held)
                next = i;
        if (!next || tag_flows[tree->nodes[next].tag] != FLOW_BLOCK || tree->nodes[next].tag == TAG_P)
            return node;
        node = next;
    }
}

/* A list, a quotation or a table of data may hold most of an article, but is never all of it. */
static uint32_t leave_parts(const struct tree *tree, uint32_t node)
{
    for (;;) {
        enum tag tag = tree->nodes[node].tag;
        bool part = tag == TAG_UL || tag == TAG_OL || tag == TAG_LI || tag == TAG_DL ||
                    tag == TAG_BLOCKQUOTE || tag == TAG_P ||
                    (tag == TAG_TABLE && table_holds_data(tree, node));
        if (!part || node == 0)
            return node;
        node = tree->nodes[node].parent;
    }
}

/* Where there is no prose, the only <article>, or the only <main>. */
static uint32_t find_only(const struct tree *tree)
{
    uint32_t found[TAGS] = {0}, count[TAGS] = {0};
    for (uint32_t i = 1; i < tree->nnodes; i++) {
        found[tree->nodes[i].tag] = i;
        count[tree->nodes[i].tag]++;
    }
    return count[TAG_ARTICLE] == 1 ? found[TAG_ARTICLE] : count[TAG_MAIN] == 1 ? found[TAG_MAIN] : 0;
}

static uint32_t find(struct arena *a, const struct tree *tree, const struct lines *lines, const char **how)
{
    double *mass = sum_mass(a, tree, lines);
    *how = "no sentences: the only <article> or <main>, else the page";
    if (mass[tree->nnodes] <= 0)
        return find_only(tree);
    uint32_t named = find_named(tree, mass);
    uint32_t inner = leave_parts(tree, descend(tree, mass, named));
    uint32_t wide = widen(tree, sum_text(a, tree, lines), inner);
    uint32_t body = site_body(tree, mass, wide);
    *how = body != wide    ? "holds what a site rule keeps"
           : wide != inner ? "widened to the prose around it"
           : wide != named ? "holds nearly all of the prose"
           : named         ? "names itself the article"
                           : "nothing narrower holds the prose";
    return body;
}

/* Comments help to find the part of the page that the article stands in, but they may outweigh it: then the
 * body is where the most of the other prose is. */
uint32_t body_find(struct arena *a, const struct tree *tree, struct lines *lines, const char **how)
{
    uint32_t with = find(a, tree, lines, how);
    if (!reply_mark(a, tree, sum_mass(a, tree, lines), lines))
        return with;
    const char *why = *how;
    double *mass = sum_mass(a, tree, lines);
    uint32_t without = find(a, tree, lines, how);
    if (!tree_inside(tree, with, without) ||
        mass_of(mass, tree, with) < COMMENTED_AT_LEAST * mass_of(mass, tree, without))
        return without;
    *how = why;
    return with;
}
