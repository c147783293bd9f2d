/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/footnote.h"

#include <stdlib.h>
#include <string.h>

#include "article/fold.h"
#include "article/line.h"
#include "article/note.h"

enum { NUMBER_BYTES_MAX = 8, CLIMB_MAX = 4 };

struct id_place {
    struct span id;
    uint32_t node;
};

static int compare(const void *x, const void *y)
{
    struct span a = ((const struct id_place *)x)->id, b = ((const struct id_place *)y)->id;
    int order = memcmp(a.p, b.p, a.n < b.n ? a.n : b.n);
    return order ? order : (a.n > b.n) - (a.n < b.n);
}

static void index_ids(struct footnotes *f)
{
    size_t capacity = 0;
    f->taken = arena_alloc(f->arena, f->tree->nnodes * sizeof *f->taken);
    for (uint32_t i = 1; i < f->tree->nnodes; i++) {
        const struct node *node = &f->tree->nodes[i];
        struct span id = node_attribute(node, ATTRIBUTE_ID);
        if (!id.n && node->tag == TAG_A)
            id = node_attribute(node, ATTRIBUTE_NAME);
        if (!id.n)
            continue;
        f->ids = arena_grow(f->arena, f->ids, f->nids, &capacity, sizeof *f->ids);
        f->ids[f->nids++] = (struct id_place){id, i};
    }
    if (f->nids)
        qsort(f->ids, f->nids, sizeof *f->ids, compare);
}

/* What the link inside (or at) the sign leads to, as "#fn3". */
static struct span fragment_of(const struct tree *tree, uint32_t sign)
{
    for (uint32_t i = sign; i < tree->nodes[sign].end; i++) {
        struct span href = node_attribute(&tree->nodes[i], ATTRIBUTE_HREF);
        size_t hash = span_find_byte(href, '#');
        if (tree->nodes[i].tag == TAG_A && hash < href.n)
            return span_slice(href, hash + 1, href.n);
    }
    return (struct span){0};
}

/* An anchor stands at the beginning of the block that is the note. */
static uint32_t note_around(const struct tree *tree, uint32_t node)
{
    for (int i = 0; i < CLIMB_MAX && node > 0; i++) {
        if (tag_flows[tree->nodes[node].tag] == FLOW_BLOCK)
            return node;
        node = tree->nodes[node].parent;
    }
    return 0;
}

struct span footnote_number(struct arena *a, const struct tree *tree, uint32_t sign)
{
    struct span text = tree_text(a, tree, sign);
    size_t from = 0, length;
    while (from < text.n && !code_is_digit(utf8_at(text, from, &length)) &&
           !code_is_letter(utf8_at(text, from, &length)))
        from += length;
    size_t to = from;
    while (to < text.n &&
           (code_is_digit(utf8_at(text, to, &length)) || code_is_letter(utf8_at(text, to, &length))))
        to += length;
    return to - from <= NUMBER_BYTES_MAX ? span_slice(text, from, to) : (struct span){0};
}

uint32_t footnote_take(struct footnotes *f, uint32_t sign)
{
    struct id_place wanted = {.id = fragment_of(f->tree, sign)};
    if (!wanted.id.n)
        return 0;
    if (!f->taken)
        index_ids(f);
    const struct id_place *place =
        f->nids ? bsearch(&wanted, f->ids, f->nids, sizeof *f->ids, compare) : NULL;
    uint32_t note = place ? note_around(f->tree, place->node) : 0;
    if (!note || f->taken[note] || tree_inside(f->tree, sign, note))
        return 0;
    f->taken[note] = true;
    return note;
}

/* Not more than 'most' bytes: whole sentences, else whole words. */
static struct span cut(struct span text, size_t most)
{
    if (text.n <= most)
        return text;
    size_t word = 0, sentence = 0;
    for (size_t i = 0; i <= most; i++)
        if (text.p[i] == ' ') {
            word = i;
            sentence = text_ends_sentence(span_slice(text, 0, i)) ? i : sentence;
        }
    return span_slice(text, 0, sentence ? sentence : word);
}

struct span footnote_text(struct arena *a, const struct tree *tree, uint32_t note, size_t most_bytes)
{
    struct fold fold = {0};
    /* A page can make many notes of one large element: what is cut off anyway is not looked at. */
    for (uint32_t i = note + 1; i < tree->nodes[note].end && fold.text.n <= most_bytes; i++) {
        const struct node *n = &tree->nodes[i];
        if (n->tag == TAG_TEXT)
            fold_add(&fold, span_slice(n->text, 0, 2 * most_bytes));
        else if (tag_flows[n->tag] == FLOW_SKIP || note_sign(a, tree, i, buf_span(&fold.text)))
            i = n->end - 1;
        else if (tag_flows[n->tag] == FLOW_BLOCK || n->tag == TAG_BR)
            fold_add(&fold, SPAN(" "));
    }
    struct span text = fold_text(a, &fold);
    fold_finish(&fold);
    return cut(text, most_bytes);
}
