/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A heading and what stands below it go or stay together. */
#include "article/judge.h"
#include "article/phrase.h"

enum { LABEL_BYTES_MAX = 80 }; /* a line like a heading is no longer */

static const double APART_AT_MOST = 0.25; /* share of the prose that a section of links may hold */

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
               (how == PHRASE_APART && lines_prose_bytes(lines, i, end) >
                                           APART_AT_MOST * lines_prose_bytes(lines, 0, lines->nlines));
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
