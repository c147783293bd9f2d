/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/title.h"

#include <string.h>

enum { TITLE_BYTES = 400, HEADINGS_MAX = 16, WORD_BYTES = 4 };

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

/* Where the last bar of this kind begins, or title.n. */
static size_t last_bar(struct span title, const char *bar)
{
    size_t last = title.n;
    for (size_t at = 0, step; at < title.n; at += step + 1) {
        step = span_find(span_slice(title, at, title.n), bar);
        if (at + step < title.n)
            last = at + step;
    }
    return last;
}

/* "Title | Site" and "Site | Title" without the site, where its name or the length of the parts tells it. */
static struct span without_site(struct span title, struct span site)
{
    static const char *const bars[] = {" | ", " – ", " — ", " - ", " :: ", " » ", " · ", " • "};
    for (size_t i = 0; i < COUNT_OF(bars); i++) {
        size_t bar = strlen(bars[i]), first = span_find(title, bars[i]), last = last_bar(title, bars[i]);
        if (last == title.n)
            continue;
        struct span head = span_trim(span_slice(title, 0, last)),
                    tail = span_slice(title, last + bar, title.n);
        if (site.n && span_equal_nocase(span_trim(span_slice(title, 0, first)), site))
            return span_trim(span_slice(title, first + bar, title.n));
        bool named = site.n && span_equal_nocase(span_trim(tail), site);
        if (named || (i == 0 && head.n > tail.n) || (site.n == 0 && head.n > 2 * tail.n))
            return head;
    }
    return title;
}

static struct span document_title(struct arena *a, const struct tree *tree)
{
    for (uint32_t i = 0; i < tree->nnodes; i++)
        if (tree->nodes[i].tag == TAG_TITLE)
            return tree_short_text(a, tree, i);
    return (struct span){0};
}

/* "Title - Site name" ends with it, or it is the site's name. */
static bool names_site(struct span text, struct span document, struct span site)
{
    bool ends =
        document.n > text.n && span_equal_nocase(span_slice(document, document.n - text.n, document.n), text);
    return ends || span_equal_nocase(text, site);
}

/* The first heading of this kind that one of the page's own titles names, and that is more than a word of it.
 */
static struct span named_heading(struct arena *a, const struct tree *tree, enum tag tag, struct span told,
                                 struct span site)
{
    struct span document = document_title(a, tree);
    int count = 0;
    for (uint32_t i = 0; i < tree->nnodes && count < HEADINGS_MAX; i++) {
        if (tree->nodes[i].tag != tag)
            continue;
        struct span text = tree_short_text(a, tree, i);
        count++;
        if (text.n > TITLE_BYTES || names_site(text, document, site))
            continue;
        bool named = contains(a, told, text) && text.n * 3 > told.n;
        if (named || (contains(a, document, text) && text.n * 3 > document.n))
            return text;
    }
    return (struct span){0};
}

/* Have the two a word of some length in common? */
static bool related(struct arena *a, struct span text, struct span told)
{
    struct span rest = utf8_lower(a, text), lower = utf8_lower(a, told), word;
    while (span_split(&rest, ' ', &word)) {
        while (word.n && strchr(",.:;!?\"'", word.p[word.n - 1]))
            word.n--;
        if (word.n >= WORD_BYTES && memmem(lower.p, lower.n, word.p, word.n))
            return true;
    }
    return false;
}

/* The page's only <h1> that is more than a word, unless it speaks of something else than the page's title
 * does. */
static struct span only_heading(struct arena *a, const struct tree *tree, struct span told, struct span site)
{
    struct span only = {0}, document = document_title(a, tree);
    for (uint32_t i = 0; i < tree->nnodes; i++) {
        if (tree->nodes[i].tag != TAG_H1)
            continue;
        struct span text = tree_short_text(a, tree, i);
        if (span_find_byte(text, ' ') == text.n || text.n > TITLE_BYTES || names_site(text, document, site))
            continue;
        if (only.n)
            return (struct span){0};
        only = text;
    }
    return !told.n || related(a, only, told) ? only : (struct span){0};
}

/* Is there a second heading of exactly these words? */
static bool has_heading(struct arena *a, const struct tree *tree, struct span title)
{
    struct span wanted = title_skeleton(a, title);
    int count = 0;
    for (uint32_t i = 0; i < tree->nnodes && count < HEADINGS_MAX; i++) {
        if (tree->nodes[i].tag != TAG_H2)
            continue;
        if (span_equal(title_skeleton(a, tree_short_text(a, tree, i)), wanted))
            return wanted.n > 0;
        count++;
    }
    return false;
}

struct span title_choose(struct arena *a, const struct tree *tree, struct span told, struct span site)
{
    told = told.n ? told : document_title(a, tree);
    struct span title = named_heading(a, tree, TAG_H1, told, site);
    struct span bare = without_site(told, site);
    if (!title.n && has_heading(a, tree, bare))
        return bare;
    title = title.n ? title : only_heading(a, tree, told, site);
    title = title.n ? title : named_heading(a, tree, TAG_H2, told, site);
    return without_site(title.n ? title : told, site);
}
