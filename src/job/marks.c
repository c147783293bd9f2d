/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The token map with times, for a player that highlights on the page (docs/json.md, "Marks"). */
#include "job/timed.h"

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
    const struct segment_time *times;
    size_t ntimes; /* of the first segments, perhaps not all */
    struct json json;
    struct counter counter;
    int block; /* whose text the counter counts */
};

/* [ms, block, from, to] */
static void print_mark(struct printer *p, const struct segment *s, const struct timed *mark)
{
    if (p->block != s->block || mark->from < p->counter.at) {
        p->counter = (struct counter){.text = timed_text(p->post, s)};
        p->block = s->block;
    }
    size_t first = count_to(&p->counter, mark->from);
    struct counter ahead = p->counter; /* the next mark may begin before this one ends */
    json_open(&p->json, '[');
    json_add_number(&p->json, (int64_t)timed_ms(mark->frame));
    json_add_number(&p->json, s->block);
    json_add_number(&p->json, (int64_t)first);
    json_add_number(&p->json, (int64_t)count_to(&ahead, mark->to));
    json_close(&p->json, ']');
}

static void print_all(struct printer *p, const char *key,
                      struct timed *(*list_of)(struct arena *, const struct segment *,
                                               const struct segment_time *, size_t *))
{
    json_key(&p->json, key);
    json_open(&p->json, '[');
    p->block = SEGMENT_TITLE - 1; /* none */
    for (size_t i = 0; i < p->ntimes; i++) {
        const struct segment *s = &p->post->script.segments[i];
        struct arena a;
        size_t n;
        arena_init(&a);
        const struct timed *list = list_of(&a, s, &p->times[i], &n);
        for (size_t k = 0; k < n; k++)
            print_mark(p, s, &list[k]);
        arena_finish(&a);
    }
    json_close(&p->json, ']');
}

static void print_time(struct printer *p, const char *key, bool known, uint64_t frame)
{
    json_key(&p->json, key);
    if (known)
        json_add_number(&p->json, (int64_t)timed_ms(frame));
    else
        json_add_null(&p->json);
}

/* Times of a block, from its first segment to its last; null when it is not spoken, or not yet. */
static void print_times(struct printer *p, int block, size_t *segment)
{
    const struct script *script = &p->post->script;
    size_t first = *segment;
    while (*segment < script->nsegments && script->segments[*segment].block == block)
        ++*segment;
    bool begun = first < *segment && first < p->ntimes;
    bool ended = begun && *segment <= p->ntimes;
    const struct segment_time *last = ended ? &p->times[*segment - 1] : NULL;
    print_time(p, "start_ms", begun, begun ? p->times[first].frame : 0);
    print_time(p, "end_ms", ended, ended ? last->frame + last->nframes : 0);
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

static void print(struct printer *p, const struct timeline *whole)
{
    const struct post *post = p->post;
    struct json *j = &p->json;
    json_open(j, '{');
    json_field_number(j, "version", FORMAT_VERSION);
    json_field_text(j, "key", span_of(post->key));
    json_field_text(j, "language", post->article.language);
    json_field_text(j, "voice", span_of(post->voice->name));
    json_field_bool(j, "complete", whole != NULL);
    print_time(p, "duration_ms", whole != NULL, whole ? whole->nframes : 0);
    print_blocks(p);
    print_all(p, "sentences", timed_sentences);
    print_all(p, "words", timed_words);
    json_close(j, '}');
    buf_add_byte(j->out, '\n');
}

void marks_print_json(const struct post *post, const struct timeline *timeline, struct buf *out)
{
    struct printer p = {
        .post = post, .times = timeline->segments, .ntimes = post->script.nsegments, .json = json_to(out)};
    print(&p, timeline);
}

void marks_print_known(const struct post *post, const struct segment_time *times, size_t ntimes,
                       struct buf *out)
{
    struct printer p = {.post = post, .times = times, .ntimes = ntimes, .json = json_to(out)};
    print(&p, NULL);
}
