/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An article across the process boundary. What comes back is a parser's word on a stranger's page: nothing in
 * it is believed before it was checked. */
#include "article/article.h"

enum {
    BLOCK_WIRE_BYTES = 5 * 4 + 4 * 4,
    ANNOTATION_WIRE_BYTES = 4 * 4 + 4,
    VERDICT_WIRE_BYTES = 2 * 4 + 2 * 4,
    LEVEL_MAX = 64,
    ORDINAL_MAX = 1000000,
    COLUMNS_MAX = 1000000
};

static void put_annotation(const struct annotation *annotation, struct buf *message)
{
    wire_put_u32(message, annotation->kind);
    wire_put_u32(message, annotation->at);
    wire_put_u32(message, annotation->bytes);
    wire_put_u32(message, annotation->pause_ms);
    wire_put_span(message, annotation->value);
}

static void put_block(const struct block *block, struct buf *message)
{
    wire_put_u32(message, block->kind);
    wire_put_u32(message, (uint32_t)block->level);
    wire_put_u32(message, (uint32_t)block->ordinal);
    wire_put_u32(message, block->lettered);
    wire_put_u32(message, (uint32_t)block->columns);
    wire_put_u32(message, block->header);
    wire_put_span(message, block->text);
    wire_put_span(message, block->language);
    wire_put_span(message, block->voice);
    wire_put_u32(message, (uint32_t)block->nannotations);
    for (size_t i = 0; i < block->nannotations; i++)
        put_annotation(&block->annotations[i], message);
}

void article_put(const struct article *article, struct buf *message)
{
    const struct span facts[] = {article->title, article->language, article->byline, article->site,
                                 article->date,  article->url,      article->image};
    for (size_t i = 0; i < COUNT_OF(facts); i++)
        wire_put_span(message, facts[i]);
    wire_put_u32(message, (uint32_t)article->nblocks);
    for (size_t i = 0; i < article->nblocks; i++)
        put_block(&article->blocks[i], message);
    wire_put_u32(message, (uint32_t)article->nverdicts);
    for (size_t i = 0; i < article->nverdicts; i++) {
        const struct verdict *verdict = &article->verdicts[i];
        wire_put_u32(message, verdict->kind);
        wire_put_u32(message, verdict->kept);
        wire_put_span(message, verdict->rule);
        wire_put_span(message, verdict->text);
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

/* Neither outside the text nor inside one of its characters. */
static bool is_place(struct span text, size_t at)
{
    return at == text.n || (at < text.n && ((unsigned char)text.p[at] & 0xC0) != 0x80);
}

static bool replaces(enum annotation_kind kind)
{
    return kind == ANNOTATION_SAY || kind == ANNOTATION_FORMULA || kind == ANNOTATION_NOTE;
}

static void get_annotations(struct arena *a, struct wire *w, struct block *block)
{
    size_t count = wire_get_count(w, ANNOTATION_WIRE_BYTES), before = 0, replaced = 0;
    block->annotations = arena_alloc(a, (count + 1) * sizeof *block->annotations);
    for (size_t i = 0; i < count && !w->bad; i++) {
        struct annotation *note = &block->annotations[i];
        note->kind = (enum annotation_kind)wire_get_u32_max(w, ANNOTATION_KINDS - 1);
        note->at = wire_get_u32(w);
        note->bytes = wire_get_u32(w);
        note->pause_ms = wire_get_u32_max(w, ANNOTATION_PAUSE_MS_MAX);
        note->value = get_text(a, w);
        size_t end = (size_t)note->at + note->bytes;
        bool good = note->at >= before && is_place(block->text, note->at) && is_place(block->text, end) &&
                    (note->kind != ANNOTATION_PAUSE || note->bytes == 0) &&
                    (!replaces(note->kind) || note->at >= replaced);
        w->bad |= !good;
        before = note->at;
        replaced = replaces(note->kind) ? end : replaced;
    }
    block->nannotations = w->bad ? 0 : count;
}

static void get_block(struct arena *a, struct wire *w, struct block *block)
{
    block->kind = (enum block_kind)wire_get_u32_max(w, BLOCK_KINDS - 1);
    block->level = (int)wire_get_u32_max(w, LEVEL_MAX);
    block->ordinal = (int)wire_get_u32_max(w, ORDINAL_MAX);
    block->lettered = wire_get_u32_max(w, 1);
    block->columns = (int)wire_get_u32_max(w, COLUMNS_MAX);
    block->header = wire_get_u32_max(w, 1);
    block->text = get_text(a, w);
    block->language = get_text(a, w);
    block->voice = get_text(a, w);
    get_annotations(a, w, block);
    w->bad |= block->text.n == 0;
}

static void get_verdict(struct arena *a, struct wire *w, struct verdict *verdict)
{
    verdict->kind = (enum block_kind)wire_get_u32_max(w, BLOCK_KINDS - 1);
    verdict->kept = wire_get_u32_max(w, 1);
    verdict->rule = get_text(a, w);
    verdict->text = get_text(a, w);
    w->bad |= verdict->rule.n > VERDICT_RULE_BYTES || verdict->text.n > VERDICT_TEXT_BYTES;
}

bool article_get(struct arena *a, struct wire *w, struct article *out)
{
    *out = (struct article){0};
    struct span *const facts[] = {&out->title, &out->language, &out->byline, &out->site,
                                  &out->date,  &out->url,      &out->image};
    for (size_t i = 0; i < COUNT_OF(facts); i++)
        *facts[i] = get_text(a, w);
    out->nblocks = wire_get_count(w, BLOCK_WIRE_BYTES);
    out->blocks = arena_alloc(a, (out->nblocks + 1) * sizeof *out->blocks);
    for (size_t i = 0; i < out->nblocks && !w->bad; i++)
        get_block(a, w, &out->blocks[i]);
    out->nverdicts = wire_get_count(w, VERDICT_WIRE_BYTES);
    out->verdicts = arena_alloc(a, (out->nverdicts + 1) * sizeof *out->verdicts);
    for (size_t i = 0; i < out->nverdicts && !w->bad; i++)
        get_verdict(a, w, &out->verdicts[i]);
    if (w->bad)
        out->nblocks = out->nverdicts = 0;
    return !w->bad;
}
