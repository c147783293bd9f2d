/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/writer.h"

#include "article/language.h"

static const double MARKED_SHARE = 0.8;

struct context *writer_top(struct writer *w)
{
    return &w->open[w->nopen - 1];
}

void writer_add_line(struct arena *a, struct lines *out, struct line line)
{
    out->lines = arena_grow(a, out->lines, out->nlines, &out->capacity, sizeof *out->lines);
    out->lines[out->nlines++] = line;
}

/* The silence that was asked for, here. */
static void add_pause(struct writer *w)
{
    if (w->pause_ms)
        annotation_pause(&w->notes, &w->fold, w->pause_ms);
    w->pause_ms = 0;
}

/* A language that holds for all of the line is the line's. */
static void take_language(struct line *line)
{
    size_t n = 0;
    for (size_t i = 0; i < line->nannotations; i++) {
        const struct annotation *note = &line->annotations[i];
        if (note->kind == ANNOTATION_LANGUAGE && note->at == 0 && note->bytes == line->text.n)
            line->language = note->value;
        else
            line->annotations[n++] = *note;
    }
    line->nannotations = n;
}

static void add_behind(struct writer *w)
{
    for (size_t i = 0; i < w->behind.nlines; i++)
        writer_add_line(w->a, w->out, w->behind.lines[i]);
    w->behind.nlines = 0;
}

/* Ends the line that is being written, if it holds anything. */
void writer_flush(struct writer *w)
{
    struct context *c = writer_top(w);
    struct line line = {.kind = c->kind,
                        .level = c->level,
                        .ordinal = c->ordinal,
                        .lettered = c->ordinal && c->lettered,
                        .language = c->language,
                        .voice = c->voice,
                        .node = c->node,
                        .list = c->list,
                        .link_bytes = w->link_bytes,
                        .strong_bytes = w->strong_bytes,
                        .links = w->links,
                        .card = c->card,
                        .only = c->only};
    if (w->fold.text.n)
        add_pause(w);
    line.text = annotations_take(&w->notes, &w->fold, &line.annotations, &line.nannotations);
    if (line.text.n) {
        bool marked = w->marked_bytes >= MARKED_SHARE * (double)line.text.n;
        line.marks = (marked ? w->inline_marks : 0) | (w->note ? MARK_NOTE : 0);
        take_language(&line);
        line.written = line.text;
        writer_add_line(w->a, w->out, line);
        if (line.ordinal) /* a second paragraph of the item has no number */
            for (size_t i = w->nopen; i > 0 && w->open[i - 1].ordinal == line.ordinal; i--)
                w->open[i - 1].ordinal = 0;
    }
    add_behind(w);
    w->link_bytes = w->strong_bytes = w->links = w->marked_bytes = w->inline_marks = 0;
    w->broken = w->note = false;
    w->line++;
}

bool writer_is_block(const struct writer *w, uint32_t index)
{
    const struct order *order = orders_at(w->orders, index);
    return tag_flows[w->tree->nodes[index].tag] == FLOW_BLOCK || (order && order->only);
}

/* What of an inline element is known beyond the line: its language, or that it is a program's text. */
static void annotate(struct writer *w, struct context *c, const struct node *node, struct span language)
{
    bool code = node->tag == TAG_CODE && !c->verbatim;
    if (!language.n && !code)
        return;
    c->note = 1 + annotation_open(&w->notes, &w->fold, language.n ? ANNOTATION_LANGUAGE : ANNOTATION_CODE,
                                  language);
    c->note_line = w->line;
}

static bool has_caption(const struct tree *tree, uint32_t figure)
{
    for (uint32_t i = figure + 1; i < tree->nodes[figure].end; i++)
        if (tree->nodes[i].tag == TAG_FIGCAPTION)
            return true;
    return false;
}

void writer_enter(struct writer *w, uint32_t index)
{
    const struct node *node = &w->tree->nodes[index];
    const struct order *order = orders_at(w->orders, index);
    bool block = writer_is_block(w, index);
    bool below = index > 0 && node->tag != TAG_BODY;
    struct span language =
        below ? language_tag(w->a, node_attribute(node, ATTRIBUTE_LANG)) : (struct span){0};
    if (block)
        writer_flush(w);
    struct context *outer = writer_top(w), c = *outer;
    c.end = node->end;
    c.note = 0;
    if (block) {
        c.marks = 0;
        c.node = index;
        c.step = 0;
        c.card = c.link;
        context_enter_block(&c, outer, w->tree, index);
    } else {
        c.marks |= w->marks[index];
        annotate(w, &c, node, language);
    }
    bool to_itself = c.kind == BLOCK_HEADING && span_starts(node_attribute(node, ATTRIBUTE_HREF), "#");
    if (node->tag == TAG_A && node_has(node, ATTRIBUTE_HREF) && !to_itself) {
        w->links++;
        c.link = index;
    }
    c.captioned = node->tag == TAG_FIGURE ? has_caption(w->tree, index) : c.captioned;
    c.strong = c.strong || node->tag == TAG_B || node->tag == TAG_STRONG;
    c.only = c.only || (order && order->only);
    c.language = language.n ? language : c.language;
    c.voice = order && order->voice.n ? order->voice : c.voice;
    w->open[w->nopen++] = c;
}

void writer_leave(struct writer *w, uint32_t index)
{
    while (w->nopen > 1 && writer_top(w)->end <= index) {
        const struct context *c = writer_top(w);
        if (w->open[w->nopen - 2].node != c->node)
            writer_flush(w);
        else if (c->note && c->note_line == w->line)
            annotation_close(&w->notes, &w->fold, c->note - 1);
        w->nopen--;
    }
}

void writer_add_text(struct writer *w, struct span text)
{
    struct context *c = writer_top(w);
    size_t before = w->fold.text.n;
    if (w->pause_ms && fold_span(w->a, text).n)
        add_pause(w);
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

/* Text with something known of it, as one piece. */
void writer_add_noted(struct writer *w, enum annotation_kind kind, struct span value, struct span text)
{
    add_pause(w);
    size_t number = annotation_open(&w->notes, &w->fold, kind, value);
    writer_add_text(w, text);
    annotation_close(&w->notes, &w->fold, number);
}

void writer_add_break(struct writer *w)
{
    if (writer_top(w)->verbatim)
        fold_add_verbatim(&w->fold, SPAN("\n"));
    else if (w->broken)
        writer_flush(w);
    else
        fold_add(&w->fold, SPAN(" "));
    w->broken = !writer_top(w)->verbatim;
}
