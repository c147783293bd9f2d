/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/signature.h"

#include "article/byline.h"
#include "article/date.h"
#include "article/lead.h"

#include <string.h>

enum {
    INSIDE_NODES_MAX = 64,
    ANCESTORS_MAX = 3,
    CLASS_BYTES_MAX = 400,
    JOINED_BYTES_MAX = 400,
    BIO_BYTES_MIN = 30
};

static bool has_any(struct span text, const char *const *words, size_t nwords)
{
    for (size_t i = 0; i < nwords; i++)
        if (span_find_nocase(text, words[i]) < text.n)
            return true;
    return false;
}

/* Is this word of a class attribute for an author's name: "author", "byline__name", "postAuthorName", not
 * "author-bio", not "authority"? */
static bool word_names_author(struct span word)
{
    static const char *const names[] = {"author", "byline",      "autor",       "auteur",
                                        "writer", "contributor", "creator-name"};
    static const char *const others[] = {
        "bio",       "desc",    "image", "img",         "avatar",  "photo",   "date",  "picture",
        "link-list", "social",  "title", "role",        "job",     "time",    "about", "ity",
        "ship",      "ed",      "icon",  "profile-pic", "count",   "excerpt", "intro", "website",
        "follow",    "related", "more",  "categor",     "section", "topic",   "tag",   "separator"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        size_t at = span_find_nocase(word, names[i]);
        struct span rest = span_slice(word, at + strlen(names[i]), word.n);
        if (at < word.n && !has_any(rest, others, COUNT_OF(others)))
            return true;
    }
    return false;
}

static bool names_author(const struct node *node)
{
    struct span rest = span_slice(node_attribute(node, ATTRIBUTE_CLASS), 0, CLASS_BYTES_MAX), word;
    while (span_split(&rest, ' ', &word))
        if (word_names_author(word))
            return true;
    return span_is_nocase(node_attribute(node, ATTRIBUTE_ITEMPROP), "author");
}

static bool links_to_author(const struct node *node)
{
    static const char *const segments[] = {"/author/",       "/authors/",    "/autor/",    "/autoren/",
                                           "/auteur/",       "/autore/",     "/autores/",  "/contributor/",
                                           "/contributors/", "/writer/",     "/writers/",  "/people/",
                                           "/profile/",      "/profiles/",   "/by/",       "/staff/",
                                           "/columnist/",    "/journalist/", "/reporter/", "author="};
    return node->tag == TAG_A && has_any(node_attribute(node, ATTRIBUTE_HREF), segments, COUNT_OF(segments));
}

static struct span join(struct arena *a, struct span names, struct span name)
{
    if (!names.n || !name.n || names.n > JOINED_BYTES_MAX)
        return names.n ? names : name;
    return arena_printf(a, "%.*s, %.*s", (int)names.n, names.p, (int)name.n, name.p);
}

/* A list in a list is a menu's: who is linked there did not write the page. */
static bool in_menu(const struct tree *tree, uint32_t node)
{
    int lists = 0;
    for (uint32_t i = node; i; i = tree->nodes[i].parent)
        lists += tree->nodes[i].tag == TAG_UL;
    return lists > 1;
}

/* The names in elements of the line that are for authors. */
static struct span marked_inside(struct arena *a, const struct tree *tree, uint32_t node)
{
    struct span found = {0};
    for (uint32_t i = node + 1, n = 0; i < tree->nodes[node].end && n < INSIDE_NODES_MAX; i++, n++) {
        const struct node *inner = &tree->nodes[i];
        if (inner->tag == TAG_TEXT || !(links_to_author(inner) || names_author(inner)) || in_menu(tree, i))
            continue;
        struct span name = byline_names(a, tree_short_text(a, tree, i));
        if (name.n && span_find(found, arena_string(a, name)) == found.n)
            found = join(a, found, name);
        i = inner->end - 1;
    }
    return found;
}

static bool marked_around(const struct tree *tree, uint32_t node)
{
    for (uint32_t i = node, n = 0; i && n < ANCESTORS_MAX; i = tree->nodes[i].parent, n++)
        if (names_author(&tree->nodes[i]) || links_to_author(&tree->nodes[i]))
            return true;
    return false;
}

/* A line with a day: the names are before or behind it. */
static struct span beside_date(struct arena *a, const struct line *line)
{
    struct date_found found;
    if (!date_find(a, line->text, DATE_ORDER_DAY_FIRST, &found))
        return (struct span){0};
    struct span before = span_slice(line->text, 0, found.from),
                behind = span_slice(line->text, found.to, line->text.n);
    struct span names = byline_of_line(a, before);
    names = names.n ? names : byline_of_line(a, lead_strip(behind));
    if (names.n || !(line->marks & MARK_AUTHOR))
        return names;
    names = byline_names(a, before);
    return byline_is_full(names)                     ? names
           : byline_is_full(byline_names(a, behind)) ? byline_names(a, behind)
                                                     : (struct span){0};
}

/* Somebody's whole name alone in a line, who is told of in another: "Ann Lee is a baker ...". */
static struct span told_of(struct arena *a, const struct lines *lines, size_t i)
{
    struct span name = lines->lines[i].text;
    if (!byline_is_full(name) || lines->lines[i].kind == BLOCK_HEADING)
        return (struct span){0};
    for (size_t k = 0; k < lines->nlines; k++) {
        struct span text = lines->lines[k].text;
        bool starts = text.n > name.n + BIO_BYTES_MIN && span_equal(span_slice(text, 0, name.n), name);
        struct span rest = span_slice(text, name.n, text.n);
        if (starts && (span_starts(rest, " is ") || span_starts(rest, " has ") || span_starts(rest, ", ") ||
                       span_starts(rest, " was ") || span_starts(rest, " writes ")))
            return byline_names(a, name);
    }
    return (struct span){0};
}

/* "Contact: Ann Lee" names somebody for something else. */
static bool has_other_label(struct arena *a, struct span text)
{
    size_t colon = span_find(text, ": ");
    return colon < text.n && !lead_is_whole(span_slice(text, 0, colon)) && !byline_of_line(a, text).n;
}

struct span signature_read(struct arena *a, const struct tree *tree, const struct lines *lines, size_t i)
{
    const struct line *line = &lines->lines[i];
    if (has_other_label(a, line->text))
        return (struct span){0};
    struct span names = beside_date(a, line);
    names = names.n ? names : byline_of_line(a, line->text);
    if (!names.n && i > 0 && lead_is_whole(lines->lines[i - 1].text))
        names = byline_names(a, line->text);
    if (!names.n)
        names = marked_inside(a, tree, line->node);
    if (!names.n && marked_around(tree, line->node))
        names = byline_names(a, line->text);
    return names.n ? names : told_of(a, lines, i);
}

struct span signature_below(struct arena *a, const struct tree *tree, const struct lines *lines, size_t i)
{
    const struct line *line = &lines->lines[i];
    if (lead_is_certain(a, line->text))
        return byline_of_line(a, line->text);
    if (i > 0 && lead_is_whole(lines->lines[i - 1].text) && lead_is_certain(a, lines->lines[i - 1].text))
        return byline_names(a, line->text);
    bool name = byline_is_name(line->text) && marked_around(tree, line->node);
    return name ? byline_names(a, line->text) : (struct span){0};
}
