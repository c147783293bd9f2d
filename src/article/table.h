/* SPDX-License-Identifier: GPL-3.0-or-later */
/* table: does a table hold data or lay out a page, and data as text. */
#ifndef ARTICLE_TABLE_H
#define ARTICLE_TABLE_H

#include "article/tree.h"

/* At least two rows and two columns of short cells, without tables, headings or paragraphs inside. */
bool table_holds_data(const struct tree *tree, uint32_t table);
/* Rows as lines, cells joined by ", "; in *link_bytes how much of it is link. */
struct span table_text(struct arena *a, const struct tree *tree, uint32_t table, uint32_t *link_bytes);

#endif
