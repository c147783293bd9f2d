/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages differ in everything but this: who wrote and when stands a few lines from the title, in short lines,
 * before the text begins. */
#include "article/shown.h"

#include "article/byline.h"
#include "article/title.h"

#include <string.h>

enum {
    LINES_ABOVE = 8,
    LINES_BELOW = 24,
    PROSE_LINES = 2,      /* text begins with that many lines of prose */
    LINE_BYTES_MAX = 240, /* a longer line is text */
    DATES_MAX = 3,        /* in one line */
    INSIDE_NODES_MAX = 64,
    ANCESTORS_MAX = 3,
    TAIL_LINES = 8,
};

struct zone {
    size_t from, title, to; /* lines; the title's own may be one behind the last when the page has none */
};

static const uint32_t FOREIGN =
    MARK_RELATED | MARK_COMMENT | MARK_AD | MARK_FOOTER | MARK_CAPTION | MARK_DIALOG | MARK_HIDDEN;

static bool same_title(struct arena *a, struct span wanted, struct span text)
{
    struct span s = title_skeleton(a, span_slice(text, 0, 400));
    return s.n && wanted.n &&
           (span_equal(s, wanted) || (s.n > 12 && wanted.n > s.n && memmem(wanted.p, wanted.n, s.p, s.n)));
}

static size_t find_title(struct arena *a, const struct lines *lines, struct span title)
{
    struct span wanted = title_skeleton(a, title);
    size_t found = lines->nlines;
    for (size_t i = 0; i < lines->nlines; i++) {
        const struct line *line = &lines->lines[i];
        if (line->kind != BLOCK_HEADING || line->text.n > 400 || !same_title(a, wanted, line->text))
            continue;
        if (line->level == 1)
            return i;
        if (found == lines->nlines)
            found = i;
    }
    return found;
}

static struct zone find_zone(struct arena *a, const struct tree *tree, const struct lines *lines,
                             uint32_t body, struct span title)
{
    struct zone zone = {.title = find_title(a, lines, title)};
    size_t center = zone.title;
    if (center == lines->nlines)
        for (center = 0; center < lines->nlines && !tree_inside(tree, lines->lines[center].node, body);)
            center++;
    zone.from = center;
    while (zone.from > 0 && center - zone.from < LINES_ABOVE && !line_is_prose(&lines->lines[zone.from - 1]))
        zone.from--;
    zone.to = center;
    for (int prose = 0; zone.to < lines->nlines && zone.to - center < LINES_BELOW && prose < PROSE_LINES;
         zone.to++)
        prose += line_is_prose(&lines->lines[zone.to]);
    return zone;
}

static bool says_update(struct arena *a, struct span text)
{
    static const char *const words[] = {
        "updated",     "modified",      "revised",    "reviewed",    "aktualisiert", "geändert",
        "actualizado", "actualización", "mis à jour", "mise à jour", "aggiornat",    "atualizado",
        "bijgewerkt",  "aktualiz",      "обновл",     "güncelle",    "تحديث",        "עודכן",
        "अपडेट",        "अद्यतन",         "更新",       "업데이트",    "수정"};
    struct span lower = utf8_lower(a, text);
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (span_find(lower, words[i]) < lower.n)
            return true;
    return false;
}

static void take_dates(struct arena *a, const struct lines *lines, size_t i, enum date_order order,
                       struct shown *out)
{
    struct span rest = lines->lines[i].text;
    struct date_found found;
    for (int n = 0; n < DATES_MAX && date_find(a, rest, order, &found); n++) {
        struct span before = span_slice(rest, 0, found.from);
        if (n == 0 && before.n == 0 && i > 0 && lines->lines[i - 1].text.n < 40)
            before = lines->lines[i - 1].text;
        struct span *fact = says_update(a, before) ? &out->updated : &out->date;
        if (!fact->n)
            *fact = found.iso;
        rest = span_slice(rest, found.to, rest.n);
    }
}

static bool class_says(struct arena *a, const struct node *node, const char *word)
{
    struct span lower = utf8_lower(a, span_slice(node_attribute(node, ATTRIBUTE_CLASS), 0, 400));
    return span_find(lower, word) < lower.n;
}

static bool names_author(struct arena *a, const struct node *node)
{
    static const char *const yes[] = {"author", "byline", "autor", "auteur", "writer", "contributor"},
                             *const no[] = {"bio",  "desc",   "image", "avatar", "photo",
                                            "date", "social", "title", "role",   "job"};
    bool named = false;
    for (size_t i = 0; i < COUNT_OF(yes) && !named; i++)
        named = class_says(a, node, yes[i]);
    for (size_t i = 0; i < COUNT_OF(no) && named; i++)
        named = !class_says(a, node, no[i]);
    return named;
}

static bool links_to_author(const struct node *node)
{
    static const char *const segments[] = {"/author/",     "/authors/",  "/autor/",       "/autoren/",
                                           "/auteur/",     "/autore/",   "/contributor/", "/contributors/",
                                           "/writer/",     "/writers/",  "/people/",      "/profile/",
                                           "/profiles/",   "/by/",       "/staff/",       "/columnist/",
                                           "/journalist/", "/reporter/", "/reviewer/",    "author="};
    struct span href = node_attribute(node, ATTRIBUTE_HREF);
    for (size_t i = 0; node->tag == TAG_A && i < COUNT_OF(segments); i++)
        if (span_find_nocase(href, segments[i]) < href.n)
            return true;
    return false;
}

/* The names that an element of the line is for, or the line itself. */
static struct span marked_names(struct arena *a, const struct tree *tree, const struct line *line)
{
    uint32_t end = tree->nodes[line->node].end;
    struct span found = {0};
    for (uint32_t i = line->node + 1, n = 0; i < end && n < INSIDE_NODES_MAX; i++, n++) {
        const struct node *node = &tree->nodes[i];
        if (node->tag == TAG_TEXT || !(links_to_author(node) || names_author(a, node)))
            continue;
        struct span name = byline_names(a, tree_text(a, tree, i));
        if (name.n)
            found =
                found.n ? arena_printf(a, "%.*s, %.*s", (int)found.n, found.p, (int)name.n, name.p) : name;
        i = node->end - 1;
    }
    if (found.n)
        return found;
    for (uint32_t i = line->node, n = 0; i && n < ANCESTORS_MAX; i = tree->nodes[i].parent, n++)
        if (names_author(a, &tree->nodes[i]) || links_to_author(&tree->nodes[i]))
            return byline_names(a, line->text);
    return (struct span){0};
}

static struct span names_at(struct arena *a, const struct tree *tree, const struct lines *lines, size_t i)
{
    const struct line *line = &lines->lines[i];
    if (line->text.n > LINE_BYTES_MAX || (line->marks & FOREIGN))
        return (struct span){0};
    struct span names = byline_of_line(a, line->text);
    if (!names.n && i > 0 && byline_is_lead(lines->lines[i - 1].text))
        names = byline_names(a, line->text);
    return names.n ? names : marked_names(a, tree, line);
}

struct shown shown_read(struct arena *a, const struct tree *tree, const struct lines *lines, uint32_t body,
                        struct span title, enum date_order order)
{
    struct shown out = {0};
    struct zone zone = find_zone(a, tree, lines, body, title);
    for (size_t i = zone.title; i < zone.to; i++) {
        const struct line *line = &lines->lines[i];
        if (i == zone.title || (line->marks & FOREIGN) || line->text.n > LINE_BYTES_MAX ||
            line_is_prose(line))
            continue;
        take_dates(a, lines, i, order, &out);
        if (!out.byline.n)
            out.byline = names_at(a, tree, lines, i);
    }
    size_t above = zone.title < zone.to ? zone.title : zone.to;
    for (size_t i = above; i > zone.from; i--) {
        const struct line *line = &lines->lines[i - 1];
        if ((line->marks & FOREIGN) || line->text.n > LINE_BYTES_MAX)
            continue;
        if (!out.date.n)
            take_dates(a, lines, i - 1, order, &out);
        if (!out.byline.n)
            out.byline = names_at(a, tree, lines, i - 1);
    }
    return out;
}
