/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules in the order of what they need: first those that look at a line alone, then those that need to know
 * what the first have left. Each drops, none brings back. */
#include "article/judge.h"

#include "article/box.h"
#include "article/credit.h"
#include "article/part.h"
#include "article/phrase.h"
#include "article/player.h"
#include "article/repeat.h"

#include <string.h>

enum {
    LABEL_WORDS_MAX = 10, /* a byline, a date, a place have fewer */
    SIGNOFF_LINES = 4,
    NAME_OFFSET_MAX = 20,
    BIO_BYTES_MAX = 500,
    SENTENCE_BYTES_MIN = 80,
};

static const double LIST_OF_LINKS = 0.6;       /* share of link text from which a list leads elsewhere */
static const double ABOVE_TITLE_AT_MOST = 0.2; /* share of the prose below */
static const double LINKS_ONLY = 0.95;
static const double LINE_OF_LINKS = 0.85; /* of a single line */

/* A quotation under a social name is a post that the author quotes: share bars quote nothing. */
static void judge_place(const struct tree *tree, uint32_t body, struct lines *lines)
{
    for (size_t i = 0; i < lines->nlines; i++) {
        struct line *line = &lines->lines[i];
        if (!line->part && !tree_inside(tree, line->node, body))
            line_drop(line, "outside the article");
        else if (line->marks && !(line->marks == MARK_SHARE && line->kind == BLOCK_QUOTE))
            line_drop(line, mark_reason(line->marks));
        else if (line->kind == BLOCK_PARAGRAPH && credit_ends(line->text))
            line_drop(line, "caption or credit");
    }
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

/* What stands above the title is not the text: nothing if no text stands there, all if little does and the
 * title is the page's. */
static void drop_above(struct lines *lines, size_t title)
{
    double above = lines_prose_bytes(lines, 0, title), below = lines_prose_bytes(lines, title, lines->nlines);
    bool all = lines->lines[title].level == 1 && above < ABOVE_TITLE_AT_MOST * below;
    for (size_t k = 0; k < title; k++)
        if (all || !line_is_prose(&lines->lines[k]))
            line_drop(&lines->lines[k], "above the title");
}

static void judge_title(struct span title, struct lines *lines)
{
    bool seen = false;
    for (size_t i = 0; i < lines->nlines && title.n; i++) {
        struct line *line = &lines->lines[i];
        if (line->kind != BLOCK_HEADING || !same_words(line->text, title))
            continue;
        if (!line->dropped && !seen)
            drop_above(lines, i);
        seen = true;
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

/* A link around whole blocks is a card that leads elsewhere; around a heading alone, that heading leads to
 * what stands below it. */
static void judge_cards(struct lines *lines)
{
    for (size_t i = 0, end; i < lines->nlines; i = end) {
        uint32_t card = lines->lines[i].card;
        for (end = i + 1; end < lines->nlines && lines->lines[end].card == card;)
            end++;
        bool heading = end == i + 1 && lines->lines[i].kind == BLOCK_HEADING;
        for (size_t k = i; k < end && card && !heading; k++)
            line_drop(&lines->lines[k], "card");
    }
}

/* A paragraph that is a link leads elsewhere; a sentence in the middle of the text says something, too. */
static void judge_links(struct lines *lines)
{
    for (size_t i = 0; i < lines->nlines; i++) {
        struct line *line = &lines->lines[i];
        if (line->dropped || line->kind != BLOCK_PARAGRAPH || line_link_share(line) <= LINE_OF_LINKS)
            continue;
        bool sentence = line->text.n >= SENTENCE_BYTES_MIN && text_ends_sentence(line->text);
        if (!sentence || !prose_behind(lines, i + 1))
            line_drop(line, "link alone");
    }
}

void judge_phrases(struct arena *a, struct lines *lines)
{
    player_drop(a, lines);
    for (size_t i = 0; i < lines->nlines; i++) {
        struct line *line = &lines->lines[i];
        if (line->dropped || line->kind == BLOCK_HEADING || line->kind == BLOCK_CODE ||
            line->kind == BLOCK_TABLE)
            continue;
        const char *reason = phrase_find(a, line->text, line_link_share(line),
                                         PHRASE_WHOLE | PHRASE_LEAD | PHRASE_START | PHRASE_STAMP);
        if (reason)
            line_drop(line, reason);
    }
}

/* Before the first sentence: bylines, dates, labels. Headings stay, and what stands below one: there the text
 * has begun. */
/* Many words and no bars between them? */
static bool says_something(struct span text)
{
    int words = 1;
    if (span_find_byte(text, '|') < text.n)
        return false;
    for (size_t i = 0; i < text.n; i++)
        words += text.p[i] == ' ';
    return words >= LABEL_WORDS_MAX;
}

static void judge_head(struct lines *lines)
{
    size_t first = 0;
    while (first < lines->nlines && !line_is_prose(&lines->lines[first]))
        first++;
    if (first == lines->nlines)
        return;
    bool begun = false;
    for (size_t i = 0; i < first && !begun; i++) {
        struct line *line = &lines->lines[i];
        begun = !line->dropped && line->kind == BLOCK_HEADING;
        if (line_is_label(line) && !says_something(line->text))
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
    part_find(a, tree, body, lines);
    judge_place(tree, body, lines);
    repeat_drop(a, tree, lines);
    judge_title(article->title, lines);
    judge_phrases(a, lines);
    box_drop_captions(a, tree, lines);
    box_drop_headings(tree, body, lines);
    judge_sections(a, lines);
    judge_lists(lines);
    judge_cards(lines);
    judge_links(lines);
    judge_head(lines);
    judge_tail(lines);
    judge_signoff(a, article->byline, lines);
    judge_tail(lines);
    judge_pull_quotes(a, tree, lines);
    judge_empty_sections(lines);
    readmit(tree, body, lines);
}

/* The first line that is left is the title if it is a heading above all others. */
static void take_title(struct article *article, struct lines *lines)
{
    size_t i = 0;
    while (i < lines->nlines && lines->lines[i].dropped)
        i++;
    struct line *line = i < lines->nlines ? &lines->lines[i] : NULL;
    if (!line || line->kind != BLOCK_HEADING || line->level != 1)
        return;
    if (!article->title.n)
        article->title = line->text;
    line_drop(line, "title");
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
    judge_pull_quotes(a, tree, lines);
    judge_empty_sections(lines);
}
