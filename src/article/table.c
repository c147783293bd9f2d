/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/table.h"

#include "article/fold.h"
#include "article/math.h"
#include "article/note.h"

enum {
    CELL_BYTES_MAX = 400, /* longer cells are prose: a table that lays out */
    COLUMNS_MAX = 64,     /* behind these nobody follows which column a cell is in */
    ROWS_MAX = 1000       /* that a cell can cover (HTML standard, 4.9.11) */
};

static bool is_cell(enum tag tag)
{
    return tag == TAG_TD || tag == TAG_TH;
}

bool table_holds_data(const struct tree *tree, uint32_t table)
{
    const struct node *node = &tree->nodes[table];
    struct span role = node_attribute(node, ATTRIBUTE_ROLE);
    if (span_is_nocase(role, "presentation") || span_is_nocase(role, "none"))
        return false;
    uint32_t rows = 0, cells = 0, headers = 0, paragraphs = 0;
    size_t bytes = 0;
    for (uint32_t i = table + 1; i < node->end; i++) {
        const struct node *n = &tree->nodes[i];
        rows += n->tag == TAG_TR;
        cells += is_cell(n->tag);
        headers += n->tag == TAG_TH;
        paragraphs += n->tag == TAG_P || n->tag == TAG_DIV || n->tag == TAG_UL || n->tag == TAG_OL;
        bytes += n->text.n;
        if (n->tag == TAG_TABLE || n->tag == TAG_H1 || n->tag == TAG_H2 || n->tag == TAG_H3 ||
            n->tag == TAG_FORM)
            return false;
    }
    return rows >= 2 && cells >= 2 * rows && bytes / cells <= CELL_BYTES_MAX &&
           (headers || paragraphs <= 2 * cells);
}

/* A row is being written into the fold. */
struct rows {
    struct fold fold;
    size_t row; /* where it begins */
    int cells, written,
        columns;            /* cells: columns of the row so far; written: those with a cell of their own */
    int beside;             /* columns more that the newest cell covers */
    int below[COLUMNS_MAX]; /* rows that a cell above still covers */
    bool plain;             /* it has a cell that is no heading */
    bool first, header;
};

static size_t trimmed_end(const struct rows *r)
{
    size_t end = r->fold.text.n;
    while (end > r->row && (r->fold.text.p[end - 1] == '\t' || r->fold.text.p[end - 1] == ' '))
        end--;
    return end;
}

/* Columns in which no cell begins keep their places. */
static void add_columns(struct rows *r, int count)
{
    for (; count > 0; count--)
        if (r->cells++)
            buf_add_byte(&r->fold.text, '\t');
}

/* Ends the row; one without text leaves nothing. */
static void end_row(struct rows *r)
{
    r->fold.text.n = trimmed_end(r);
    r->cells += r->beside;
    for (int i = r->cells; i < COLUMNS_MAX; i++)
        r->below[i] -= r->below[i] > 0;
    if (r->fold.text.n > r->row) {
        r->columns = r->cells > r->columns ? r->cells : r->columns;
        r->header = r->first ? !r->plain && r->written > 1 : r->header;
        r->first = false;
        fold_break(&r->fold);
    }
    r->fold.space = false;
    r->row = r->fold.text.n;
    r->cells = r->written = r->beside = 0;
    r->plain = false;
}

/* A whole number up to 'most', else 1. */
static int number_of(struct span text, int most)
{
    int number = 0;
    text = span_trim(text);
    for (size_t i = 0; i < text.n && number <= most; i++) {
        if (text.p[i] < '0' || text.p[i] > '9')
            return 1;
        number = number * 10 + (text.p[i] - '0');
    }
    return number > most ? most : number > 0 ? number : 1;
}

static void begin_cell(struct rows *r, const struct node *cell)
{
    r->fold.space = false;
    add_columns(r, r->beside);
    for (; r->cells < COLUMNS_MAX && r->below[r->cells] > 0; add_columns(r, 1))
        r->below[r->cells]--;
    int room = r->cells < COLUMNS_MAX ? COLUMNS_MAX - r->cells : 1;
    int wide = number_of(node_attribute(cell, ATTRIBUTE_COLSPAN), room);
    int high = number_of(node_attribute(cell, ATTRIBUTE_ROWSPAN), ROWS_MAX);
    for (int i = r->cells; i < r->cells + wide && i < COLUMNS_MAX; i++)
        r->below[i] = high - 1;
    add_columns(r, 1);
    r->beside = wide - 1;
    r->written++;
    r->plain = r->plain || cell->tag != TAG_TH;
}

/* What inside a table is silent: marked so, or never heard and no formula. */
static bool is_silent(const struct orders *orders, const struct node *node, uint32_t index)
{
    const struct order *order = orders_at(orders, index);
    return (order && order->skip) || (tag_flows[node->tag] == FLOW_SKIP && node->tag != TAG_MATH);
}

uint32_t table_caption(const struct tree *tree, uint32_t table)
{
    for (uint32_t i = table + 1; i < tree->nodes[table].end; i = tree->nodes[i].end)
        if (tree->nodes[i].tag == TAG_CAPTION)
            return i;
    return 0;
}

void table_read(struct arena *a, const struct tree *tree, const struct orders *orders, uint32_t table,
                struct line *out)
{
    struct rows r = {.first = true};
    uint32_t link_end = 0;
    for (uint32_t i = table + 1; i < tree->nodes[table].end; i++) {
        const struct node *n = &tree->nodes[i];
        if (is_silent(orders, n, i)) {
            if (is_cell(n->tag))
                begin_cell(&r, n); /* the columns behind it keep their places */
            i = n->end - 1;
        } else if (n->tag == TAG_CAPTION || note_sign(a, tree, i, buf_span(&r.fold.text))) {
            i = n->end - 1;
        } else if (n->tag == TAG_TR) {
            end_row(&r);
        } else if (is_cell(n->tag)) {
            begin_cell(&r, n);
        } else if (n->tag == TAG_TEXT) {
            size_t before = r.fold.text.n;
            fold_add(&r.fold, n->text);
            out->link_bytes += i < link_end ? (uint32_t)(r.fold.text.n - before) : 0;
        } else if (n->tag == TAG_MATH) {
            fold_add(&r.fold, math_text(a, tree, i));
            i = n->end - 1;
        } else if (tag_flows[n->tag] == FLOW_BLOCK || n->tag == TAG_BR) {
            fold_add(&r.fold, SPAN(" "));
        } else if (n->tag == TAG_A) {
            link_end = n->end;
        }
    }
    end_row(&r);
    out->text = fold_text(a, &r.fold);
    out->columns = r.columns;
    out->header = r.header;
    fold_finish(&r.fold);
}
