/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From tree to lines: one walk in document order that keeps what holds inside the open elements (kind, list,
 * link, bold, language) on a stack and ends a line wherever a block element begins or ends. */
#include "article/fold.h"
#include "article/line.h"
#include "article/note.h"
#include "article/table.h"

#include <string.h>

enum { LIST_LEVELS_MAX = 16, ORDINAL_MAX = 999999 };

/* Inline elements marked so are left out of their line; other marks hold for the line if they cover most of
 * it. */
enum { SILENT_INLINE = MARK_HIDDEN | MARK_NAVIGATION | MARK_SHARE | MARK_AD | MARK_DIALOG };

static const double MARKED_SHARE = 0.8;

struct context {
    uint32_t node, end, list;
    enum block_kind kind;
    int level, depth;    /* depth: lists around it */
    int ordinal;         /* of the item, until its first line took it */
    int next, step;      /* of the list: number of the next item; step 0: bullets */
    uint32_t link, card; /* the link around the text; the one around the block */
    bool strong, verbatim;
    uint32_t marks; /* of the inline elements around the text */
    struct span language;
};

struct writer {
    struct arena *a;
    const struct tree *tree;
    struct lines *out;
    struct fold fold;
    struct context *open;
    size_t nopen;
    const uint32_t *marks; /* each node's own */
    uint32_t link_bytes, strong_bytes, marked_bytes, links, inline_marks;
    bool broken; /* a <br> was the last thing */
    bool note;   /* an arrow back to the text was passed over */
};

static struct context *top(struct writer *w)
{
    return &w->open[w->nopen - 1];
}

static void add_line(struct writer *w, struct line line)
{
    struct lines *out = w->out;
    out->lines = arena_grow(w->a, out->lines, out->nlines, &out->capacity, sizeof *out->lines);
    out->lines[out->nlines++] = line;
}

/* Ends the line that is being written, if it holds anything. */
static void flush(struct writer *w)
{
    struct context *c = top(w);
    struct span text = fold_text(w->a, &w->fold);
    if (text.n) {
        bool marked = w->marked_bytes >= MARKED_SHARE * (double)text.n;
        add_line(w, (struct line){.kind = c->kind,
                                  .level = c->level,
                                  .ordinal = c->ordinal,
                                  .text = text,
                                  .language = c->language,
                                  .node = c->node,
                                  .list = c->list,
                                  .marks = (marked ? w->inline_marks : 0) | (w->note ? MARK_NOTE : 0),
                                  .link_bytes = w->link_bytes,
                                  .strong_bytes = w->strong_bytes,
                                  .links = w->links,
                                  .card = c->card});
        if (c->ordinal)
            for (size_t i = w->nopen; i > 0 && w->open[i - 1].ordinal == c->ordinal; i--)
                w->open[i - 1].ordinal = 0;
    }
    w->link_bytes = w->strong_bytes = w->links = w->marked_bytes = w->inline_marks = 0;
    w->broken = w->note = false;
}

/* A whole number within bounds, or 'standard'. */
static int number_of(struct span text, int standard)
{
    int value = 0;
    text = span_trim(text);
    if (text.n == 0 || text.n > 6)
        return standard;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] < '0' || text.p[i] > '9')
            return standard;
        value = value * 10 + (text.p[i] - '0');
    }
    return value;
}

static void enter_list(struct context *c, const struct node *node, uint32_t index)
{
    if (c->depth == 0)
        c->list = index;
    if (c->depth < LIST_LEVELS_MAX)
        c->depth++;
    c->step = node->tag == TAG_OL;
    c->next = number_of(node_attribute(node, ATTRIBUTE_START), 1);
}

static void enter_item(struct context *c, struct context *list, const struct node *node)
{
    c->kind = BLOCK_ITEM;
    c->level = c->depth ? c->depth : 1;
    c->ordinal = 0;
    if (!list->step)
        return;
    list->next = number_of(node_attribute(node, ATTRIBUTE_VALUE), list->next);
    c->ordinal = list->next;
    if (list->next < ORDINAL_MAX)
        list->next++;
}

static void enter_block(struct context *c, struct context *outer, const struct node *node, uint32_t index)
{
    switch (node->tag) {
    case TAG_H1:
    case TAG_H2:
    case TAG_H3:
    case TAG_H4:
    case TAG_H5:
    case TAG_H6:
        c->kind = BLOCK_HEADING;
        c->level = (int)(node->tag - TAG_H1) + 1;
        break;
    case TAG_OL:
    case TAG_UL:
    case TAG_MENU:
    case TAG_DIR:
        enter_list(c, node, index);
        break;
    case TAG_LI:
        enter_item(c, outer, node);
        break;
    case TAG_BLOCKQUOTE:
        c->kind = BLOCK_QUOTE;
        c->level = 0;
        break;
    case TAG_PRE:
    case TAG_LISTING:
    case TAG_XMP:
        c->kind = BLOCK_CODE;
        c->level = 0;
        c->verbatim = true;
        break;
    case TAG_FIGCAPTION:
        c->kind = BLOCK_FIGURE;
        c->level = 0;
        break;
    default:
        if (span_is_nocase(node_attribute(node, ATTRIBUTE_ROLE), "heading")) {
            c->kind = BLOCK_HEADING;
            c->level = number_of(node_attribute(node, ATTRIBUTE_ARIA_LEVEL), 2);
            c->level = c->level < 1 || c->level > 6 ? 2 : c->level;
        }
    }
}

static void enter(struct writer *w, uint32_t index)
{
    const struct node *node = &w->tree->nodes[index];
    bool block = tag_flows[node->tag] == FLOW_BLOCK;
    if (block)
        flush(w);
    struct context *outer = top(w), c = *outer;
    c.end = node->end;
    if (block) {
        c.marks = 0;
        c.node = index;
        c.step = 0;
        c.card = c.link;
        enter_block(&c, outer, node, index);
    } else {
        c.marks |= w->marks[index];
    }
    bool to_itself = c.kind == BLOCK_HEADING && span_starts(node_attribute(node, ATTRIBUTE_HREF), "#");
    if (node->tag == TAG_A && node_has(node, ATTRIBUTE_HREF) && !to_itself) {
        w->links++;
        c.link = index;
    }
    c.strong = c.strong || node->tag == TAG_B || node->tag == TAG_STRONG;
    struct span language = node_attribute(node, ATTRIBUTE_LANG);
    if (language.n && index > 0 && node->tag != TAG_BODY)
        c.language = utf8_lower(w->a, span_trim(language));
    w->open[w->nopen++] = c;
}

static void leave(struct writer *w, uint32_t index)
{
    while (w->nopen > 1 && top(w)->end <= index) {
        bool block = w->nopen > 1 && w->open[w->nopen - 2].node != top(w)->node;
        if (block)
            flush(w);
        w->nopen--;
    }
}

static void add_text(struct writer *w, struct span text)
{
    struct context *c = top(w);
    size_t before = w->fold.text.n;
    if (c->verbatim)
        fold_add_verbatim(&w->fold, text);
    else
        fold_add(&w->fold, text);
    uint32_t added = (uint32_t)(w->fold.text.n - before);
    w->link_bytes += c->link ? added : 0;
    w->strong_bytes += c->strong ? added : 0;
    w->marked_bytes += c->marks ? added : 0;
    w->inline_marks |= c->marks;
    w->broken = w->broken && !added;
}

static void add_break(struct writer *w)
{
    if (top(w)->verbatim)
        fold_add_verbatim(&w->fold, SPAN("\n"));
    else if (w->broken)
        flush(w);
    else
        fold_add(&w->fold, SPAN(" "));
    w->broken = !top(w)->verbatim;
}

/* What a rule of the site drops: a line for the record alone, which divides its neighbours if it was a block.
 */
static void add_dropped(struct writer *w, uint32_t index)
{
    if (w->tree->nodes[index].tag == TAG_DROPPED_BLOCK)
        flush(w);
    struct line line = {.kind = BLOCK_PARAGRAPH, .node = index, .marks = MARK_HIDDEN, .dropped = "site rule"};
    line.text = tree_text(w->a, w->tree, index);
    if (line.text.n)
        add_line(w, line);
}

/* Is there anything for a reader in what is passed over? */
static bool holds_text(const struct tree *tree, uint32_t index)
{
    const struct node *node = &tree->nodes[index];
    switch (node->tag) {
    case TAG_HEAD:
    case TAG_META:
    case TAG_LINK:
    case TAG_STYLE:
    case TAG_SCRIPT:
    case TAG_NOSCRIPT:
        return false;
    default:
        return node->end > index + 1;
    }
}

static uint32_t pass_over(struct writer *w, uint32_t index, const char *reason)
{
    struct lines *out = w->out;
    if (holds_text(w->tree, index)) {
        out->passed = arena_grow(w->a, out->passed, out->npassed, &out->passed_capacity, sizeof *out->passed);
        out->passed[out->npassed++] = (struct passed){out->nlines, index, reason};
    }
    return w->tree->nodes[index].end;
}

/* Adds node 'index' and returns the next one to visit. */
static uint32_t add_node(struct writer *w, uint32_t index)
{
    const struct node *node = &w->tree->nodes[index];
    if (node->tag == TAG_TEXT) {
        add_text(w, node->text);
        return index + 1;
    }
    if (node->tag == TAG_DROPPED_BLOCK || node->tag == TAG_DROPPED_INLINE) {
        add_dropped(w, index);
        return node->end;
    }
    if (tag_flows[node->tag] == FLOW_SKIP)
        return pass_over(w, index, NULL);
    if (tag_flows[node->tag] == FLOW_INLINE && w->marks[index] & SILENT_INLINE)
        return pass_over(w, index, mark_reason(w->marks[index] & SILENT_INLINE));
    enum note_sign sign = note_sign(w->a, w->tree, index, buf_span(&w->fold.text));
    if (sign) {
        w->note = w->note || sign == NOTE_BACK;
        return pass_over(w, index, "sign of a note");
    }
    if (node->tag == TAG_BR) {
        add_break(w);
        return index + 1;
    }
    if (node->tag == TAG_TABLE && table_holds_data(w->tree, index)) {
        flush(w);
        struct context *c = top(w);
        struct line line = {.kind = BLOCK_TABLE, .language = c->language, .node = index};
        line.text = table_text(w->a, w->tree, index, &line.link_bytes);
        if (line.text.n)
            add_line(w, line);
        return node->end;
    }
    enter(w, index);
    return index + 1;
}

bool lines_read(struct arena *a, const struct config *config, const struct tree *tree, const uint32_t *marks,
                struct lines *out, struct error *err)
{
    *out = (struct lines){0};
    struct writer w = {.a = a, .tree = tree, .marks = marks, .out = out};
    w.open = arena_alloc(a, ((size_t)config->parse_max_depth + 4) * sizeof *w.open);
    w.open[w.nopen++] = (struct context){.end = tree->nnodes + 1, .kind = BLOCK_PARAGRAPH};
    size_t most = (size_t)config->parse_max_lines;
    for (uint32_t i = 0; i < tree->nnodes && out->nlines <= most;) {
        leave(&w, i);
        i = add_node(&w, i);
    }
    leave(&w, tree->nnodes);
    flush(&w);
    fold_finish(&w.fold);
    return out->nlines <= most || error_set(err, ERROR_PAGE_TOO_COMPLEX, "more than parse_max_lines");
}
