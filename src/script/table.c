/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/writer.h"

#include <string.h>

size_t writer_count_lines(struct span text)
{
    struct span line;
    size_t lines = 0;
    while (span_line(&text, &line))
        lines += span_trim(line).n > 0;
    return lines;
}

static bool divides(char c)
{
    return c == '\t' || c == '|';
}

/* The cell of the row that begins at byte 'start'. */
static struct span cell_at(struct span row, size_t start)
{
    size_t end = start;
    while (end < row.n && !divides(row.p[end]))
        end++;
    return span_slice(row, start, end);
}

/* The column's name, which stands for no text where the cell begins. */
static void say_name(struct writer *w, struct span name, size_t at)
{
    size_t first = w->wording.n;
    wording_begin(&w->wording, at, 0);
    wording_because(&w->wording, CLASS_ANNOUNCEMENT, "name of the column");
    writer_say_apart(w, name);
    for (size_t i = first; i < w->wording.n; i++) {
        w->wording.words[i].source_at = (uint32_t)at;
        w->wording.words[i].source_bytes = 0;
    }
    wording_punctuate(&w->wording, ':');
}

/* names: the row that names the columns; empty: none does. */
static void say_row(struct writer *w, struct span text, struct span row, struct span names)
{
    size_t name_at = 0;
    for (size_t start = 0; start <= row.n;) {
        struct span cell = cell_at(row, start);
        struct span name = cell_at(names, name_at < names.n ? name_at : names.n);
        size_t from = (size_t)(row.p - text.p) + start, words = w->wording.n;
        if (name.n && span_trim(cell).n)
            say_name(w, name, from);
        sentence_say(w->tongue, &w->memory, text, from, from + cell.n, &w->wording);
        start += cell.n + 1;
        wording_begin(&w->wording, from + cell.n, start <= row.n);
        wording_because(&w->wording, CLASS_PUNCTUATION, NULL);
        name_at += name.n + 1;
        if (w->wording.n > words && start <= row.n)
            wording_punctuate(&w->wording, ',');
    }
    writer_finish_sentence(w);
}

static void announce_size(struct writer *w, const struct block *block, size_t rows)
{
    const struct announcements *a = w->tongue->language->announcements;
    const char *rule = "table";
    if (!*a->table) {
        wording_begin(&w->wording, 0, block->text.n);
        wording_because(&w->wording, CLASS_ANNOUNCEMENT, "table passed over");
        return;
    }
    writer_announce_count(w, block->text, a->table, a->table, 1, rule);
    if (block->columns) {
        wording_punctuate(&w->wording, ',');
        writer_announce_count(w, block->text, a->column, a->columns, (size_t)block->columns, rule);
    }
    wording_punctuate(&w->wording, ',');
    writer_announce_count(w, block->text, a->row, a->rows, rows, rule);
    wording_punctuate(&w->wording, '.');
    writer_finish_sentence(w);
}

void writer_say_table(struct writer *w, const struct block *block)
{
    struct span rest = block->text, row, names = {0};
    size_t rows = writer_count_lines(block->text);
    bool named = block->header && rows > 1;
    if (w->options->tables == POLICY_ANNOUNCE || rows - named > w->options->table_max_rows) {
        announce_size(w, block, rows - named);
        return;
    }
    if (named) {
        span_line(&rest, &names);
        wording_begin(&w->wording, 0, names.n);
        wording_because(&w->wording, CLASS_ANNOUNCEMENT, "names of the columns");
    }
    while (span_line(&rest, &row))
        say_row(w, block->text, row, names);
}
