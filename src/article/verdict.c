/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/verdict.h"

#include "article/fold.h"

#include <string.h>

enum { NAME_BYTES_MAX = 60 };

/* The first bytes of a text, up to a whole character and on one line. */
static struct span excerpt(struct arena *a, struct span text, size_t most)
{
    size_t n = text.n < most ? text.n : most;
    while (n < text.n && n > 0 && ((unsigned char)text.p[n] & 0xC0) == 0x80)
        n--;
    struct span folded = fold_span(a, span_slice(text, 0, n));
    return folded.n <= most ? folded : (struct span){0};
}

/* Room for 'more' verdicts behind those that are there. */
static void reserve(struct arena *a, struct article *out, size_t more)
{
    struct verdict *wider = arena_alloc(a, (out->nverdicts + more) * sizeof *wider);
    if (out->nverdicts)
        memcpy(wider, out->verdicts, out->nverdicts * sizeof *wider);
    out->verdicts = wider;
}

void verdict_add_page(struct arena *a, struct article *out, struct span rule)
{
    reserve(a, out, 1);
    out->verdicts[out->nverdicts++] =
        (struct verdict){.kind = BLOCK_PARAGRAPH, .kept = true, .rule = excerpt(a, rule, VERDICT_RULE_BYTES)};
}

void article_note(struct arena *a, struct article *article, const struct block *block, struct span rule)
{
    if (article->nverdicts == 0)
        return;
    reserve(a, article, 1);
    article->verdicts[article->nverdicts++] =
        (struct verdict){.kind = block->kind,
                         .kept = true,
                         .rule = excerpt(a, rule, VERDICT_RULE_BYTES),
                         .text = excerpt(a, block->text, VERDICT_TEXT_BYTES)};
}

struct span verdict_element(struct arena *a, const struct tree *tree, uint32_t node)
{
    const struct node *n = &tree->nodes[node];
    struct span tag = utf8_lower(a, span_of(tag_name(n->tag)));
    struct span class = excerpt(a, node_attribute(n, ATTRIBUTE_CLASS), NAME_BYTES_MAX);
    struct span id = excerpt(a, node_attribute(n, ATTRIBUTE_ID), NAME_BYTES_MAX);
    if (class.n)
        return arena_printf(a, "<%.*s class=\"%.*s\">", (int)tag.n, tag.p, (int)class.n, class.p);
    if (id.n)
        return arena_printf(a, "<%.*s id=\"%.*s\">", (int)tag.n, tag.p, (int)id.n, id.p);
    return arena_printf(a, "<%.*s>", (int)tag.n, tag.p);
}

static struct verdict verdict_of(struct arena *a, const struct line *line, struct span read)
{
    struct span rule = line->dropped ? span_of(line->dropped) : line->kept ? span_of(line->kept) : read;
    return (struct verdict){.kind = line->kind,
                            .kept = !line->dropped,
                            .rule = excerpt(a, rule, VERDICT_RULE_BYTES),
                            .text = excerpt(a, line->text, VERDICT_TEXT_BYTES)};
}

static void add_passed(struct arena *a, const struct tree *tree, const struct passed *passed,
                       struct article *out)
{
    struct span text = excerpt(a, tree_text(a, tree, passed->node), VERDICT_TEXT_BYTES);
    struct span rule = passed->reason ? span_of(passed->reason) : verdict_element(a, tree, passed->node);
    if (text.n)
        out->verdicts[out->nverdicts++] = (struct verdict){
            .kind = BLOCK_PARAGRAPH, .rule = excerpt(a, rule, VERDICT_RULE_BYTES), .text = text};
}

void verdicts_take(struct arena *a, const struct tree *tree, const struct lines *lines, struct span read,
                   struct article *out)
{
    size_t p = 0;
    reserve(a, out, lines->nlines + lines->npassed + 1);
    for (size_t i = 0; i <= lines->nlines; i++) {
        for (; p < lines->npassed && lines->passed[p].line <= i; p++)
            add_passed(a, tree, &lines->passed[p], out);
        if (i < lines->nlines)
            out->verdicts[out->nverdicts++] = verdict_of(a, &lines->lines[i], read);
    }
}
