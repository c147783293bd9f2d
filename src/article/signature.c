/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/signature.h"

#include "article/byline.h"

#include <string.h>

enum { INSIDE_NODES_MAX = 64, ANCESTORS_MAX = 3, CLASS_BYTES_MAX = 400, JOINED_BYTES_MAX = 400 };

static bool has_any(struct span text, const char *const *words, size_t nwords)
{
    for (size_t i = 0; i < nwords; i++)
        if (span_find_nocase(text, words[i]) < text.n)
            return true;
    return false;
}

/* Class names of elements that hold an author's name, not the picture, the life or the links. */
static bool names_author(const struct node *node)
{
    static const char *const yes[] = {"author", "byline", "autor", "auteur", "writer", "contributor"};
    static const char *const no[] = {"bio",    "desc",  "image", "img", "avatar", "photo", "date",
                                     "social", "title", "role",  "job", "time",   "about", "authority"};
    struct span class = span_slice(node_attribute(node, ATTRIBUTE_CLASS), 0, CLASS_BYTES_MAX);
    return has_any(class, yes, COUNT_OF(yes)) && !has_any(class, no, COUNT_OF(no));
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

/* The names in elements of the line that are for authors. */
static struct span marked_inside(struct arena *a, const struct tree *tree, uint32_t node)
{
    struct span found = {0};
    for (uint32_t i = node + 1, n = 0; i < tree->nodes[node].end && n < INSIDE_NODES_MAX; i++, n++) {
        const struct node *inner = &tree->nodes[i];
        if (inner->tag == TAG_TEXT || !(links_to_author(inner) || names_author(inner)))
            continue;
        struct span name = byline_names(a, tree_text(a, tree, i));
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

struct span signature_read(struct arena *a, const struct tree *tree, const struct lines *lines, size_t i)
{
    const struct line *line = &lines->lines[i];
    struct span names = byline_of_line(a, line->text);
    if (!names.n && i > 0 && byline_is_lead(lines->lines[i - 1].text))
        names = byline_names(a, line->text);
    if (!names.n)
        names = marked_inside(a, tree, line->node);
    return names.n || !marked_around(tree, line->node) ? names : byline_names(a, line->text);
}

struct span signature_below(struct arena *a, const struct tree *tree, const struct lines *lines, size_t i)
{
    const struct line *line = &lines->lines[i];
    if (byline_is_signed(a, line->text))
        return byline_of_line(a, line->text);
    if (i > 0 && byline_is_lead(lines->lines[i - 1].text) && byline_is_signed(a, lines->lines[i - 1].text))
        return byline_names(a, line->text);
    bool name = byline_is_name(line->text) && marked_around(tree, line->node);
    return name ? byline_names(a, line->text) : (struct span){0};
}
