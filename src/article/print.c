/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/article.h"

void article_print_text(const struct article *article, struct buf *out)
{
    for (size_t i = 0; i < article->nblocks; i++) {
        const struct block *block = &article->blocks[i];
        if (i)
            buf_add_byte(out, '\n');
        buf_add_span(out, block->text);
        buf_add_byte(out, '\n');
    }
}

static void print_annotation(struct json *j, const struct annotation *annotation)
{
    static const char *const names[ANNOTATION_KINDS] = {
        [ANNOTATION_SAY] = "say",   [ANNOTATION_PAUSE] = "pause",     [ANNOTATION_LANGUAGE] = "language",
        [ANNOTATION_CODE] = "code", [ANNOTATION_FORMULA] = "formula", [ANNOTATION_NOTE] = "note"};
    json_open(j, '{');
    json_field_text(j, "kind", span_of(names[annotation->kind]));
    json_field_number(j, "at", annotation->at);
    json_field_number(j, "bytes", annotation->bytes);
    if (annotation->value.n || annotation->kind == ANNOTATION_SAY)
        json_field_text(j, "value", annotation->value);
    if (annotation->kind == ANNOTATION_PAUSE)
        json_field_number(j, "pause_ms", annotation->pause_ms);
    json_close(j, '}');
}

static void print_annotations(struct json *j, const struct block *block)
{
    json_key(j, "annotations");
    json_open(j, '[');
    for (size_t i = 0; i < block->nannotations; i++)
        print_annotation(j, &block->annotations[i]);
    json_close(j, ']');
}

static void print_block(struct json *j, const struct block *block)
{
    json_open(j, '{');
    json_field_text(j, "kind", span_of(block_kind_names[block->kind]));
    if (block->level)
        json_field_number(j, "level", block->level);
    if (block->ordinal)
        json_field_number(j, "ordinal", block->ordinal);
    if (block->lettered)
        json_field_bool(j, "lettered", true);
    if (block->columns)
        json_field_number(j, "columns", block->columns);
    if (block->header)
        json_field_bool(j, "header", true);
    if (block->language.n)
        json_field_text(j, "language", block->language);
    if (block->voice.n)
        json_field_text(j, "voice", block->voice);
    json_field_text(j, "text", block->text);
    if (block->nannotations)
        print_annotations(j, block);
    json_close(j, '}');
}

static void print_verdicts(struct json *j, const struct article *article)
{
    json_key(j, "verdicts");
    json_open(j, '[');
    for (size_t i = 0; i < article->nverdicts; i++) {
        const struct verdict *verdict = &article->verdicts[i];
        json_open(j, '{');
        json_field_bool(j, "kept", verdict->kept);
        json_field_text_or_null(j, "kind",
                                verdict->text.n ? span_of(block_kind_names[verdict->kind]) : SPAN(""));
        json_field_text(j, "rule", verdict->rule);
        json_field_text(j, "text", verdict->text);
        json_close(j, '}');
    }
    json_close(j, ']');
}

void article_print_verdicts(const struct article *article, struct buf *out)
{
    for (size_t i = 0; i < article->nverdicts; i++) {
        const struct verdict *verdict = &article->verdicts[i];
        if (!verdict->text.n) {
            buf_printf(out, "page     %.*s\n", (int)verdict->rule.n, verdict->rule.p);
            continue;
        }
        buf_printf(out, "%-8s %-10s %.*s  | ", verdict->kept ? "kept" : "dropped",
                   block_kind_names[verdict->kind], (int)verdict->rule.n, verdict->rule.p);
        buf_add_span(out, verdict->text);
        buf_add_byte(out, '\n');
    }
}

void article_print_json(const struct article *article, struct buf *out)
{
    struct json j = json_to(out);
    json_open(&j, '{');
    json_field_text_or_null(&j, "title", article->title);
    json_field_text_or_null(&j, "language", article->language);
    json_field_text_or_null(&j, "byline", article->byline);
    json_field_text_or_null(&j, "site", article->site);
    json_field_text_or_null(&j, "date", article->date);
    json_field_text_or_null(&j, "url", article->url);
    json_field_text_or_null(&j, "image", article->image);
    json_key(&j, "blocks");
    json_open(&j, '[');
    for (size_t i = 0; i < article->nblocks; i++)
        print_block(&j, &article->blocks[i]);
    json_close(&j, ']');
    if (article->nverdicts)
        print_verdicts(&j, article);
    json_close(&j, '}');
    buf_add_byte(out, '\n');
}
