/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages differ in everything but this: who wrote and when stands a few lines from the title, in short lines,
 * before the text begins, or else in a line of its own where the text ends. */
#include "article/shown.h"

#include "article/byline.h"
#include "article/signature.h"
#include "article/title.h"

#include <string.h>

enum {
    LINES_ABOVE = 8,
    LINES_BELOW = 24,
    LINES_BEHIND = 30,     /* behind the body */
    PROSE_LINES = 2,       /* text has begun after that many lines of prose */
    LINE_BYTES_MAX = 240,  /* a longer line is text */
    TAIL_LINES_MAX = 5000, /* a body with more is no article that is signed */
    LABEL_BYTES_MAX = 40,  /* a line that says what the next one is */
    FIRST_BYTES_MAX = 80,  /* from the line's beginning to the day of the first publication */
    DATES_MAX = 3,         /* in one line */
    DATE_LINE_BYTES_MAX = 80,
    DATE_LINE_REST = 45, /* bytes around the day in a line that tells nothing else */
    TITLE_BYTES_MAX = 400,
    TITLE_BYTES_MIN = 12, /* a shorter piece of a title does not stand for it */
};

static const uint32_t FOREIGN = MARK_RELATED | MARK_COMMENT | MARK_AD | MARK_FOOTER | MARK_CAPTION |
                                MARK_DIALOG | MARK_HIDDEN | MARK_NAVIGATION;

struct search {
    struct arena *a;
    const struct tree *tree;
    const struct lines *lines;
    struct span told_date;
    enum date_order order;
    uint32_t foreign; /* marks of lines that speak of something else */
};

static bool same_title(struct arena *a, struct span wanted, struct span text)
{
    struct span s = title_skeleton(a, span_slice(text, 0, TITLE_BYTES_MAX));
    bool part = s.n > TITLE_BYTES_MIN && wanted.n > s.n && memmem(wanted.p, wanted.n, s.p, s.n);
    return s.n && wanted.n && (span_equal(s, wanted) || part);
}

/* The <h1> with the title's words, else the first heading with them; nlines: none. */
static size_t find_title(struct arena *a, const struct lines *lines, struct span title)
{
    struct span wanted = title_skeleton(a, title);
    size_t found = lines->nlines;
    for (size_t i = 0; i < lines->nlines; i++) {
        const struct line *line = &lines->lines[i];
        if (line->kind != BLOCK_HEADING || line->text.n > TITLE_BYTES_MAX ||
            !same_title(a, wanted, line->text))
            continue;
        if (line->level == 1)
            return i;
        found = found < lines->nlines ? found : i;
    }
    return found;
}

static bool says_update(struct arena *a, struct span text)
{
    static const char *const words[] = {
        "updated",      "last update", "latest update", "modified",    "revised",        "reviewed",
        "aktualisiert", "geändert",    "actualizado",   "actualizaci", "aktualisierung", "mis à jour",
        "mise à jour",  "aggiorna",    "atualiza",      "bijgewerkt",  "aktualiz",       "обновл",
        "güncelle",     "تحديث",       "עודכן",         "अपडेट",        "अद्यतन",          "更新",
        "업데이트",     "수정"};
    struct span lower = utf8_lower(a, text);
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (span_find(lower, words[i]) < lower.n)
            return true;
    return false;
}

static void fill(struct span *fact, struct span value)
{
    if (!fact->n)
        *fact = value;
}

/* The day that machines were told, also when day and month may have been taken for each other. */
static bool is_told(const struct date_found *found, struct span told)
{
    struct span day = found->iso, year = span_slice(told, 0, 5), month = span_slice(told, 5, 7),
                number = span_slice(told, 8, 10);
    return told.n >= day.n && span_equal(span_slice(day, 0, 5), year) &&
           ((span_equal(span_slice(day, 5, 7), month) && span_equal(span_slice(day, 8, 10), number)) ||
            (found->guessed && span_equal(span_slice(day, 5, 7), number) &&
             span_equal(span_slice(day, 8, 10), month)));
}

/* What the line above says of a day that begins a line, unless it speaks of a day of its own. */
static struct span label_above(const struct search *s, size_t i)
{
    struct span above = i > 0 ? s->lines->lines[i - 1].text : (struct span){0};
    struct date_found found;
    bool label = above.n <= LABEL_BYTES_MAX && !date_find(s->a, above, s->order, &found);
    return label ? above : (struct span){0};
}

static void take_dates(const struct search *s, size_t i, struct shown *out)
{
    struct span rest = s->lines->lines[i].text;
    struct date_found found;
    for (int n = 0; n < DATES_MAX && date_find(s->a, rest, s->order, &found); n++) {
        struct span before = n == 0 && found.from == 0 ? label_above(s, i) : span_slice(rest, 0, found.from);
        bool update = says_update(s->a, before);
        fill(update ? &out->updated : &out->date, found.iso);
        if (!update && is_told(&found, s->told_date))
            out->confirmed = true;
        rest = span_slice(rest, found.to, rest.n);
    }
}

/* "This article was originally published on 6 May 2019 and has been updated since." Other things than
 * articles are first published, too: what it is must stand first. */
static void take_first(const struct search *s, size_t i, struct shown *out)
{
    static const char *const things[] = {"this article was", "this post was",  "this story was",
                                         "this piece was",   "originally",     "first",
                                         "dieser artikel",   "dieser beitrag", "cet article",
                                         "este artículo",    "este artigo",    "questo articolo"};
    static const char *const verbs[] = {"originally published", "first published", "originally posted",
                                        "originally appeared",  "zuerst erschien", "ursprünglich",
                                        "initialement",         "originalmente",   "originariamente"};
    struct span text = s->lines->lines[i].text;
    struct date_found found;
    bool thing = false, verb = false;
    for (size_t k = 0; k < COUNT_OF(things) && !thing; k++)
        thing = span_starts_nocase(text, things[k]);
    if (!thing || !date_find(s->a, text, s->order, &found) || found.from > FIRST_BYTES_MAX)
        return;
    struct span before = utf8_lower(s->a, span_slice(text, 0, found.from));
    for (size_t k = 0; k < COUNT_OF(verbs) && !verb; k++)
        verb = span_find(before, verbs[k]) < before.n;
    if (verb)
        fill(&out->first, found.iso);
}

/* Months in a list are an archive's. */
static void take_month(const struct search *s, size_t i, struct shown *out)
{
    const struct line *line = &s->lines->lines[i];
    if (line->kind == BLOCK_PARAGRAPH && !line->list)
        fill(&out->month, date_month(s->a, line->text));
}

/* Is there hardly anything in the line but a day and what it is the day of? */
static bool is_date_line(const struct search *s, struct span text)
{
    struct date_found found;
    if (text.n > DATE_LINE_BYTES_MAX || !date_find(s->a, text, s->order, &found))
        return false;
    return text.n - (found.to - found.from) <= DATE_LINE_REST;
}

static bool is_candidate(const struct search *s, size_t i, uint32_t foreign)
{
    const struct line *line = &s->lines->lines[i];
    return !(line->marks & foreign) && line->text.n <= LINE_BYTES_MAX && !line_is_prose(line);
}

/* From the title down; once the text has begun only lines that can be nothing else count. */
static void read_below(const struct search *s, size_t title, struct shown *out)
{
    int prose = 0;
    for (size_t i = title + 1; i < s->lines->nlines && i - title < LINES_BELOW; i++) {
        prose += line_is_prose(&s->lines->lines[i]);
        /* No text, no comments on it yet, but their number; nor what ends it. */
        if (!is_candidate(s, i, prose ? s->foreign : s->foreign & ~(MARK_COMMENT | MARK_FOOTER)))
            continue;
        if (prose < PROSE_LINES || is_date_line(s, s->lines->lines[i].text))
            take_dates(s, i, out);
        if (prose < PROSE_LINES)
            take_month(s, i, out);
        if (!out->byline.n && prose < PROSE_LINES)
            out->byline = signature_read(s->a, s->tree, s->lines, i);
    }
}

/* From the title up to text or the beginning: what is nearest counts, and only what is not shown below. */
static void read_above(const struct search *s, size_t title, struct shown *out)
{
    for (size_t i = title; i > 0 && title - i < LINES_ABOVE && !line_is_prose(&s->lines->lines[i - 1]); i--) {
        struct shown above = {0};
        if (!is_candidate(s, i - 1, s->foreign))
            continue;
        take_dates(s, i - 1, &above);
        fill(&out->date, above.date);
        fill(&out->updated, above.updated);
        out->confirmed = out->confirmed || above.confirmed;
        if (!out->byline.n)
            out->byline = signature_read(s->a, s->tree, s->lines, i - 1);
    }
}

/* Does an <article> hold both the body and the line? Its <footer> is not the page's, and may sign it. */
static bool in_same_article(const struct tree *tree, uint32_t body, uint32_t node)
{
    for (uint32_t i = node; i; i = tree->nodes[i].parent)
        if (tree->nodes[i].tag == TAG_ARTICLE)
            return tree_inside(tree, body, i);
    return false;
}

/* In the body and shortly behind it. */
static void read_tail(const struct search *s, uint32_t body, struct shown *out)
{
    size_t behind = 0;
    struct shown tail = {0};
    int looks = 0;
    for (size_t i = 0; i < s->lines->nlines && behind < LINES_BEHIND; i++) {
        const struct line *line = &s->lines->lines[i];
        behind += line->node >= s->tree->nodes[body].end;
        if (line->node < body)
            continue;
        take_first(s, i, out);
        bool own = in_same_article(s->tree, body, line->node);
        if (!is_candidate(s, i, own ? s->foreign & ~MARK_FOOTER : s->foreign))
            continue;
        take_month(s, i, out);
        if (looks++ < TAIL_LINES_MAX && is_date_line(s, line->text))
            take_dates(s, i, &tail);
        fill(&tail.byline, signature_below(s->a, s->tree, s->lines, i));
    }
    out->late = tail.date.n ? tail.date : tail.updated;
    out->late_byline = tail.byline;
}

struct shown shown_read(struct arena *a, const struct tree *tree, const struct lines *lines, uint32_t body,
                        const struct shown_wanted *wanted)
{
    struct shown out = {0};
    struct search s = {a, tree, lines, wanted->told_date, wanted->order, FOREIGN};
    size_t title = find_title(a, lines, wanted->title);
    if (title < lines->nlines) {
        s.foreign &= ~lines->lines[title].marks;
        read_below(&s, title, &out);
    } else { /* the text's beginning stands for it */
        for (title = 0; title < lines->nlines && !tree_inside(tree, lines->lines[title].node, body);)
            title++;
        if (title < lines->nlines)
            read_below(&s, title, &out);
    }
    read_above(&s, title, &out);
    read_tail(&s, body, &out);
    return out;
}
