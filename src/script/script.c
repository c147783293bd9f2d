/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Block policy: what of an article is read, announced or passed over, and where segments are cut. */
#include "script/script.h"

#include "script/writer.h"

void script_options_take(struct script_options *options, const struct config *config)
{
    options->segment_bytes = (size_t)config->segment_max_bytes;
    options->code = config->code;
    options->tables = config->tables;
    options->figures = config->figures;
    options->math = config->math;
    options->table_max_rows = (size_t)config->table_max_rows;
}

void writer_finish_sentence(struct writer *w)
{
    const struct pauses *pauses = &w->options->pauses;
    if (w->wording.n)
        segment_add(&w->maker, &w->wording, pauses, pauses->sentence_ms);
    else if (w->maker.inside)
        segment_pause(&w->maker, pauses->sentence_ms);
    w->maker.inside = false;
    writer_clear_sentence(w);
}

void writer_finish_segment(struct writer *w, int pause_ms)
{
    struct segment segment;
    if (!segment_take(&w->maker, w->block, pause_ms, &segment))
        return;
    struct script *out = w->out;
    segment.voice = w->voice;
    out->segments = arena_grow(w->arena, out->segments, out->nsegments, &w->capacity, sizeof *out->segments);
    out->segments[out->nsegments++] = segment;
}

/* Behind the last segment: nothing is spoken before the first. */
static void pause_before(struct script *script, int pause_ms)
{
    if (script->nsegments == 0)
        return;
    struct segment *last = &script->segments[script->nsegments - 1];
    uint32_t *pause = &last->utterances[last->nutterances - 1].pause_ms;
    *pause = *pause > (uint32_t)pause_ms ? *pause : (uint32_t)pause_ms;
}

void writer_pause(struct writer *w, int pause_ms)
{
    if (w->wording.n) {
        wording_punctuate(&w->wording, ','); /* the voice stays up */
        segment_add(&w->maker, &w->wording, &w->options->pauses, pause_ms);
        w->maker.inside = true;
        writer_clear_sentence(w);
    } else if (!segment_pause(&w->maker, pause_ms)) {
        pause_before(w->out, pause_ms);
    }
}

/* "three:", or "C:" where the page shows letters and they suffice. */
static void say_ordinal(struct writer *w, const struct block *item)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    wording_begin(&w->wording, 0, 0);
    wording_because(&w->wording, CLASS_ANNOUNCEMENT, "number of the item");
    if (item->lettered && item->ordinal < (int)sizeof letters)
        wording_add_letter(&w->wording, (struct span){&letters[item->ordinal - 1], 1});
    else
        writer_say_number(w, item->ordinal);
    wording_punctuate(&w->wording, ':');
}

static void say_code(struct writer *w, const struct block *block)
{
    const struct announcements *a = w->tongue->language->announcements;
    size_t lines = writer_count_lines(block->text);
    if (w->options->code == POLICY_READ) {
        writer_say_passage(w, block->text, block->annotations, block->nannotations);
    } else if (lines > 0) {
        writer_announce_count(w, block->text, a->code_line, a->code_lines, lines, "code block");
        writer_finish_sentence(w);
    }
}

static void say_figure(struct writer *w, const struct block *block)
{
    struct announcement announcement = {
        .words = w->tongue->language->announcements->figure, .class = CLASS_ANNOUNCEMENT, .rule = "figure"};
    if (w->options->figures == POLICY_SKIP) {
        wording_begin(&w->wording, 0, block->text.n);
        wording_because(&w->wording, CLASS_ANNOUNCEMENT, "figure passed over");
        return;
    }
    if (w->options->figures == POLICY_ANNOUNCE)
        writer_announce(w, &announcement);
    writer_say_passage(w, block->text, block->annotations, block->nannotations);
}

/* Behind a block of this kind, whatever follows. */
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
    int pause_ms = block_pause(&w->options->pauses, block->kind);
    switch (block->kind) {
    case BLOCK_FIGURE:
        say_figure(w, block);
        break;
    case BLOCK_CODE:
        say_code(w, block);
        break;
    case BLOCK_TABLE:
        writer_say_table(w, block);
        break;
    default:
        if (block->kind == BLOCK_ITEM && block->ordinal > 0)
            say_ordinal(w, block);
        writer_say_passage(w, block->text, block->annotations, block->nannotations);
    }
    writer_clear_sentence(w);
    writer_finish_segment(w, w->pause_ms > pause_ms ? w->pause_ms : pause_ms);
}

/* A heading belongs to what it stands above, a list ends as a paragraph does. */
static int pause_between(const struct pauses *pauses, enum block_kind kind, enum block_kind next)
{
    if (next == BLOCK_HEADING)
        return kind == BLOCK_HEADING ? 0 : pauses->section_ms;
    return kind == BLOCK_ITEM && next != BLOCK_ITEM ? pauses->paragraph_ms : 0;
}

/* Only what is spoken counts as a neighbour. */
static void space_blocks(const struct script *script, const struct article *article,
                         const struct pauses *pauses)
{
    for (size_t i = 1; i < script->nsegments; i++) {
        const struct segment *before = &script->segments[i - 1], *after = &script->segments[i];
        if (before->block == SEGMENT_TITLE || before->block == after->block)
            continue;
        int least =
            pause_between(pauses, article->blocks[before->block].kind, article->blocks[after->block].kind);
        uint32_t *pause = &before->utterances[before->nutterances - 1].pause_ms;
        *pause = *pause > (uint32_t)least ? *pause : (uint32_t)least;
    }
}

void writer_speak_in(struct writer *w, struct span language)
{
    w->maker.language = language;
    w->own = scripter_tongue(w->scripter, language, w->options->lexicon);
    w->tongue = &w->own;
}

static void begin_block(struct writer *w, int block, struct span language, struct span voice)
{
    w->block = block;
    w->voice = voice;
    w->pause_ms = 0;
    writer_speak_in(w, language);
}

/* All that the post says of itself is known before its first word is said. */
static void remember(struct writer *w, const struct article *article, struct span language)
{
    const struct tongue main = scripter_tongue(w->scripter, language, NULL);
    memory_init(&w->memory, w->arena, main.language, language);
    memory_note(&w->memory, main.dictionary, article->title);
    for (size_t i = 0; i < article->nblocks; i++) {
        const struct block *block = &article->blocks[i];
        const struct tongue tongue =
            block->language.n ? scripter_tongue(w->scripter, block->language, NULL) : main;
        if (block->kind != BLOCK_CODE)
            memory_note(&w->memory, tongue.dictionary, block->text);
    }
}

bool script_write(const struct scripter *s, struct arena *a, const struct article *article,
                  const struct script_options *options, struct script *out, struct error *err)
{
    struct writer w = {.scripter = s, .arena = a, .options = options, .out = out, .maker = {.arena = a}};
    struct span language = article->language.n ? article->language : options->language;
    *out = (struct script){0};
    wording_init(&w.wording, a);
    w.wording.explains = options->why;
    remember(&w, article, language);
    if (options->speak_title && article->title.n) {
        begin_block(&w, SEGMENT_TITLE, language, (struct span){0});
        writer_say_passage(&w, article->title, NULL, 0);
        writer_finish_segment(&w, options->pauses.title_ms);
    }
    for (size_t i = 0; i < article->nblocks; i++) {
        const struct block *block = &article->blocks[i];
        begin_block(&w, (int)i, block->language.n ? block->language : language, block->voice);
        write_block(&w, block);
    }
    space_blocks(out, article, &options->pauses);
    wording_finish(&w.wording);
    buf_finish(&w.maker.spoken);
    return out->nsegments > 0 || error_set(err, ERROR_NO_TEXT, "nothing in the article can be spoken");
}
