/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/writer.h"

#include <stdio.h>
#include <stdlib.h>

enum { NUMBER_DIGITS_MAX = 9 };

void writer_say_number(struct writer *w, long number)
{
    char bytes[24];
    struct span digits = {bytes, (size_t)snprintf(bytes, sizeof bytes, "%ld", number)};
    if (w->tongue->language->numbers)
        w->tongue->language->numbers->cardinal(&w->wording, digits);
    else
        wording_add(&w->wording, digits);
}

/* A number by its name; a letter or two as they are. */
static void say_mark(struct writer *w, struct span mark)
{
    size_t digits = 0;
    while (digits < mark.n && mark.p[digits] >= '0' && mark.p[digits] <= '9')
        digits++;
    if (digits == mark.n && mark.n > 0 && mark.n <= NUMBER_DIGITS_MAX)
        writer_say_number(w, strtol(arena_string(w->arena, mark), NULL, 10));
    else
        wording_add(&w->wording, mark);
}

void writer_announce(struct writer *w, const struct announcement *announcement)
{
    struct span words = span_of(announcement->words), word;
    wording_begin(&w->wording, announcement->at, announcement->bytes);
    wording_because(&w->wording, announcement->class, announcement->rule);
    while (span_split(&words, ' ', &word)) {
        if (span_is(word, "%s"))
            say_mark(w, announcement->number);
        else
            wording_add_text(&w->wording, word);
    }
}

void writer_announce_count(struct writer *w, struct span text, const char *one, const char *many,
                           size_t count, const char *rule)
{
    struct announcement announcement = {
        .words = count == 1 ? one : many, .bytes = text.n, .class = CLASS_ANNOUNCEMENT, .rule = rule};
    announcement.number = arena_printf(w->arena, "%zu", count);
    writer_announce(w, &announcement);
}
