/* SPDX-License-Identifier: GPL-3.0-or-later */
/* context: what holds inside an open element while a page is cut into lines. */
#ifndef ARTICLE_CONTEXT_H
#define ARTICLE_CONTEXT_H

#include "article/article.h"
#include "article/tree.h"

struct context {
    uint32_t node, end, list;
    enum block_kind kind;
    int level, depth;    /* depth: lists around it */
    int ordinal;         /* of the item, until its first line took it */
    int next, step;      /* of the list: number of the next item; step 0: bullets, -1: counts down */
    bool lettered;       /* the list's numbers are letters */
    uint32_t link, card; /* the link around the text; the one around the block */
    bool strong, verbatim;
    bool only;        /* marked to be read, it alone */
    bool captioned;   /* inside a figure that has a caption */
    uint32_t marks;   /* of the inline elements around the text */
    size_t note;      /* the number, from 1, of the annotation that ends with the element; 0: none */
    size_t note_line; /* the line it was begun in */
    struct span language, voice;
};

/* What a block element changes: kind, level, list. 'outer': of the element around it. */
void context_enter_block(struct context *c, struct context *outer, const struct tree *tree, uint32_t index);

#endif
