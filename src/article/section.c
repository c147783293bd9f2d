/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A heading and what stands below it go or stay together. */
#include "article/discussion.h"
#include "article/judge.h"
#include "article/phrase.h"

#include <string.h>

enum { LABEL_BYTES_MAX = 80 }; /* a line like a heading is no longer */

static const double LINK_SHARE = 0.6;     /* of a line that leads away */
static const double APART_AT_MOST = 0.25; /* share of the prose that a section of links may hold */

/* A heading, or a short line that is bold, ends in a colon or stands above a list. */
static bool like_heading(const struct lines *lines, size_t i)
{
    const struct line *line = &lines->lines[i];
    if (line->kind == BLOCK_HEADING)
        return true;
    if (line->kind != BLOCK_PARAGRAPH || line->text.n > LABEL_BYTES_MAX)
        return false;
    bool above_list = line_is_label(line) && i + 1 < lines->nlines && lines->lines[i + 1].kind == BLOCK_ITEM;
    return above_list || line->strong_bytes * 10 >= line->text.n * 9 || span_ends(line->text, ":");
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

static bool leads_away(const struct line *line)
{
    return line_link_share(line) >= LINK_SHARE;
}

/* Where the links of the section [from, to) end and the text goes on without a heading: behind the last link
 * and a line about it. 'from' if there is no link: an author's own section of that name. */
static size_t links_end(const struct lines *lines, size_t from, size_t to)
{
    size_t end = to;
    while (end > from && !leads_away(&lines->lines[end - 1]))
        end--;
    bool text = lines_prose_bytes(lines, end + 1 < to ? end + 1 : to, to) > 0;
    for (size_t i = end + 1; i < to; i++)
        text = text || lines->lines[i].kind == BLOCK_TABLE;
    if (end == from)
        return lines_prose_bytes(lines, from, to) > 0 ? from : to;
    return text ? end + 1 : to;
}

/* Drops the heading at 'i' and what stands below it; of a box only up to the first sentence. Links and
 * comments that hold a good part of the text are none: the article goes on there without a heading. */
static void drop_section(struct lines *lines, size_t i, enum phrase_how how, const char *reason, double total)
{
    size_t end = section_end(lines, i);
    if (how == PHRASE_APART && strcmp(reason, "related links") == 0) {
        end = links_end(lines, i + 1, end);
        if (end == i + 1)
            return;
    }
    bool box = how == PHRASE_BOX ||
               (how == PHRASE_APART && lines_prose_bytes(lines, i, end) > APART_AT_MOST * total);
    line_drop(&lines->lines[i], reason);
    for (size_t k = i + 1; k < end && !(box && line_is_prose(&lines->lines[k])); k++)
        line_drop(&lines->lines[k], reason);
}

void judge_sections(struct arena *a, struct lines *lines)
{
    static const enum phrase_how hows[] = {PHRASE_SECTION, PHRASE_APART, PHRASE_BOX};
    double total = lines_prose_bytes(lines, 0, lines->nlines);
    for (size_t i = 0; i < lines->nlines; i++) {
        const struct line *line = &lines->lines[i];
        const char *reason = NULL;
        for (size_t h = 0; h < COUNT_OF(hows) && !reason && !line->dropped && like_heading(lines, i); h++) {
            reason = phrase_find(a, line->text, 0, hows[h]);
            if (!reason && hows[h] == PHRASE_SECTION && line->kind == BLOCK_HEADING)
                reason = phrase_find(a, discussion_title(line->text), 0, PHRASE_COUNTED);
            if (reason)
                drop_section(lines, i, hows[h], reason, total);
        }
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
