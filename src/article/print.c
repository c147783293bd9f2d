/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/article.h"

void article_print_text(const struct article *article, struct buf *out)
{
    for (size_t i = 0; i < article->nblocks; i++) {
        const struct block *block = &article->blocks[i];
        if (block->kind == BLOCK_FIGURE)
            continue;
        if (i)
            buf_add_byte(out, '\n');
        buf_add_span(out, block->text);
        buf_add_byte(out, '\n');
    }
}

static void print_block(struct json *j, const struct block *block)
{
    json_open(j, '{');
    json_field_text(j, "kind", span_of(block_kind_names[block->kind]));
    if (block->level)
        json_field_number(j, "level", block->level);
    if (block->ordinal)
        json_field_number(j, "ordinal", block->ordinal);
    if (block->language.n)
        json_field_text(j, "language", block->language);
    json_field_text(j, "text", block->text);
    json_close(j, '}');
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
    json_key(&j, "blocks");
    json_open(&j, '[');
    for (size_t i = 0; i < article->nblocks; i++)
        print_block(&j, &article->blocks[i]);
    json_close(&j, ']');
    json_close(&j, '}');
    buf_add_byte(out, '\n');
}
