/* SPDX-License-Identifier: GPL-3.0-or-later */
/* table: does a table hold data or lay out a page, and data as text. */
#ifndef ARTICLE_TABLE_H
#define ARTICLE_TABLE_H

#include "article/order.h"

/* At least two rows and two columns of short cells, without tables, headings or paragraphs inside. */
bool table_holds_data(const struct tree *tree, uint32_t table);
/* The element that says what it shows; 0: there is none. */
uint32_t table_caption(const struct tree *tree, uint32_t table);
/* Its rows as lines of out->text, with tabs between the cells; also columns, header and link_bytes. A cell
 * that covers several columns or rows stands in the first of each, the others are empty. Without the caption,
 * signs of notes and what the page orders to be skipped. */
void table_read(struct arena *a, const struct tree *tree, const struct orders *orders, uint32_t table,
                struct line *out);

#endif
