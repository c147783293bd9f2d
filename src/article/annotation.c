/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/annotation.h"

#include <stdlib.h>

enum { OPEN = UINT32_MAX }; /* 'bytes' of one that is not closed yet */

size_t annotation_open(struct annotations *s, const struct fold *fold, enum annotation_kind kind,
                       struct span value)
{
    s->list = arena_grow(s->arena, s->list, s->n, &s->capacity, sizeof *s->list);
    s->list[s->n] =
        (struct annotation){.kind = kind, .at = (uint32_t)fold->text.n, .bytes = OPEN, .value = value};
    return s->n++;
}

void annotation_close(struct annotations *s, const struct fold *fold, size_t number)
{
    s->list[number].bytes = (uint32_t)fold->text.n - s->list[number].at;
}

void annotation_pause(struct annotations *s, const struct fold *fold, uint32_t pause_ms)
{
    size_t number = annotation_open(s, fold, ANNOTATION_PAUSE, (struct span){0});
    s->list[number].bytes = 0;
    s->list[number].pause_ms = pause_ms;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n';
}

/* Inside the text and without the spaces at its ends. */
static void trim(struct annotation *note, struct span text)
{
    size_t at = note->at < text.n ? note->at : text.n;
    size_t end =
        note->bytes == OPEN || (size_t)note->at + note->bytes > text.n ? text.n : note->at + note->bytes;
    while (at < text.n && is_blank(text.p[at]))
        at++;
    while (end > at && is_blank(text.p[end - 1]))
        end--;
    note->at = (uint32_t)at;
    note->bytes = end > at ? (uint32_t)(end - at) : 0;
}

/* Every place in rising order with where it is kept, so that one walk along the text moves them all. */
struct place {
    uint32_t from;
    uint32_t *to;
};

static int compare(const void *x, const void *y)
{
    uint32_t a = ((const struct place *)x)->from, b = ((const struct place *)y)->from;
    return a < b ? -1 : a > b;
}

/* Composes the text between the places; false if a place lies inside what composes to one character. */
static bool move_places(struct arena *a, struct span text, struct span composed, struct place *places,
                        size_t n)
{
    size_t from = 0, written = 0;
    for (size_t i = 0; i < n; i++) {
        written += utf8_compose(a, span_slice(text, from, places[i].from)).n;
        from = places[i].from;
        *places[i].to = (uint32_t)written;
    }
    return written + utf8_compose(a, span_slice(text, from, text.n)).n == composed.n;
}

/* From places in 'text' to places in what it composes to. */
static bool compose(struct arena *a, struct annotation *list, size_t n, struct span text,
                    struct span composed)
{
    uint32_t *ends = arena_alloc(a, (n + 1) * sizeof *ends);
    struct place *places = arena_alloc(a, (2 * n + 1) * sizeof *places);
    for (size_t i = 0; i < n; i++) {
        places[2 * i] = (struct place){list[i].at, &list[i].at};
        places[2 * i + 1] = (struct place){list[i].at + list[i].bytes, &ends[i]};
    }
    qsort(places, 2 * n, sizeof *places, compare);
    bool good = move_places(a, text, composed, places, 2 * n);
    for (size_t i = 0; i < n; i++)
        list[i].bytes = ends[i] - list[i].at;
    return good;
}

/* One without text says nothing, but for silence and for words that stand in no text's place. */
static bool says_something(const struct annotation *note)
{
    return note->bytes > 0 || (note->kind != ANNOTATION_LANGUAGE && note->kind != ANNOTATION_CODE &&
                               note->kind != ANNOTATION_FORMULA);
}

struct span annotations_take(struct annotations *s, struct fold *fold, struct annotation **list, size_t *n)
{
    bool high = fold->high, good = true;
    struct span raw = s->n ? arena_copy(s->arena, buf_span(&fold->text)) : (struct span){0};
    struct span text = fold_text(s->arena, fold);
    *n = 0;
    *list = NULL;
    if (s->n == 0)
        return text;
    while (raw.n && is_blank(raw.p[raw.n - 1]))
        raw.n--;
    for (size_t i = 0; i < s->n; i++)
        trim(&s->list[i], raw);
    if (high)
        good = compose(s->arena, s->list, s->n, raw, text);
    *list = arena_alloc(s->arena, s->n * sizeof **list);
    for (size_t i = 0; i < s->n && good; i++)
        if (says_something(&s->list[i]))
            (*list)[(*n)++] = s->list[i];
    s->n = 0;
    return text;
}

/* The place in 'after' for place 'at' of 'before', going on from *from and *to, which go along. */
static uint32_t follow(struct span before, struct span after, size_t at, size_t *from, size_t *to)
{
    for (; *from < at; ++*from)
        *to += *to < after.n && after.p[*to] == before.p[*from];
    size_t place = *to;
    while (place > 0 && place < after.n && ((unsigned char)after.p[place] & 0xC0) == 0x80)
        place--; /* bytes were matched, not characters */
    return (uint32_t)place;
}

size_t annotations_move(struct annotation *list, size_t n, struct span before, struct span after)
{
    size_t from = 0, to = 0, held = 0;
    if (span_equal(before, after))
        return n;
    for (size_t i = 0; i < n; i++) {
        struct annotation note = list[i];
        size_t end = (size_t)note.at + note.bytes;
        note.at = follow(before, after, note.at, &from, &to);
        size_t inner_from = from, inner_to = to;
        note.bytes = follow(before, after, end, &inner_from, &inner_to) - note.at;
        if (list[i].bytes && !note.bytes)
            continue;
        list[held++] = note;
    }
    follow(before, after, before.n, &from, &to);
    return to == after.n ? held : 0;
}
