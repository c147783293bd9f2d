/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pull quote repeats a sentence of the text in large letters: what is read once need not be read twice. */
#include "article/judge.h"

#include <string.h>

enum {
    QUOTED_BYTES_MIN = 40,
    QUOTED_WITHIN = 60, /* lines: looked at on both sides */
    QUOTED_BYTES_MAX = 300,
    PARAGRAPH_BYTES_MAX = 3000,
};

/* Do both elements look alike to the page's style, and all around them up to where they meet? */
static bool same_look(const struct tree *tree, uint32_t x, uint32_t y)
{
    static const enum attribute_name looks[] = {ATTRIBUTE_CLASS, ATTRIBUTE_STYLE};
    const struct node *nodes = tree->nodes;
    for (; x != y; x = nodes[x].parent, y = nodes[y].parent) {
        if (nodes[x].tag != nodes[y].tag)
            return false;
        for (size_t i = 0; i < COUNT_OF(looks); i++)
            if (!span_equal(node_attribute(&nodes[x], looks[i]), node_attribute(&nodes[y], looks[i])))
                return false;
    }
    return true;
}

/* A short line that stands word for word inside a longer paragraph beside it, set apart from it. Whole lines
 * that come again and paragraphs like all others are left alone: refrains are the author's. */
static bool is_pull_quote(const struct tree *tree, const struct line *line, const struct line *other)
{
    return other->text.n > line->text.n && other->text.n <= PARAGRAPH_BYTES_MAX &&
           memmem(other->text.p, other->text.n, line->text.p, line->text.n) != NULL &&
           !same_look(tree, line->node, other->node);
}

void judge_pull_quotes(const struct tree *tree, struct lines *lines)
{
    for (size_t i = 0; i < lines->nlines; i++) {
        struct line *line = &lines->lines[i];
        bool quote = line->kind == BLOCK_PARAGRAPH || line->kind == BLOCK_QUOTE;
        if (line->dropped || !quote || line->text.n < QUOTED_BYTES_MIN || line->text.n > QUOTED_BYTES_MAX)
            continue;
        size_t from = i > QUOTED_WITHIN ? i - QUOTED_WITHIN : 0;
        for (size_t k = from; k < lines->nlines && k < i + QUOTED_WITHIN; k++)
            if (k != i && !lines->lines[k].dropped && is_pull_quote(tree, line, &lines->lines[k]))
                line_drop(line, "pull quote");
    }
}
