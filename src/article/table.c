/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/table.h"

#include "article/fold.h"

enum { CELL_BYTES_MAX = 400 }; /* longer cells are prose: a table that lays out */

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

struct span table_text(struct arena *a, const struct tree *tree, uint32_t table, uint32_t *link_bytes)
{
    struct fold fold = {0};
    bool cell_before = false;
    uint32_t link_end = 0;
    for (uint32_t i = table + 1; i < tree->nodes[table].end; i++) {
        const struct node *n = &tree->nodes[i];
        if (n->tag == TAG_TR) {
            fold_break(&fold);
            cell_before = false;
        } else if (is_cell(n->tag)) {
            bool filled = tree_text(a, tree, i).n > 0;
            fold.space = false;
            if (cell_before && filled)
                fold_add(&fold, SPAN(", "));
            cell_before = cell_before || filled;
        } else if (n->tag == TAG_TEXT) {
            size_t before = fold.text.n;
            fold_add(&fold, n->text);
            *link_bytes += i < link_end ? (uint32_t)(fold.text.n - before) : 0;
        } else if (tag_flows[n->tag] == FLOW_SKIP) {
            i = n->end - 1;
        } else if (tag_flows[n->tag] == FLOW_BLOCK || n->tag == TAG_BR) {
            fold_add(&fold, SPAN(" "));
        } else if (n->tag == TAG_A) {
            link_end = n->end;
        }
    }
    struct span text = fold_text(a, &fold);
    fold_finish(&fold);
    return text;
}
