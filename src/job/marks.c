/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The token map with times, for a player that highlights on the page (docs/json.md, "Marks"). */
#include "job/job.h"

enum { FORMAT_VERSION = 1 };

/* Offsets into one text, asked in rising order, from bytes to UTF-16 units. */
struct counter {
    struct span text;
    size_t at, units;
};

static size_t units_of(uint32_t code)
{
    return code > 0xFFFF ? 2 : 1;
}

static size_t count_to(struct counter *c, size_t offset)
{
    size_t length;
    for (; c->at < offset && c->at < c->text.n; c->at += length)
        c->units += units_of(utf8_at(c->text, c->at, &length));
    return c->units;
}

struct printer {
    const struct post *post;
    const struct timeline *timeline;
    struct json json;
    struct counter counter;
    int block; /* whose text the counter counts */
};

static struct span block_text(const struct post *post, int block)
{
    return block == SEGMENT_TITLE ? post->article.title : post->article.blocks[block].text;
}

static int64_t ms_at(const struct segment_time *time, uint32_t frame)
{
    return (int64_t)((time->frame + frame) * 1000 / SPEECH_RATE_HZ);
}

/* [ms, block, from, to] */
static void print_mark(struct printer *p, const struct segment *s, int64_t ms, size_t from, size_t to)
{
    if (p->block != s->block || from < p->counter.at) {
        p->counter = (struct counter){.text = block_text(p->post, s->block)};
        p->block = s->block;
    }
    size_t first = count_to(&p->counter, from);
    struct counter ahead = p->counter; /* the next mark may begin before this one ends */
    json_open(&p->json, '[');
    json_add_number(&p->json, ms);
    json_add_number(&p->json, s->block);
    json_add_number(&p->json, (int64_t)first);
    json_add_number(&p->json, (int64_t)count_to(&ahead, to));
    json_close(&p->json, ']');
}

static bool same_source(const struct token *a, const struct token *b)
{
    return a->source_at == b->source_at && a->source_bytes == b->source_bytes;
}

static void print_words(struct printer *p, const struct segment *s, const struct segment_time *time)
{
    const struct token *previous = NULL;
    for (size_t i = 0; i < time->nmarks; i++) {
        const struct token *t = &s->tokens[time->marks[i].token];
        if (!previous || !same_source(previous, t))
            print_mark(p, s, ms_at(time, time->marks[i].frame), t->source_at,
                       (size_t)t->source_at + t->source_bytes);
        previous = t;
    }
}

/* The tokens of the sentence that begins with utterance 'from'; returns the utterance behind it. */
static size_t sentence_end(const struct segment *s, size_t from, uint32_t *first, uint32_t *end)
{
    *first = s->utterances[from].token;
    *end = *first;
    do
        *end = s->utterances[from].token + s->utterances[from].ntokens;
    while (++from < s->nutterances && !s->utterances[from].sentence);
    return from;
}

static void print_sentences(struct printer *p, const struct segment *s, const struct segment_time *time)
{
    size_t mark = 0;
    for (size_t from = 0; from < s->nutterances;) {
        uint32_t first, end;
        from = sentence_end(s, from, &first, &end);
        while (mark < time->nmarks && time->marks[mark].token < first)
            mark++;
        if (mark == time->nmarks)
            return;
        if (first == end)
            continue;
        const struct token *last = &s->tokens[end - 1];
        print_mark(p, s, ms_at(time, time->marks[mark].frame), s->tokens[first].source_at,
                   (size_t)last->source_at + last->source_bytes);
    }
}

static void print_all(struct printer *p, const char *key,
                      void (*print)(struct printer *, const struct segment *, const struct segment_time *))
{
    json_key(&p->json, key);
    json_open(&p->json, '[');
    p->block = SEGMENT_TITLE - 1; /* none */
    for (size_t i = 0; i < p->post->script.nsegments; i++)
        print(p, &p->post->script.segments[i], &p->timeline->segments[i]);
    json_close(&p->json, ']');
}

/* Times of a block, from its first segment to its last; null when it is not spoken. */
static void print_times(struct printer *p, int block, size_t *segment)
{
    const struct script *script = &p->post->script;
    const struct segment_time *times = p->timeline->segments;
    size_t first = *segment;
    while (*segment < script->nsegments && script->segments[*segment].block == block)
        ++*segment;
    json_key(&p->json, "start_ms");
    if (first == *segment)
        json_add_null(&p->json);
    else
        json_add_number(&p->json, ms_at(&times[first], 0));
    json_key(&p->json, "end_ms");
    if (first == *segment)
        json_add_null(&p->json);
    else
        json_add_number(&p->json, ms_at(&times[*segment - 1], (uint32_t)times[*segment - 1].nframes));
}

static void print_blocks(struct printer *p)
{
    const struct article *article = &p->post->article;
    struct json *j = &p->json;
    size_t segment = 0;
    json_key(j, "title");
    json_open(j, '{');
    json_field_text(j, "text", article->title);
    print_times(p, SEGMENT_TITLE, &segment);
    json_close(j, '}');
    json_key(j, "blocks");
    json_open(j, '[');
    for (size_t i = 0; i < article->nblocks; i++) {
        json_open(j, '{');
        json_field_text(j, "kind", span_of(block_kind_names[article->blocks[i].kind]));
        json_field_number(j, "level", article->blocks[i].level);
        json_field_text(j, "text", article->blocks[i].text);
        print_times(p, (int)i, &segment);
        json_close(j, '}');
    }
    json_close(j, ']');
}

void marks_print_json(const struct post *post, const struct timeline *timeline, struct buf *out)
{
    struct printer p = {.post = post, .timeline = timeline, .json = json_to(out)};
    json_open(&p.json, '{');
    json_field_number(&p.json, "version", FORMAT_VERSION);
    json_field_text(&p.json, "key", span_of(post->key));
    json_field_text(&p.json, "language", post->article.language);
    json_field_text(&p.json, "voice", span_of(post->voice->name));
    json_field_number(&p.json, "duration_ms", (int64_t)(timeline->nframes * 1000 / SPEECH_RATE_HZ));
    print_blocks(&p);
    print_all(&p, "sentences", print_sentences);
    print_all(&p, "words", print_words);
    json_close(&p.json, '}');
    buf_add_byte(out, '\n');
}
