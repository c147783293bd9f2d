/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules in the order of what they need: first those that look at a line alone, then those that need to know
 * what the first have left. Each drops, none brings back. */
#include "article/judge.h"

#include "article/phrase.h"

#include <string.h>

enum {
    LABEL_BYTES_MAX = 80, /* a line like a heading is no longer */
    SIGNOFF_LINES = 4,
    NAME_OFFSET_MAX = 20,
    BIO_BYTES_MAX = 500,
};

static const double LIST_OF_LINKS = 0.6;       /* share of link text from which a list leads elsewhere */
static const double ABOVE_TITLE_AT_MOST = 0.2; /* share of the prose below */
static const double LINKS_ONLY = 0.95;
static const double APART_AT_MOST = 0.25; /* share of the prose that a section of links may hold */
static const double LINE_OF_LINKS = 0.85; /* of a single line */

static void judge_place(const struct tree *tree, uint32_t body, struct lines *lines)
{
    for (size_t i = 0; i < lines->nlines; i++) {
        struct line *line = &lines->lines[i];
        if (!tree_inside(tree, line->node, body))
            line_drop(line, "outside the article");
        else if (line->marks)
            line_drop(line, mark_reason(line->marks));
        else if (line->kind == BLOCK_FIGURE)
            line_drop(line, "caption or credit");
    }
}

static double prose_bytes(const struct lines *lines, size_t from, size_t to)
{
    double bytes = 0;
    for (size_t i = from; i < to; i++)
        bytes += line_is_prose(&lines->lines[i]) ? (double)lines->lines[i].text.n : 0;
    return bytes;
}

/* The same letters and digits, whatever stands between them? */
static bool same_words(struct span a, struct span b)
{
    size_t i = 0, j = 0, length;
    for (;;) {
        uint32_t x = 0, y = 0;
        for (; i < a.n && !x; i += length) {
            x = code_lower(utf8_at(a, i, &length));
            x = code_is_letter(x) || code_is_digit(x) ? x : 0;
        }
        for (; j < b.n && !y; j += length) {
            y = code_lower(utf8_at(b, j, &length));
            y = code_is_letter(y) || code_is_digit(y) ? y : 0;
        }
        if (x != y)
            return false;
        if (!x)
            return true;
    }
}

/* The title stands above the text, not in it: with it goes what stands above it, if most of the text is
 * below. */
static void judge_title(struct span title, struct lines *lines)
{
    for (size_t i = 0; i < lines->nlines; i++) {
        struct line *line = &lines->lines[i];
        if (line->dropped || line->kind != BLOCK_HEADING || !title.n || !same_words(line->text, title))
            continue;
        double above = prose_bytes(lines, 0, i), below = prose_bytes(lines, i, lines->nlines);
        for (size_t k = 0; k < i && above < ABOVE_TITLE_AT_MOST * below; k++)
            line_drop(&lines->lines[k], "above the title");
        line_drop(line, "title");
    }
    for (size_t i = 0; i < lines->nlines && !line_is_prose(&lines->lines[i]); i++) {
        struct line *line = &lines->lines[i];
        bool first_level = line->kind == BLOCK_HEADING && line->level == 1;
        if (first_level || (title.n && same_words(line->text, title)))
            line_drop(line, "title");
    }
}

/* Does the text go on behind the line? */
static bool prose_behind(const struct lines *lines, size_t at)
{
    while (at < lines->nlines && !line_is_prose(&lines->lines[at]))
        at++;
    return at < lines->nlines;
}

/* A list most of whose text is link leads elsewhere, all of it, unless the text announces it ("such as:") or
 * it stands in the middle of the text and its items say more than their links. */
static void judge_lists(struct lines *lines)
{
    for (size_t i = 0, end; i < lines->nlines; i = end) {
        size_t bytes = 0, links = 0;
        uint32_t list = lines->lines[i].list;
        for (end = i; end < lines->nlines && lines->lines[end].list == list; end++) {
            bytes += lines->lines[end].text.n;
            links += lines->lines[end].link_bytes;
        }
        double share = (double)links / (double)bytes;
        if (!list || share <= LIST_OF_LINKS)
            continue;
        const struct line *before = i ? &lines->lines[i - 1] : NULL;
        bool announced = before && !before->dropped && span_ends(before->text, ":");
        bool richer = share < LINKS_ONLY && prose_behind(lines, end);
        for (size_t k = i; k < end && !announced && !richer; k++)
            line_drop(&lines->lines[k], "list of links");
    }
}

static void judge_links(struct lines *lines)
{
    for (size_t i = 0; i < lines->nlines; i++) {
        struct line *line = &lines->lines[i];
        if (!line->dropped && line->kind == BLOCK_PARAGRAPH && line_link_share(line) > LINE_OF_LINKS)
            line_drop(line, "link alone");
    }
}

void judge_phrases(struct arena *a, struct lines *lines)
{
    for (size_t i = 0; i < lines->nlines; i++) {
        struct line *line = &lines->lines[i];
        if (line->dropped || line->kind == BLOCK_HEADING || line->kind == BLOCK_CODE ||
            line->kind == BLOCK_TABLE)
            continue;
        const char *reason =
            phrase_find(a, line->text, line_link_share(line), PHRASE_WHOLE | PHRASE_LEAD | PHRASE_START);
        if (reason)
            line_drop(line, reason);
    }
}

static bool like_heading(const struct line *line)
{
    if (line->kind == BLOCK_HEADING)
        return true;
    return line->kind == BLOCK_PARAGRAPH && line->text.n <= LABEL_BYTES_MAX &&
           (line->strong_bytes * 10 >= line->text.n * 9 || span_ends(line->text, ":"));
}

/* How deep a line stands as a heading: a bold line is below all real ones. */
static int heading_level(const struct line *line)
{
    return line->kind == BLOCK_HEADING ? line->level : 7;
}

/* How many lines stand below the heading at 'i', up to the next one of its level. */
static size_t section_end(const struct lines *lines, size_t i)
{
    int level = heading_level(&lines->lines[i]);
    size_t end = i + 1;
    while (end < lines->nlines &&
           !(lines->lines[end].kind == BLOCK_HEADING && lines->lines[end].level <= level))
        end++;
    return end;
}

/* Drops the heading at 'i' and what stands below it; of a box only up to the first sentence. Links and
 * comments that hold a good part of the text are none: the article goes on there without a heading. */
static void drop_section(struct lines *lines, size_t i, enum phrase_how how, const char *reason)
{
    size_t end = section_end(lines, i);
    bool box = how == PHRASE_BOX ||
               (how == PHRASE_APART &&
                prose_bytes(lines, i, end) > APART_AT_MOST * prose_bytes(lines, 0, lines->nlines));
    line_drop(&lines->lines[i], reason);
    for (size_t k = i + 1; k < end && !(box && line_is_prose(&lines->lines[k])); k++)
        line_drop(&lines->lines[k], reason);
}

void judge_sections(struct arena *a, struct lines *lines)
{
    static const enum phrase_how hows[] = {PHRASE_SECTION, PHRASE_APART, PHRASE_BOX};
    for (size_t i = 0; i < lines->nlines; i++) {
        const struct line *line = &lines->lines[i];
        for (size_t h = 0; h < COUNT_OF(hows) && !line->dropped && like_heading(line); h++) {
            const char *reason = phrase_find(a, line->text, 0, hows[h]);
            if (reason)
                drop_section(lines, i, hows[h], reason);
        }
    }
}

/* Before the first sentence: bylines, dates, labels. Headings stay. */
static void judge_head(struct lines *lines)
{
    size_t first = 0;
    while (first < lines->nlines && !line_is_prose(&lines->lines[first]))
        first++;
    if (first == lines->nlines)
        return;
    for (size_t i = 0; i < first; i++) {
        struct line *line = &lines->lines[i];
        if (line_is_label(line))
            line_drop(line, "label above the text");
    }
}

/* Behind the last sentence: labels, links, headings without text. */
static void judge_tail(struct lines *lines)
{
    for (size_t i = lines->nlines; i > 0; i--) {
        struct line *line = &lines->lines[i - 1];
        if (line->dropped)
            continue;
        if (line->kind != BLOCK_HEADING && !line_is_label(line))
            return;
        line_drop(line, "label below the text");
    }
}

/* The last few lines: sign-offs. */
static void judge_signoff(struct arena *a, struct span byline, struct lines *lines)
{
    int seen = 0;
    for (size_t i = lines->nlines; i > 0 && seen < SIGNOFF_LINES; i--) {
        struct line *line = &lines->lines[i - 1];
        if (line->dropped)
            continue;
        seen++;
        if (line->kind == BLOCK_HEADING || line->kind == BLOCK_CODE)
            continue;
        const char *reason = phrase_find(a, line->text, line_link_share(line), PHRASE_INSIDE);
        struct span head = span_slice(line->text, 0, byline.n + NAME_OFFSET_MAX);
        bool author = span_find_byte(byline, ' ') < byline.n && line->text.n <= BIO_BYTES_MAX &&
                      span_find_nocase(head, arena_string(a, byline)) < head.n;
        if (reason || author)
            line_drop(line, reason ? reason : "about the author");
    }
}

void judge_empty_sections(struct lines *lines)
{
    bool lost = false, text = true;
    int below = 0; /* level of the nearest heading that has text below it */
    for (size_t i = lines->nlines; i > 0; i--) {
        struct line *line = &lines->lines[i - 1];
        if (line->dropped) {
            lost = true;
            continue;
        }
        if (line->kind != BLOCK_HEADING) {
            text = true;
            lost = false;
            below = 7;
            continue;
        }
        bool empty = !text || line->level >= below;
        if (empty && lost)
            line_drop(line, "heading of what was dropped");
        else
            below = line->level;
        lost = false;
    }
}

/* An article that is all headings, pictures and short lines: what only its place spoke against comes back. */
static void readmit(const struct tree *tree, uint32_t body, struct lines *lines)
{
    static const char *const of_place[] = {"heading of what was dropped", "label above the text",
                                           "label below the text"};
    for (size_t i = 0; i < lines->nlines; i++)
        if (!lines->lines[i].dropped)
            return;
    for (size_t i = 0; i < lines->nlines && body; i++) {
        struct line *line = &lines->lines[i];
        bool place = false;
        for (size_t k = 0; k < COUNT_OF(of_place); k++)
            place = place || strcmp(line->dropped, of_place[k]) == 0;
        if (place && tree_inside(tree, line->node, body) && line_link_share(line) < 0.5)
            line->dropped = NULL;
    }
}

void judge_html(struct arena *a, const struct tree *tree, uint32_t body, const struct article *article,
                struct lines *lines)
{
    judge_place(tree, body, lines);
    judge_title(article->title, lines);
    judge_phrases(a, lines);
    judge_sections(a, lines);
    judge_lists(lines);
    judge_links(lines);
    judge_head(lines);
    judge_tail(lines);
    judge_signoff(a, article->byline, lines);
    judge_tail(lines);
    judge_pull_quotes(tree, lines);
    judge_empty_sections(lines);
    readmit(tree, body, lines);
}

/* The first line is the title if it is a heading above all others. */
static void take_title(struct article *article, struct lines *lines)
{
    if (lines->nlines == 0 || lines->lines[0].kind != BLOCK_HEADING || lines->lines[0].level != 1)
        return;
    if (!article->title.n)
        article->title = lines->lines[0].text;
    line_drop(&lines->lines[0], "title");
}

/* What the author writes is in a page, too, but there it is the site's. */
static const uint32_t AUTHORS_OWN = MARK_ASIDE | MARK_FOOTER | MARK_AUTHOR | MARK_TAGS | MARK_FORM;

void judge_source(struct arena *a, const struct tree *tree, struct article *article, struct lines *lines)
{
    for (size_t i = 0; i < lines->nlines; i++)
        if (lines->lines[i].marks & ~AUTHORS_OWN)
            line_drop(&lines->lines[i], mark_reason(lines->lines[i].marks & ~AUTHORS_OWN));
    take_title(article, lines);
    judge_phrases(a, lines);
    judge_sections(a, lines);
    judge_pull_quotes(tree, lines);
    judge_empty_sections(lines);
}
