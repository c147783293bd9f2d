/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An article across the process boundary. What comes back is a parser's word on a stranger's page: nothing in
 * it is believed before it was checked. */
#include "article/article.h"

enum { BLOCK_WIRE_BYTES = 3 * 4 + 2 * 4, LEVEL_MAX = 64, ORDINAL_MAX = 1000000 };

void article_put(const struct article *article, struct buf *message)
{
    const struct span facts[] = {article->title, article->language, article->byline,
                                 article->site,  article->date,     article->url};
    for (size_t i = 0; i < COUNT_OF(facts); i++)
        wire_put_span(message, facts[i]);
    wire_put_u32(message, (uint32_t)article->nblocks);
    for (size_t i = 0; i < article->nblocks; i++) {
        const struct block *block = &article->blocks[i];
        wire_put_u32(message, block->kind);
        wire_put_u32(message, (uint32_t)block->level);
        wire_put_u32(message, (uint32_t)block->ordinal);
        wire_put_span(message, block->text);
        wire_put_span(message, block->language);
    }
}

/* Valid UTF-8 in the arena, or the message is bad. */
static struct span get_text(struct arena *a, struct wire *w)
{
    struct span text = wire_get_span(w);
    if (!utf8_valid(text) || span_find_byte(text, '\0') < text.n)
        w->bad = true;
    return w->bad ? (struct span){0} : arena_copy(a, text);
}

bool article_get(struct arena *a, struct wire *w, struct article *out)
{
    *out = (struct article){0};
    struct span *const facts[] = {&out->title, &out->language, &out->byline,
                                  &out->site,  &out->date,     &out->url};
    for (size_t i = 0; i < COUNT_OF(facts); i++)
        *facts[i] = get_text(a, w);
    size_t count = wire_get_count(w, BLOCK_WIRE_BYTES);
    out->blocks = arena_alloc(a, (count + 1) * sizeof *out->blocks);
    for (size_t i = 0; i < count && !w->bad; i++) {
        struct block *block = &out->blocks[i];
        block->kind = (enum block_kind)wire_get_u32_max(w, BLOCK_KINDS - 1);
        block->level = (int)wire_get_u32_max(w, LEVEL_MAX);
        block->ordinal = (int)wire_get_u32_max(w, ORDINAL_MAX);
        block->text = get_text(a, w);
        block->language = get_text(a, w);
        if (block->text.n == 0)
            w->bad = true;
    }
    out->nblocks = w->bad ? 0 : count;
    return !w->bad;
}
