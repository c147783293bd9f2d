/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/tree.h"

#include "article/fold.h"

const enum flow tag_flows[TAGS] = {
    [TAG_PLAYER] = FLOW_SKIP,
    [TAG_DROPPED_BLOCK] = FLOW_SKIP,
    [TAG_DROPPED_INLINE] = FLOW_SKIP,
#define TAG(name, flow) [TAG_##name] = FLOW_##flow,
#define NAMED(name, text, flow) [TAG_##name] = FLOW_##flow,
#include "article/tag.def"
#undef TAG
#undef NAMED
};

/* As the DOM names them, in capitals. */
static const char *const tag_names[TAGS] = {
    [TAG_TEXT] = "TEXT",
    [TAG_OTHER] = "ELEMENT",
    [TAG_PLAYER] = "LISTEN-POST",
#define TAG(name, flow) [TAG_##name] = #name,
#define NAMED(name, text, flow) [TAG_##name] = text,
#include "article/tag.def"
#undef TAG
#undef NAMED
};
const char *tag_name(enum tag tag)
{
    return tag_names[tag] ? tag_names[tag] : tag_names[TAG_OTHER];
}

enum tag tag_named(struct span name)
{
    for (int tag = TAG_HTML; tag < TAGS; tag++)
        if (span_is_nocase(name, tag_names[tag]))
            return (enum tag)tag;
    return TAG_OTHER;
}

static const struct attribute *find(const struct node *node, enum attribute_name name)
{
    for (size_t i = 0; i < node->nattributes; i++)
        if (node->attributes[i].name == name)
            return &node->attributes[i];
    return NULL;
}

struct span node_attribute(const struct node *node, enum attribute_name name)
{
    const struct attribute *attribute = find(node, name);
    return attribute ? attribute->value : (struct span){0};
}

bool node_has(const struct node *node, enum attribute_name name)
{
    return find(node, name) != NULL;
}

bool tree_inside(const struct tree *tree, uint32_t node, uint32_t ancestor)
{
    return node >= ancestor && node < tree->nodes[ancestor].end;
}

struct span tree_text(struct arena *a, const struct tree *tree, uint32_t node)
{
    struct fold fold = {0};
    for (uint32_t i = node; i < tree->nodes[node].end; i++) {
        const struct node *n = &tree->nodes[i];
        if (n->tag == TAG_TEXT)
            fold_add(&fold, n->text);
        else if (i != node && tag_flows[n->tag] == FLOW_SKIP)
            i = n->end - 1;
        else if (tag_flows[n->tag] == FLOW_BLOCK || n->tag == TAG_BR)
            fold_add(&fold, SPAN(" "));
    }
    struct span text = fold_text(a, &fold);
    fold_finish(&fold);
    return text;
}

struct span tree_short_text(struct arena *a, const struct tree *tree, uint32_t node)
{
    size_t bytes = 0;
    if (tree->nodes[node].end - node > TREE_SHORT_NODES)
        return (struct span){0};
    for (uint32_t i = node; i < tree->nodes[node].end; i++)
        bytes += tree->nodes[i].text.n;
    return bytes > TREE_SHORT_BYTES ? (struct span){0} : tree_text(a, tree, node);
}
