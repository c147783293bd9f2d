/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From tree to lines: one walk in document order. What is passed over, what stands for something else and
 * what comes behind its line is decided here; writer.c writes the lines. */
#include "article/math.h"
#include "article/raised.h"
#include "article/table.h"
#include "article/writer.h"

/* Inline elements marked so are left out of their line; other marks hold for the line if they cover most of
 * it. */
enum { SILENT_INLINE = MARK_HIDDEN | MARK_NAVIGATION | MARK_SHARE | MARK_AD | MARK_DIALOG };

/* What a rule of the site drops: a line for the record alone, which divides its neighbours if it was a block.
 */
static uint32_t add_dropped(struct writer *w, uint32_t index)
{
    if (w->tree->nodes[index].tag == TAG_DROPPED_BLOCK)
        writer_flush(w);
    struct line line = {.kind = BLOCK_PARAGRAPH, .node = index, .marks = MARK_HIDDEN, .dropped = "site rule"};
    line.text = tree_text(w->a, w->tree, index);
    if (line.text.n)
        writer_add_line(w->a, w->out, line);
    return w->tree->nodes[index].end;
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
    if (tag_flows[w->tree->nodes[index].tag] == FLOW_BLOCK)
        writer_flush(w);
    if (holds_text(w->tree, index)) {
        out->passed = arena_grow(w->a, out->passed, out->npassed, &out->passed_capacity, sizeof *out->passed);
        out->passed[out->npassed++] = (struct passed){out->nlines, index, reason};
    }
    return w->tree->nodes[index].end;
}

static bool is_white(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

/* The element as one piece, spoken as the page says. White space at its ends divides it from its neighbours.
 */
static uint32_t add_said(struct writer *w, uint32_t index, struct span say)
{
    const struct node *node = &w->tree->nodes[index];
    struct span first = w->tree->nodes[node->end > index + 1 ? index + 1 : index].text;
    struct span last = w->tree->nodes[node->end - 1].text;
    writer_enter(w, index);
    if (writer_top(w)->kind == BLOCK_CODE)
        writer_top(w)->kind = BLOCK_PARAGRAPH;
    w->fold.space = w->fold.space || (first.n && is_white(first.p[0]));
    writer_add_noted(w, ANNOTATION_SAY, say,
                     node->tag == TAG_IMG ? node_attribute(node, ATTRIBUTE_ALT)
                                          : tree_text(w->a, w->tree, index));
    w->fold.space = w->fold.space || (last.n && is_white(last.p[last.n - 1]));
    return node->end;
}

static uint32_t add_formula(struct writer *w, uint32_t math)
{
    struct span text = w->config->math == POLICY_SKIP ? SPAN("") : math_text(w->a, w->tree, math);
    if (!text.n)
        return pass_over(w, math, "formula");
    writer_add_noted(w, ANNOTATION_FORMULA, (struct span){0}, text);
    return w->tree->nodes[math].end;
}

/* What a picture shows, where pictures are announced and no caption says it. */
static uint32_t add_picture(struct writer *w, uint32_t index)
{
    const struct node *node = &w->tree->nodes[index];
    const struct context *c = writer_top(w);
    struct line line = {.kind = BLOCK_FIGURE, .node = c->node, .language = c->language, .only = c->only};
    line.text = fold_span(w->a, node_attribute(node, ATTRIBUTE_ALT));
    bool shown = !(w->marks[index] & MARK_HIDDEN) && !c->link && !c->captioned && !c->marks;
    if (w->config->figures == POLICY_ANNOUNCE && shown && line.text.n)
        writer_add_line(w->a, &w->behind, line);
    return node->end;
}

static void add_footnote(struct writer *w, uint32_t sign)
{
    const struct context *c = writer_top(w);
    uint32_t note = footnote_take(&w->footnotes, sign);
    struct line line = {.kind = BLOCK_PARAGRAPH, .node = c->node, .language = c->language, .only = c->only};
    line.text = note ? footnote_text(w->a, w->tree, note, (size_t)w->config->note_max_bytes) : SPAN("");
    if (!line.text.n)
        return;
    line.annotations = arena_alloc(w->a, sizeof *line.annotations);
    line.annotations[line.nannotations++] =
        (struct annotation){.kind = ANNOTATION_NOTE, .value = footnote_number(w->a, w->tree, sign)};
    writer_add_line(w->a, &w->behind, line);
}

static uint32_t add_note_sign(struct writer *w, uint32_t index, enum note_sign sign)
{
    struct span number = footnote_number(w->a, w->tree, index);
    w->note = w->note || sign == NOTE_BACK;
    if (sign == NOTE_MARKER && w->config->footnotes == POLICY_READ)
        add_footnote(w, index);
    if (sign != NOTE_MARKER || w->config->footnotes != POLICY_ANNOUNCE || !number.n)
        return pass_over(w, index, "sign of a note");
    writer_add_noted(w, ANNOTATION_NOTE, number, tree_text(w->a, w->tree, index));
    return w->tree->nodes[index].end;
}

/* What a table shows is said before it. */
static void add_caption(struct writer *w, uint32_t caption)
{
    const struct context *c = writer_top(w);
    const struct order *order = orders_at(w->orders, caption);
    struct line line = {.kind = BLOCK_PARAGRAPH,
                        .language = c->language,
                        .voice = c->voice,
                        .node = caption,
                        .only = c->only};
    line.text = order && order->skip ? SPAN("") : tree_text(w->a, w->tree, caption);
    if (line.text.n)
        writer_add_line(w->a, w->out, line);
}

static uint32_t add_table(struct writer *w, uint32_t index)
{
    writer_flush(w);
    struct context *c = writer_top(w);
    struct line line = {
        .kind = BLOCK_TABLE, .language = c->language, .voice = c->voice, .node = index, .only = c->only};
    uint32_t caption = table_caption(w->tree, index);
    if (caption)
        add_caption(w, caption);
    table_read(w->a, w->tree, w->orders, index, &line);
    if (line.text.n)
        writer_add_line(w->a, w->out, line);
    return w->tree->nodes[index].end;
}

/* What is never heard, but for what stands in it that is. */
static uint32_t add_silent(struct writer *w, uint32_t index)
{
    const struct node *node = &w->tree->nodes[index];
    if (node->tag == TAG_MATH)
        return add_formula(w, index);
    if (node->tag == TAG_IMG)
        return add_picture(w, index);
    uint32_t math = tag_flows[node->tag] == FLOW_INLINE ? math_inside(w->tree, index) : 0;
    if (math) {
        add_formula(w, math);
        return node->end;
    }
    return pass_over(w, index,
                     tag_flows[node->tag] == FLOW_SKIP ? NULL : mark_reason(w->marks[index] & SILENT_INLINE));
}

/* Adds node 'index' and returns the next one to visit. */
static uint32_t add_node(struct writer *w, uint32_t index)
{
    const struct node *node = &w->tree->nodes[index];
    if (node->tag == TAG_TEXT) {
        writer_add_text(w, node->text);
        return index + 1;
    }
    if (node->tag == TAG_DROPPED_BLOCK || node->tag == TAG_DROPPED_INLINE)
        return add_dropped(w, index);
    const struct order *order = orders_at(w->orders, index);
    if (order && order->skip)
        return pass_over(w, index, order->reason);
    if (order && order->pause_ms) {
        if (writer_is_block(w, index))
            writer_flush(w);
        w->pause_ms = order->pause_ms > w->pause_ms ? order->pause_ms : w->pause_ms;
    }
    if (order && order->says)
        return add_said(w, index, order->say);
    if (tag_flows[node->tag] == FLOW_SKIP ||
        (tag_flows[node->tag] == FLOW_INLINE && w->marks[index] & SILENT_INLINE))
        return add_silent(w, index);
    enum note_sign sign = note_sign(w->a, w->tree, index, buf_span(&w->fold.text));
    if (sign)
        return add_note_sign(w, index, sign);
    struct span exponent = raised_text(w->a, w->tree, index, buf_span(&w->fold.text));
    if (exponent.n) {
        writer_add_text(w, exponent);
        return node->end;
    }
    if (node->tag == TAG_BR) {
        writer_add_break(w);
        return index + 1;
    }
    if (node->tag == TAG_TABLE && table_holds_data(w->tree, index))
        return add_table(w, index);
    writer_enter(w, index);
    return index + 1;
}

/* The notes that were read behind their paragraphs are not read again. */
static void drop_taken(const struct writer *w)
{
    bool *taken = w->footnotes.taken;
    for (uint32_t i = 1; i < w->tree->nnodes && taken; i++)
        taken[i] = taken[i] || taken[w->tree->nodes[i].parent];
    for (size_t i = 0; i < w->out->nlines && taken; i++)
        if (taken[w->out->lines[i].node])
            line_drop(&w->out->lines[i], "note, read where it is referred to");
}

bool lines_read(struct arena *a, const struct config *config, const struct marked *page, struct lines *out,
                struct error *err)
{
    *out = (struct lines){0};
    const struct tree *tree = page->tree;
    struct writer w = {.a = a,
                       .config = config,
                       .tree = tree,
                       .orders = page->orders,
                       .marks = page->marks,
                       .out = out,
                       .notes = {.arena = a},
                       .footnotes = {.arena = a, .tree = tree}};
    w.open = arena_alloc(a, ((size_t)config->parse_max_depth + 4) * sizeof *w.open);
    w.open[w.nopen++] = (struct context){.end = tree->nnodes + 1, .kind = BLOCK_PARAGRAPH};
    size_t most = (size_t)config->parse_max_lines;
    for (uint32_t i = 0; i < tree->nnodes && out->nlines <= most;) {
        writer_leave(&w, i);
        i = add_node(&w, i);
    }
    writer_leave(&w, tree->nnodes);
    writer_flush(&w);
    drop_taken(&w);
    fold_finish(&w.fold);
    return out->nlines <= most || error_set(err, ERROR_PAGE_TOO_COMPLEX, "more than parse_max_lines");
}
