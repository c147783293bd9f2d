/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Block policy: what of an article is read, announced or passed over, and where segments are cut. */
#include "script/script.h"

#include <stdio.h>
#include <string.h>

#include "script/segment.h"
#include "script/sentence.h"

enum { TABLE_ROWS_READ = 8 };

struct writer {
    const struct scripter *scripter;
    struct arena *arena;
    const struct script_options *options;
    const struct tongue *tongue; /* of the block at hand */
    struct segment_maker maker;
    struct wording wording; /* the sentence at hand */
    struct script *out;
    size_t capacity;
    int block;
};

static void finish_segment(struct writer *w, int pause_ms)
{
    struct segment segment;
    if (!segment_take(&w->maker, w->block, pause_ms, &segment))
        return;
    struct script *out = w->out;
    out->segments = arena_grow(w->arena, out->segments, out->nsegments, &w->capacity, sizeof *out->segments);
    out->segments[out->nsegments++] = segment;
}

static void say_number(struct writer *w, long number)
{
    char bytes[24];
    struct span digits = {bytes, (size_t)snprintf(bytes, sizeof bytes, "%ld", number)};
    if (w->tongue->language->numbers)
        w->tongue->language->numbers->cardinal(&w->wording, digits);
    else
        wording_add(&w->wording, digits);
}

static void finish_sentence(struct writer *w)
{
    segment_add(&w->maker, &w->wording, w->options->pauses.clause_ms, w->options->pauses.sentence_ms);
    wording_clear(&w->wording);
}

/* A sentence that does not end is cut where a word ends, else anywhere: a segment's audio has a limit. */
static size_t piece_end(struct span text, size_t at, size_t most)
{
    if (text.n - at <= 2 * most)
        return text.n;
    size_t end = at + most;
    while (end > at && text.p[end] != ' ')
        end--;
    if (end > at)
        return end;
    for (end = at + most; ((unsigned char)text.p[end] & 0xC0) == 0x80; end++)
        ;
    return end;
}

/* Sentences, cut into segments of about segment_bytes of written text. */
static void say_sentences(struct writer *w, struct span text)
{
    size_t count, written = 0;
    struct span *sentences = sentences_of(w->arena, w->tongue->language->splitting, text, &count);
    for (size_t i = 0; i < count; i++) {
        size_t from = (size_t)(sentences[i].p - text.p);
        for (size_t at = 0, end; at < sentences[i].n; at = end) {
            end = piece_end(sentences[i], at, w->options->segment_bytes);
            if (written > 0 && written + end - at > w->options->segment_bytes) {
                finish_segment(w, w->options->pauses.sentence_ms);
                written = 0;
            }
            sentence_say(w->tongue, text, from + at, from + end, &w->wording);
            finish_sentence(w);
            written += end - at;
        }
    }
}

static size_t count_lines(struct span text)
{
    struct span line;
    size_t lines = 0;
    while (span_line(&text, &line))
        lines += span_trim(line).n > 0;
    return lines;
}

static void announce(struct writer *w, struct span text, const char *one, const char *many)
{
    size_t lines = count_lines(text);
    struct span words = span_of(lines == 1 ? one : many), word;
    w->wording.source_at = 0;
    w->wording.source_bytes = (uint32_t)text.n;
    while (lines > 0 && span_split(&words, ' ', &word)) {
        if (span_is(word, "%s"))
            say_number(w, (long)lines);
        else
            wording_add_text(&w->wording, word);
    }
    finish_sentence(w);
}

/* Cells are separated by tabs or bars. */
static void say_row(struct writer *w, struct span text, struct span row)
{
    size_t start = 0;
    for (size_t i = 0; i <= row.n; i++) {
        if (i < row.n && row.p[i] != '\t' && row.p[i] != '|')
            continue;
        size_t from = (size_t)(row.p - text.p) + start, words = w->wording.n;
        sentence_say(w->tongue, text, from, from + i - start, &w->wording);
        if (w->wording.n > words && i < row.n)
            wording_punctuate(&w->wording, ',');
        start = i + 1;
    }
    finish_sentence(w);
}

static void say_table(struct writer *w, struct span text)
{
    const struct announcements *a = w->tongue->language->announcements;
    struct span rest = text, row;
    if (count_lines(text) > TABLE_ROWS_READ) {
        announce(w, text, a->table_row, a->table_rows);
        return;
    }
    while (span_line(&rest, &row))
        say_row(w, text, row);
}

static void say_ordinal(struct writer *w, int ordinal)
{
    w->wording.source_at = w->wording.source_bytes = 0;
    say_number(w, ordinal);
    wording_punctuate(&w->wording, ':');
}

static int block_pause(const struct pauses *pauses, enum block_kind kind)
{
    switch (kind) {
    case BLOCK_HEADING:
        return pauses->heading_ms;
    case BLOCK_ITEM:
        return pauses->item_ms;
    case BLOCK_QUOTE:
        return pauses->quote_ms;
    default:
        return pauses->paragraph_ms;
    }
}

static void write_block(struct writer *w, const struct block *block)
{
    const struct announcements *a = w->tongue->language->announcements;
    if (block->kind == BLOCK_FIGURE)
        return;
    if (block->kind == BLOCK_CODE) {
        announce(w, block->text, a->code_line, a->code_lines);
    } else if (block->kind == BLOCK_TABLE) {
        say_table(w, block->text);
    } else {
        if (block->kind == BLOCK_ITEM && block->ordinal > 0)
            say_ordinal(w, block->ordinal);
        say_sentences(w, block->text);
    }
    wording_clear(&w->wording);
    finish_segment(w, block_pause(&w->options->pauses, block->kind));
}

static void begin_block(struct writer *w, int block, struct span language)
{
    w->block = block;
    w->maker.language = language;
    w->tongue = scripter_tongue(w->scripter, language);
}

bool script_write(const struct scripter *s, struct arena *a, const struct article *article,
                  const struct script_options *options, struct script *out, struct error *err)
{
    struct writer w = {.scripter = s, .arena = a, .options = options, .out = out, .maker = {.arena = a}};
    struct span language = article->language.n ? article->language : options->language;
    *out = (struct script){0};
    wording_init(&w.wording, a);
    if (options->speak_title && article->title.n) {
        begin_block(&w, SEGMENT_TITLE, language);
        say_sentences(&w, article->title);
        finish_segment(&w, options->pauses.title_ms);
    }
    for (size_t i = 0; i < article->nblocks; i++) {
        const struct block *block = &article->blocks[i];
        begin_block(&w, (int)i, block->language.n ? block->language : language);
        write_block(&w, block);
    }
    wording_finish(&w.wording);
    buf_finish(&w.maker.spoken);
    return out->nsegments > 0 || error_set(err, ERROR_NO_TEXT, "nothing in the article can be spoken");
}
