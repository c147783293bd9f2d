/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/context.h"

enum { LIST_LEVELS_MAX = 16, ORDINAL_MAX = 999999 };

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

static int items_of(const struct tree *tree, uint32_t list)
{
    int n = 0;
    for (uint32_t i = list + 1; i < tree->nodes[list].end && n < ORDINAL_MAX; i = tree->nodes[i].end)
        n += tree->nodes[i].tag == TAG_LI;
    return n;
}

/* HTML, "The ol element". */
static void enter_numbered(struct context *c, const struct tree *tree, uint32_t index)
{
    const struct node *node = &tree->nodes[index];
    struct span start = node_attribute(node, ATTRIBUTE_START);
    bool reversed = node_has(node, ATTRIBUTE_REVERSED);
    c->step = reversed ? -1 : 1;
    c->next = number_of(start, reversed ? items_of(tree, index) : 1);
    c->lettered = span_is_nocase(node_attribute(node, ATTRIBUTE_TYPE), "a");
}

static void enter_list(struct context *c, const struct tree *tree, uint32_t index)
{
    if (c->depth == 0)
        c->list = index;
    if (c->depth < LIST_LEVELS_MAX)
        c->depth++;
    c->step = 0;
    if (tree->nodes[index].tag == TAG_OL)
        enter_numbered(c, tree, index);
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
    if (list->next < ORDINAL_MAX && list->next > 0)
        list->next += list->step;
}

void context_enter_block(struct context *c, struct context *outer, const struct tree *tree, uint32_t index)
{
    const struct node *node = &tree->nodes[index];
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
        enter_list(c, tree, index);
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
