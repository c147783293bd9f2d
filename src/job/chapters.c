/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job/chapters.h"

#include "job/timed.h"
#include "job/vtt.h"

/* The level of the heading that begins with segment i; 0: none does. */
static int heading_at(const struct post *post, size_t i)
{
    const struct segment *s = &post->script.segments[i];
    if (s->block == SEGMENT_TITLE || (i > 0 && s[-1].block == s->block))
        return 0;
    const struct block *block = &post->article.blocks[s->block];
    return block->kind == BLOCK_HEADING ? block->level : 0;
}

/* The deepest level at which all headings fit; the first of them may need a chapter before it. */
static int level_that_fits(const struct post *post)
{
    size_t counts[7] = {0}, sum = 1;
    for (size_t i = 0; i < post->script.nsegments; i++)
        counts[heading_at(post, i)]++;
    int level = 0;
    while (level < 6 && sum + counts[level + 1] <= TAG_CHAPTERS_MAX)
        sum += counts[++level];
    return level;
}

struct chapter *post_chapters(struct arena *a, const struct post *post, size_t *count)
{
    struct chapter *list = arena_alloc(a, TAG_CHAPTERS_MAX * sizeof *list);
    int deepest = level_that_fits(post);
    size_t n = 0;
    for (size_t i = 0; i < post->script.nsegments; i++) {
        int level = heading_at(post, i);
        if (!level || level > deepest)
            continue;
        if (n == 0 && i > 0)
            list[n++] = (struct chapter){.title = post->article.title, .from = 0};
        if (n > 0)
            list[n - 1].to = i;
        list[n++] = (struct chapter){.title = timed_text(post, &post->script.segments[i]), .from = i};
    }
    if (n > 0)
        list[n - 1].to = post->script.nsegments;
    *count = n;
    return list;
}

void chapters_tag(struct arena *a, const struct post *post, const struct timeline *timeline,
                  struct tags *tags)
{
    const struct chapter *list = post_chapters(a, post, &tags->nchapters);
    struct tag_chapter *tagged = arena_alloc(a, tags->nchapters * sizeof *tagged);
    for (size_t i = 0; i < tags->nchapters; i++) {
        tagged[i] = (struct tag_chapter){.title = list[i].title};
        if (!timeline)
            continue;
        const struct segment_time *last = &timeline->segments[list[i].to - 1];
        tagged[i].frame = timeline->segments[list[i].from].frame;
        tagged[i].end_frame = last->frame + last->nframes;
    }
    tags->chapters = tagged;
}

void chapters_print_json(const struct post *post, const struct timeline *timeline, struct buf *out)
{
    struct arena a;
    struct tags tags;
    struct json j = json_to(out);
    arena_init(&a);
    chapters_tag(&a, post, timeline, &tags);
    json_open(&j, '{');
    json_field_text(&j, "version", SPAN("1.2.0"));
    json_field_text_or_null(&j, "title", post->article.title);
    json_key(&j, "chapters");
    json_open(&j, '[');
    for (size_t i = 0; i < tags.nchapters; i++) {
        json_open(&j, '{');
        json_key(&j, "startTime");
        json_add_real(&j, (double)timed_ms(tags.chapters[i].frame) / 1000, 3);
        json_key(&j, "endTime");
        json_add_real(&j, (double)timed_ms(tags.chapters[i].end_frame) / 1000, 3);
        json_field_text(&j, "title", tags.chapters[i].title);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    buf_add_byte(out, '\n');
    arena_finish(&a);
}

void chapters_print_vtt(const struct post *post, const struct timeline *timeline, struct buf *out)
{
    struct arena a;
    struct tags tags;
    arena_init(&a);
    chapters_tag(&a, post, timeline, &tags);
    buf_add_text(out, "WEBVTT\n");
    for (size_t i = 0; i < tags.nchapters; i++) {
        const struct tag_chapter *c = &tags.chapters[i];
        vtt_open_cue(out, i + 1, timed_ms(c->frame), timed_ms(c->end_frame));
        vtt_add_text(out, c->title);
        buf_add_byte(out, '\n');
    }
    arena_finish(&a);
}
