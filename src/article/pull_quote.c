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

/* As words are compared: in lower case, without quotation marks and full stops at the ends. */
static struct span plain(struct arena *a, struct span text)
{
    size_t length;
    for (uint32_t code; text.n; text = span_slice(text, length, text.n))
        if (code = utf8_at(text, 0, &length), code_is_letter(code) || code_is_digit(code))
            break;
    for (uint32_t code; text.n; text = span_slice(text, 0, text.n - length))
        if (code = utf8_before(text, text.n, &length), code_is_letter(code) || code_is_digit(code))
            break;
    return utf8_lower(a, text);
}

/* A short line that stands word for word inside a longer paragraph beside it, set apart from it. Whole lines
 * that come again and paragraphs like all others are left alone: refrains are the author's. */
static bool is_pull_quote(const struct tree *tree, const struct line *line, struct span words,
                          const struct line *other, struct span text)
{
    return text.n > words.n && other->kind != BLOCK_ITEM &&
           memmem(text.p, text.n, words.p, words.n) != NULL && !same_look(tree, line->node, other->node);
}

/* One line of a longer quotation. */
static bool is_part(const struct tree *tree, const struct lines *lines, size_t i)
{
    const struct line *line = &lines->lines[i];
    for (size_t k = i > 0 ? i - 1 : i; k <= i + 1 && k < lines->nlines && line->kind == BLOCK_QUOTE; k++)
        if (k != i && lines->lines[k].kind == BLOCK_QUOTE &&
            (lines->lines[k].node == line->node ||
             tree->nodes[lines->lines[k].node].parent == tree->nodes[line->node].parent))
            return true;
    return false;
}

void judge_pull_quotes(struct arena *a, const struct tree *tree, struct lines *lines)
{
    struct span *texts = arena_alloc(a, (lines->nlines + 1) * sizeof *texts);
    for (size_t i = 0; i < lines->nlines; i++)
        if (!lines->lines[i].dropped && lines->lines[i].text.n <= PARAGRAPH_BYTES_MAX)
            texts[i] = plain(a, lines->lines[i].text);
    for (size_t i = 0; i < lines->nlines; i++) {
        struct line *line = &lines->lines[i];
        bool quote = line->kind == BLOCK_PARAGRAPH || line->kind == BLOCK_QUOTE;
        if (line->dropped || !quote || texts[i].n < QUOTED_BYTES_MIN || texts[i].n > QUOTED_BYTES_MAX ||
            is_part(tree, lines, i))
            continue;
        size_t from = i > QUOTED_WITHIN ? i - QUOTED_WITHIN : 0;
        for (size_t k = from; k < lines->nlines && k < i + QUOTED_WITHIN; k++)
            if (k != i && !lines->lines[k].dropped &&
                is_pull_quote(tree, line, texts[i], &lines->lines[k], texts[k]))
                line_drop(line, "pull quote");
    }
}
