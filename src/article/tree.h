/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tree: a page's elements and texts in document order, in one array. A node's descendants are the nodes
 * behind it up to 'end', so a walk is a loop, a subtree a range of indices, and 'is it inside' two
 * comparisons. */
#ifndef ARTICLE_TREE_H
#define ARTICLE_TREE_H

#include "base/base.h"
#include "config.h"

enum tag {
    TAG_TEXT, /* not an element */
    TAG_OTHER,
    TAG_PLAYER,        /* <listen-post>: our own text is not the article's */
    TAG_DROPPED_BLOCK, /* what a rule of the site drops (site.h), whatever it was */
    TAG_DROPPED_INLINE,
#define TAG(name, flow) TAG_##name,
#define NAMED(name, text, flow) TAG_##name,
#include "article/tag.def"
#undef TAG
#undef NAMED
    TAGS
};

enum flow { FLOW_INLINE, FLOW_BLOCK, FLOW_SKIP };

extern const enum flow tag_flows[TAGS];
const char *tag_name(enum tag tag); /* in capitals; "ELEMENT" for those we do not tell apart */

/* ATTRIBUTE(name in the enum, name in the page): those that rules look at. */
#define ATTRIBUTES(ATTRIBUTE)                                                                                \
    ATTRIBUTE(CLASS, "class")                                                                                \
    ATTRIBUTE(ID, "id")                                                                                      \
    ATTRIBUTE(ROLE, "role")                                                                                  \
    ATTRIBUTE(HREF, "href")                                                                                  \
    ATTRIBUTE(STYLE, "style")                                                                                \
    ATTRIBUTE(HIDDEN, "hidden")                                                                              \
    ATTRIBUTE(ARIA_HIDDEN, "aria-hidden")                                                                    \
    ATTRIBUTE(ARIA_LABEL, "aria-label")                                                                      \
    ATTRIBUTE(ARIA_LEVEL, "aria-level")                                                                      \
    ATTRIBUTE(ARIA_MODAL, "aria-modal")                                                                      \
    ATTRIBUTE(LANG, "lang")                                                                                  \
    ATTRIBUTE(XML_LANG, "xml:lang")                                                                          \
    ATTRIBUTE(REL, "rel")                                                                                    \
    ATTRIBUTE(TYPE, "type")                                                                                  \
    ATTRIBUTE(START, "start")                                                                                \
    ATTRIBUTE(VALUE, "value")                                                                                \
    ATTRIBUTE(NAME, "name")                                                                                  \
    ATTRIBUTE(PROPERTY, "property")                                                                          \
    ATTRIBUTE(ITEMPROP, "itemprop")                                                                          \
    ATTRIBUTE(ITEMTYPE, "itemtype")                                                                          \
    ATTRIBUTE(HTTP_EQUIV, "http-equiv")                                                                      \
    ATTRIBUTE(CONTENT, "content")                                                                            \
    ATTRIBUTE(DATETIME, "datetime")                                                                          \
    ATTRIBUTE(DATA_COMPONENT, "data-component")                                                              \
    ATTRIBUTE(DATA_TESTID, "data-testid")                                                                    \
    ATTRIBUTE(DATA_TYPE, "data-type")                                                                        \
    ATTRIBUTE(DATA_ROLE, "data-role")                                                                        \
    ATTRIBUTE(ALT, "alt")                                                                                    \
    ATTRIBUTE(ALTTEXT, "alttext")                                                                            \
    ATTRIBUTE(REVERSED, "reversed")                                                                          \
    ATTRIBUTE(COLSPAN, "colspan")                                                                            \
    ATTRIBUTE(ROWSPAN, "rowspan")                                                                            \
    ATTRIBUTE(DATA_LISTENPOST, "data-listenpost")                                                            \
    ATTRIBUTE(BEYONDWORDS_SKIP, "data-beyondwords-skip")                                                     \
    ATTRIBUTE(BEYONDWORDS_IGNORE, "data-beyondwords-ignore")                                                 \
    ATTRIBUTE(BEYONDWORDS_EXCLUDE, "data-beyondwords-exclude")                                               \
    ATTRIBUTE(BEYONDWORDS_PLAYER, "data-beyondwords-player")

enum attribute_name {
#define ATTRIBUTE(name, text) ATTRIBUTE_##name,
    ATTRIBUTES(ATTRIBUTE)
#undef ATTRIBUTE
        ATTRIBUTE_NAMES, /* from here on: those of struct wanted */
    ATTRIBUTE_MOST = ATTRIBUTE_NAMES + 31
};

enum { WANTED_MAX = 32 };

/* Names, in lower case, that a caller wants to know of beside those above and in tag.def. */
struct wanted {
    struct span tags[WANTED_MAX], attributes[WANTED_MAX];
    size_t ntags, nattributes;
};

struct attribute {
    enum attribute_name name;
    struct span value;
};

struct node {
    enum tag tag;
    uint16_t nattributes;
    uint8_t named;        /* the number, from 1, of its tag in struct wanted; 0: none of those */
    bool kept;            /* a rule of the site keeps it */
    uint32_t parent, end; /* the root is its own parent */
    struct span text;     /* of a text node: decoded, as written */
    const struct attribute *attributes;
};

struct tree {
    struct node *nodes; /* nodes[0] is <html> */
    uint32_t nnodes;
    bool fragment; /* the bytes hold no document but a part of one: what a CMS or a feed hands out */
};

/* The value, or the empty span. */
struct span node_attribute(const struct node *node, enum attribute_name name);
bool node_has(const struct node *node, enum attribute_name name);
bool tree_inside(const struct tree *tree, uint32_t node, uint32_t ancestor); /* a node is inside itself */
/* All text below the node, white space folded, without what is never heard. */
struct span tree_text(struct arena *a, const struct tree *tree, uint32_t node);

/* The same, but empty when the node holds more than TREE_SHORT_NODES or TREE_SHORT_BYTES of text: for names,
 * dates and titles, whose elements may be nested by a stranger. */
enum { TREE_SHORT_NODES = 64, TREE_SHORT_BYTES = 1000 };
struct span tree_short_text(struct arena *a, const struct tree *tree, uint32_t node);

/* Parses with Gumbo under parse_max_memory_bytes and parse_timeout_ms; elements deeper than parse_max_depth
 * are left out. 'wanted' may be NULL. Everything in the arena. Error PAGE_TOO_COMPLEX. */
bool html_parse(struct arena *a, const struct config *config, struct span text, const struct wanted *wanted,
                struct tree *out, struct error *err);
/* The tag of that name in lower case; TAG_OTHER: tag.def has it not. */
enum tag tag_named(struct span name);

#endif
