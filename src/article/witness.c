/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words are compared by letters and digits alone, four in a row: enough that a stretch is hardly ever
 * another's. */
#include "article/witness.h"

#include <string.h>

enum { WINDOW = 4 };

static const double CREDIBLE = 0.9; /* share of the prose that is read which the told text must hold */
static const double SAID = 0.8;     /* of a line's windows: it is in the told text */
static const double UNSAID = 0.2;   /* it is not */

/* A set of windows by their hash; 0 is no hash. */
struct windows {
    uint64_t *slots;
    size_t nslots; /* a power of two, at least twice the windows */
};

/* Walks over the words of a text, tags and entities of HTML left out. */
struct words {
    struct span text;
    size_t at;
};

static bool skip_markup(struct words *w)
{
    char open = w->text.p[w->at], close = open == '<' ? '>' : open == '&' ? ';' : '\0';
    size_t most = open == '&' ? 10 : 1000;
    struct span rest = span_slice(w->text, w->at, w->at + most);
    size_t end = close ? span_find_byte(rest, close) : rest.n;
    if (end == rest.n)
        return false;
    w->at += end + 1;
    return true;
}

static bool next_word(struct words *w, uint64_t *hash)
{
    bool any = false;
    *hash = 14695981039346656037u; /* FNV-1a */
    while (w->at < w->text.n) {
        size_t length;
        uint32_t code = code_lower(utf8_at(w->text, w->at, &length));
        if (code_is_letter(code) || code_is_digit(code)) {
            *hash = (*hash ^ code) * 1099511628211u;
            any = true;
        } else if (any && code != '\'' && code != 0x2019) {
            return true;
        } else if (skip_markup(w)) {
            continue;
        }
        w->at += length;
    }
    return any;
}

/* Walks over each stretch of WINDOW words. */
struct windows_of {
    struct words words;
    uint64_t last[WINDOW];
    size_t n;
};

static bool next_window(struct windows_of *w, uint64_t *hash)
{
    uint64_t word;
    while (next_word(&w->words, &word)) {
        memmove(w->last, w->last + 1, (WINDOW - 1) * sizeof *w->last);
        w->last[WINDOW - 1] = word;
        if (++w->n < WINDOW)
            continue;
        *hash = 0;
        for (size_t i = 0; i < WINDOW; i++)
            *hash = (*hash ^ w->last[i]) * 0x9E3779B97F4A7C15u;
        *hash |= 1;
        return true;
    }
    return false;
}

static uint64_t *slot_of(const struct windows *set, uint64_t hash)
{
    size_t i = (hash >> 20) & (set->nslots - 1);
    while (set->slots[i] && set->slots[i] != hash)
        i = (i + 1) & (set->nslots - 1);
    return &set->slots[i];
}

static struct windows windows_read(struct arena *a, struct span text)
{
    struct windows set = {.nslots = 64};
    while (set.nslots < text.n) /* a word and what divides it take two bytes and more */
        set.nslots *= 2;
    set.slots = arena_alloc(a, set.nslots * sizeof *set.slots);
    struct windows_of of = {.words = {.text = text}};
    for (uint64_t hash; next_window(&of, &hash);)
        *slot_of(&set, hash) = hash;
    return set;
}

/* Share of the line's windows that the told text has; -1 for a line of fewer than WINDOW words. */
static double share_said(const struct windows *set, struct span line)
{
    struct windows_of of = {.words = {.text = line}};
    size_t all = 0, said = 0;
    for (uint64_t hash; next_window(&of, &hash); all++)
        said += *slot_of(set, hash) != 0;
    return all ? (double)said / (double)all : -1;
}

struct hearing {
    struct lines *lines;
    double *said;      /* of each line */
    size_t first, end; /* of the lines that are read and said */
};

static bool is_credible(struct hearing *h)
{
    double read = 0, held = 0;
    h->first = h->lines->nlines;
    for (size_t i = 0; i < h->lines->nlines; i++) {
        const struct line *line = &h->lines->lines[i];
        if (line->dropped || h->said[i] < 0)
            continue;
        read += (double)line->text.n;
        held += (double)line->text.n * h->said[i];
        if (h->said[i] < SAID)
            continue;
        h->first = i < h->first ? i : h->first;
        h->end = i + 1;
    }
    return held > 0 && held >= CREDIBLE * read;
}

/* Marks that an author's own text may bear. */
static const uint32_t DOUBTFUL = MARK_ASIDE | MARK_FOOTER | MARK_AUTHOR | MARK_TAGS | MARK_FORM;

static void hear_line(const struct hearing *h, size_t i)
{
    struct line *line = &h->lines->lines[i];
    bool inside = i >= h->first && i < h->end;
    if (!line->dropped && !inside && h->said[i] < UNSAID)
        line_drop(line, "not in the text that the page tells");
    else if (line->dropped && inside && h->said[i] >= SAID && line->marks && !(line->marks & ~DOUBTFUL) &&
             strcmp(line->dropped, mark_reason(line->marks)) == 0)
        line->dropped = NULL;
}

void witness_hear(struct arena *a, struct span told, struct lines *lines)
{
    struct hearing h = {.lines = lines, .said = arena_alloc(a, (lines->nlines + 1) * sizeof *h.said)};
    if (told.n == 0)
        return;
    struct windows set = windows_read(a, told);
    for (size_t i = 0; i < lines->nlines; i++)
        h.said[i] = share_said(&set, lines->lines[i].text);
    if (!is_credible(&h))
        return;
    for (size_t i = 0; i < lines->nlines; i++)
        hear_line(&h, i);
}
