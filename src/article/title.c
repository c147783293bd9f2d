/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/title.h"

#include <string.h>

enum { TITLE_BYTES = 400, HEADINGS_MAX = 16 };

/* Letters and digits only, lower case: what makes two titles the same. */
struct span title_skeleton(struct arena *a, struct span text)
{
    struct span lower = utf8_lower(a, text);
    char *p = arena_alloc(a, lower.n + 1);
    size_t n = 0, length;
    for (size_t at = 0; at < lower.n; at += length) {
        uint32_t code = utf8_at(lower, at, &length);
        if (!code_is_letter(code) && !code_is_digit(code))
            continue;
        memcpy(p + n, lower.p + at, length);
        n += length;
    }
    return (struct span){p, n};
}

static bool contains(struct arena *a, struct span longer, struct span part)
{
    struct span s = title_skeleton(a, part);
    struct span l = title_skeleton(a, longer);
    return s.n > 0 && s.n <= l.n && memmem(l.p, l.n, s.p, s.n) != NULL;
}

/* "Title | Site" without the site: the longest part between bars, where the parts tell one apart. */
static struct span without_site(struct span title, struct span site)
{
    static const char *const bars[] = {" | ", " – ", " — ", " - ", " :: ", " » ", " · "};
    for (size_t i = 0; i < COUNT_OF(bars); i++) {
        size_t last = title.n;
        for (size_t at = 0, step; at < title.n; at += step + 1) {
            step = span_find(span_slice(title, at, title.n), bars[i]);
            if (at + step < title.n)
                last = at + step;
        }
        if (last == title.n)
            continue;
        struct span head = span_slice(title, 0, last),
                    tail = span_slice(title, last + strlen(bars[i]), title.n);
        bool named = site.n && span_equal_nocase(span_trim(tail), site);
        if (named || (i == 0 && head.n > tail.n) || (site.n == 0 && head.n > 2 * tail.n))
            return span_trim(head);
    }
    return title;
}

static struct span document_title(struct arena *a, const struct tree *tree)
{
    for (uint32_t i = 0; i < tree->nnodes; i++)
        if (tree->nodes[i].tag == TAG_TITLE)
            return tree_text(a, tree, i);
    return (struct span){0};
}

/* "Title - Site name" ends with it, or it is the site's name. */
static bool names_site(struct span text, struct span document, struct span site)
{
    bool ends =
        document.n > text.n && span_equal_nocase(span_slice(document, document.n - text.n, document.n), text);
    return ends || span_equal_nocase(text, site);
}

/* The <h1> that the page's own titles name, else the only one that is more than a word. */
static struct span heading_title(struct arena *a, const struct tree *tree, struct span told, struct span site)
{
    struct span document = document_title(a, tree);
    told = told.n ? told : document;
    struct span only = {0};
    int count = 0;
    for (uint32_t i = 0; i < tree->nnodes && count < HEADINGS_MAX; i++) {
        if (tree->nodes[i].tag != TAG_H1)
            continue;
        struct span text = tree_text(a, tree, i);
        if (span_find_byte(text, ' ') == text.n || text.n > TITLE_BYTES || names_site(text, document, site))
            continue;
        if (contains(a, told, text) && text.n * 3 > told.n)
            return text;
        only = text;
        count++;
    }
    return count == 1 ? only : (struct span){0};
}

struct span title_choose(struct arena *a, const struct tree *tree, struct span told, struct span site)
{
    struct span heading = heading_title(a, tree, told, site);
    return heading.n ? heading : without_site(told.n ? told : document_title(a, tree), site);
}
