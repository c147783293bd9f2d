/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Flattened text has no marks left, only words and order. The article is the stretch of lines with the
 * largest sum when sentences count their length and labels count against it; inside it, labels in a row are
 * buttons and links, a label alone before a paragraph is a heading. */
#include "article/date.h"
#include "article/judge.h"
#include "article/phrase.h"
#include "article/text.h"

enum {
    LABEL_COST = 50,       /* in bytes of prose: how much a label speaks against its neighbourhood */
    PROSE_WORTH_MAX = 600, /* one endless line is no article */
    TITLE_LINES_MAX = 5,   /* with more labels above the text, nobody knows which is the title */
    LABELS_IN_A_ROW = 3,   /* that many are no heading any more */
    DATE_BYTES_MAX = 40,
};

static const double TAIL_FROM = 0.6; /* share of the prose behind which a closing section may begin */

static bool is_address(struct span text)
{
    size_t space = span_find_byte(text, ' ');
    if (space == text.n)
        return span_starts_nocase(text, "http://") || span_starts_nocase(text, "https://") ||
               span_starts_nocase(text, "www.");
    size_t at = span_find_nocase(text, "http");
    return at < text.n && at <= 40 && span_find_byte(span_slice(text, at, text.n), ' ') == text.n - at;
}

static bool is_date(struct arena *a, struct span text)
{
    return text.n <= DATE_BYTES_MAX && date_iso(a, text, DATE_ORDER_UNKNOWN).n > 0;
}

static double worth(const struct line *line)
{
    if (line->dropped)
        return -LABEL_COST / 2.0;
    if (line->kind == BLOCK_ITEM)
        return (double)line->text.n / 4 + 1;
    if (line_is_prose(line))
        return line->text.n < PROSE_WORTH_MAX ? (double)line->text.n : PROSE_WORTH_MAX;
    if (line_is_label(line))
        return -LABEL_COST;
    return text_ends_sentence(line->text) ? (double)line->text.n / 2 : 0;
}

/* The stretch [from, to) of the largest sum. */
static void find_stretch(const struct lines *lines, size_t *from, size_t *to)
{
    double sum = 0, best = 0;
    size_t start = 0;
    *from = *to = 0;
    for (size_t i = 0; i < lines->nlines; i++) {
        if (sum <= 0) {
            sum = 0;
            start = i;
        }
        sum += worth(&lines->lines[i]);
        if (sum > best) {
            best = sum;
            *from = start;
            *to = i + 1;
        }
    }
}

static void judge_alone(struct arena *a, struct lines *lines)
{
    for (size_t i = 0; i < lines->nlines; i++) {
        struct line *line = &lines->lines[i];
        if (is_address(line->text))
            line_drop(line, "link alone");
        else if (is_date(a, line->text))
            line_drop(line, "byline or date");
    }
    judge_phrases(a, lines);
}

/* "References", "Comments" behind most of the text: it and all below goes. Earlier: it and the labels below.
 */
static void judge_tail_sections(struct arena *a, struct lines *lines)
{
    double total = 0, before = 0;
    for (size_t i = 0; i < lines->nlines; i++)
        total += line_is_prose(&lines->lines[i]) ? (double)lines->lines[i].text.n : 0;
    for (size_t i = 0; i < lines->nlines; i++) {
        struct line *line = &lines->lines[i];
        before += line_is_prose(line) ? (double)line->text.n : 0;
        if (!line_is_label(line) && !span_ends(line->text, ":"))
            continue;
        const char *section = phrase_find(a, line->text, 0, PHRASE_SECTION | PHRASE_APART);
        const char *reason = section ? section : phrase_find(a, line->text, 0, PHRASE_BOX);
        if (!reason)
            continue;
        bool tail = section && before >= TAIL_FROM * total;
        line_drop(line, reason);
        for (size_t k = i + 1; k < lines->nlines && (tail || line_is_label(&lines->lines[k])); k++)
            line_drop(&lines->lines[k], reason);
        if (tail)
            return;
    }
}

/* Facts from the labels above the text. */
static void take_facts(struct arena *a, struct article *article, struct lines *lines, size_t from)
{
    struct line *title = NULL;
    for (size_t i = 0; i < from; i++) {
        struct line *line = &lines->lines[i];
        if (!article->date.n && is_date(a, line->text))
            article->date = date_iso(a, line->text, DATE_ORDER_UNKNOWN);
        if (!line->dropped && !title)
            title = line;
    }
    if (title && from <= TITLE_LINES_MAX)
        article->title = title->text;
}

/* Labels between sentences: one or two before a paragraph are headings, more are chrome, unless a colon
 * announced them as a list. */
static void judge_labels(struct lines *lines, size_t from, size_t to)
{
    for (size_t i = from, end; i < to; i = end + 1) {
        end = i;
        size_t labels = 0;
        while (end < to && (lines->lines[end].dropped || line_is_label(&lines->lines[end])))
            labels += !lines->lines[end++].dropped;
        bool announced = i > from && span_ends(lines->lines[i - 1].text, ":");
        for (size_t k = i; k < end; k++) {
            struct line *line = &lines->lines[k];
            if (labels >= LABELS_IN_A_ROW && !announced)
                line_drop(line, "labels in a row");
            else if (!announced && labels == 1 && !line->dropped && !span_ends(line->text, ","))
                line->kind = BLOCK_HEADING;
            if (line->kind == BLOCK_HEADING)
                line->level = 2;
        }
    }
}

void text_judge(struct arena *a, struct article *article, struct lines *lines)
{
    size_t from, to;
    judge_alone(a, lines);
    judge_tail_sections(a, lines);
    find_stretch(lines, &from, &to);
    if (from == to) {
        /* No sentence at all: a note, a poem, a list. What nothing speaks against is read. */
        from = 0;
        to = lines->nlines;
    }
    take_facts(a, article, lines, from);
    for (size_t i = 0; i < lines->nlines; i++)
        if (i < from || i >= to)
            line_drop(&lines->lines[i], "outside the article");
    judge_labels(lines, from, to);
    judge_empty_sections(lines);
}
