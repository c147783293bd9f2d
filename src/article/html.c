/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The only file that knows Gumbo. Its own destroy is never called: it recurses as deep as the page nests. */
#include "article/attribute.h"
#include "article/blank.h"
#include "article/heap.h"
#include "article/move.h"
#include "article/tree.h"

#include <gumbo.h>
#include <string.h>
#include <strings.h>

static void *allocate(void *heap, size_t size)
{
    return heap_allocate(heap, size);
}

static void release(void *heap, void *block)
{
    heap_release(heap, block);
}

/* How Gumbo's numbers map to ours. */
static const enum tag tags[GUMBO_TAG_LAST + 1] = {
#define TAG(name, flow) [GUMBO_TAG_##name] = TAG_##name,
#define NAMED(name, text, flow)
#include "article/tag.def"
#undef TAG
#undef NAMED
};

/* Elements that Gumbo has no number for. */
static const struct {
    const char *name;
    enum tag tag;
} named[] = {
    {"dialog", TAG_TEMPLATE},
    {"listen-post", TAG_PLAYER},
#define TAG(name, flow)
#define NAMED(name, text, flow) {text, TAG_##name},
#include "article/tag.def"
#undef TAG
#undef NAMED
};

static enum tag tag_of(const GumboElement *element)
{
    if (element->tag < GUMBO_TAG_LAST && tags[element->tag])
        return tags[element->tag];
    GumboStringPiece name = element->original_tag;
    gumbo_tag_from_original_text(&name);
    for (size_t i = 0; i < COUNT_OF(named); i++)
        if (span_is_nocase((struct span){name.data, name.length}, named[i].name))
            return named[i].tag;
    return TAG_OTHER;
}

struct copying {
    struct arena *a;
    struct tree *tree;
    const struct wanted *wanted;
    struct standins standins;
    struct moves moves;
    size_t capacity; /* in the first pass, which only counts: 0 */
};

/* Place of a name in a list of wanted names; 'count' if it is none of them. */
static size_t place_of(const struct span *names, size_t count, struct span name)
{
    size_t i = 0;
    while (i < count && !span_equal_nocase(names[i], name))
        i++;
    return i;
}

/* Only names that tag.def has not are wanted. */
static uint8_t named_of(const struct wanted *wanted, const GumboElement *element)
{
    if (wanted->ntags == 0)
        return 0;
    GumboStringPiece name = element->original_tag;
    gumbo_tag_from_original_text(&name);
    size_t place = place_of(wanted->tags, wanted->ntags, (struct span){name.data, name.length});
    return place < wanted->ntags ? (uint8_t)(place + 1) : 0;
}

static void copy_attributes(struct copying *c, const GumboVector *from, struct node *node)
{
    struct attribute kept[ATTRIBUTE_MOST + 1];
    size_t n = 0;
    for (unsigned i = 0; i < from->length && n < COUNT_OF(kept); i++) {
        const GumboAttribute *attribute = from->data[i];
        enum attribute_name name;
        if (attribute_wanted(c->wanted, span_of(attribute->name), &name))
            kept[n++] = (struct attribute){name, standin_read(&c->standins, span_of(attribute->value))};
    }
    if (n == 0)
        return;
    node->attributes = memcpy(arena_alloc(c->a, n * sizeof *kept), kept, n * sizeof *kept);
    node->nattributes = (uint16_t)n;
}

static uint32_t add_node(struct copying *c, uint32_t parent, struct node node)
{
    uint32_t index = c->tree->nnodes++;
    if (index >= c->capacity)
        return index;
    node.parent = parent;
    node.end = index + 1;
    c->tree->nodes[index] = node;
    return index;
}

static bool is_element(const GumboNode *node)
{
    return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
}

/* An element whose children are being copied. */
struct level {
    const GumboVector *children;
    size_t next;
    uint32_t index;
};

static struct span copy_text(struct copying *c, const GumboNode *from)
{
    return c->capacity ? standin_read(&c->standins, span_of(from->v.text.text)) : (struct span){0};
}

static void note_move(struct copying *c, const GumboElement *element, enum tag tag)
{
    if (c->moves.count == 0 || (tag != TAG_TEMPLATE && tag != TAG_DIV))
        return;
    const GumboAttribute *id = gumbo_get_attribute(&element->attributes, "id");
    if (id && (tag == TAG_TEMPLATE || gumbo_get_attribute(&element->attributes, "hidden")))
        moves_note(&c->moves, standin_read(&c->standins, span_of(id->value)), tag == TAG_TEMPLATE, element);
}

/* Copies an element; one that is moved in the place that is kept for it, as a <div> that is seen. */
static bool copy_element(struct copying *c, const GumboElement *from, uint32_t parent, struct level *level)
{
    if (moves_away(&c->moves, from))
        return false;
    const GumboElement *part = moves_part(&c->moves, from);
    struct node node = {.tag = part ? TAG_DIV : tag_of(from), .named = named_of(c->wanted, from)};
    if (!part)
        copy_attributes(c, &from->attributes, &node);
    *level = (struct level){part ? &part->children : &from->children, 0, add_node(c, parent, node)};
    return node.tag != TAG_SVG && node.tag != TAG_TEMPLATE;
}

/* Copies one node; fills *level and returns true if its children are to follow. */
static bool copy_node(struct copying *c, const GumboNode *from, uint32_t parent, struct level *level)
{
    if (is_element(from) && !c->capacity) {
        enum tag tag = tag_of(&from->v.element);
        note_move(c, &from->v.element, tag);
        *level = (struct level){&from->v.element.children, 0, add_node(c, parent, (struct node){0})};
        return tag != TAG_SVG && tag != TAG_TEMPLATE;
    }
    if (is_element(from))
        return copy_element(c, &from->v.element, parent, level);
    if (from->type == GUMBO_NODE_TEXT || from->type == GUMBO_NODE_WHITESPACE ||
        from->type == GUMBO_NODE_CDATA)
        add_node(c, parent, (struct node){.text = copy_text(c, from)});
    return false;
}

/* In document order, without recursion. */
static void walk(struct copying *c, struct level *levels, const GumboNode *root, size_t max_depth)
{
    size_t depth = copy_node(c, root, 0, &levels[0]) ? 1 : 0;
    while (depth > 0) {
        struct level *level = &levels[depth - 1];
        if (level->next == level->children->length || depth > max_depth) {
            if (c->capacity)
                c->tree->nodes[level->index].end = c->tree->nnodes;
            depth--;
            continue;
        }
        const GumboNode *child = level->children->data[level->next++];
        if (copy_node(c, child, level->index, &levels[depth]))
            depth++;
    }
}

/* Counts, then copies: an array that grew would hold a large page twice, beside all that the parser made. */
static void copy_tree(struct copying *c, const GumboNode *root, size_t max_depth)
{
    struct level *levels = arena_alloc(c->a, (max_depth + 2) * sizeof *levels);
    walk(c, levels, root, max_depth);
    c->capacity = c->tree->nnodes;
    c->tree->nodes = arena_alloc(c->a, c->capacity * sizeof *c->tree->nodes);
    c->tree->nnodes = 0;
    walk(c, levels, root, max_depth);
}

/* Nothing of a document's frame is written in the bytes: no doctype, <html>, <head> or <body>, which the
 * parser then adds, no <title> and no <nav>. */
static bool is_fragment(const GumboOutput *output, const struct tree *tree)
{
    const GumboVector *children = &output->root->v.element.children;
    bool implied =
        !output->document->v.document.has_doctype && output->root->parse_flags & GUMBO_INSERTION_BY_PARSER;
    for (unsigned i = 0; i < children->length; i++) {
        const GumboNode *child = children->data[i];
        implied = implied && (!is_element(child) || child->parse_flags & GUMBO_INSERTION_BY_PARSER);
    }
    for (uint32_t i = 0; i < tree->nnodes && implied; i++)
        implied = tree->nodes[i].tag != TAG_TITLE && tree->nodes[i].tag != TAG_NAV;
    return implied;
}

static bool parse(struct heap *h, const struct buf *html, size_t max_depth, struct copying *c)
{
    if (setjmp(h->out))
        return false;
    GumboOptions options = kGumboDefaultOptions;
    options.max_errors = 0;
    options.allocator = allocate;
    options.deallocator = release;
    options.userdata = h;
    const GumboOutput *output = gumbo_parse_with_options(&options, html->n ? html->p : "", html->n);
    copy_tree(c, output->root, max_depth);
    c->tree->fragment = is_fragment(output, c->tree);
    return true;
}

bool html_parse(struct arena *a, const struct config *config, struct span text, const struct wanted *wanted,
                struct tree *out, struct error *err)
{
    static const struct wanted none;
    *out = (struct tree){0};
    struct heap h;
    if (!heap_open(&h, config, err))
        return false;
    struct buf html = BUF_EMPTY;
    struct copying c = {.a = a, .tree = out, .wanted = wanted ? wanted : &none, .standins = {.arena = a}};
    blank_copy(text, wanted, standins_fit(text) ? &c.standins : NULL, &html);
    moves_read(text, &c.moves);
    bool parsed = parse(&h, &html, (size_t)config->parse_max_depth, &c);
    buf_finish(&html);
    heap_close(&h);
    return parsed || error_set(err, ERROR_PAGE_TOO_COMPLEX, "more than %s", h.exceeded);
}
