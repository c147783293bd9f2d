/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job/tags.h"

#include <string.h>

#include "job/chapters.h"

struct tags post_tags(const struct post *post)
{
    const struct article *a = &post->article;
    return (struct tags){.title = a->title,
                         .artist = a->byline,
                         .album = a->site,
                         .language = a->language,
                         .date = a->date,
                         .url = a->url,
                         .key = post->file_key};
}

/* Prose: what is announced or read out of a table is no text to read along. */
static bool in_text(const struct post *post, size_t i)
{
    const struct segment *s = &post->script.segments[i];
    if (s->block == SEGMENT_TITLE || (i > 0 && s[-1].block == s->block))
        return false;
    enum block_kind kind = post->article.blocks[s->block].kind;
    return kind != BLOCK_CODE && kind != BLOCK_TABLE && kind != BLOCK_FIGURE;
}

/* The spoken blocks as they are written, a line each; empty when they are more than max_bytes. */
static struct span spoken_text(struct arena *a, const struct post *post, size_t max_bytes)
{
    size_t n = 0;
    for (size_t i = 0; i < post->script.nsegments; i++)
        if (in_text(post, i))
            n += post->article.blocks[post->script.segments[i].block].text.n + 1;
    if (n == 0 || n > max_bytes)
        return SPAN("");
    char *text = arena_alloc(a, n), *end = text;
    for (size_t i = 0; i < post->script.nsegments; i++) {
        if (!in_text(post, i))
            continue;
        struct span block = post->article.blocks[post->script.segments[i].block].text;
        memcpy(end, block.p, block.n);
        end += block.n;
        *end++ = '\n';
    }
    return (struct span){text, n};
}

struct tags post_head_tags(struct arena *a, const struct post *post, const struct config *config,
                           const struct timeline *timeline)
{
    struct tags tags = post_tags(post);
    tags.text = spoken_text(a, post, (size_t)config->tag_text_max_bytes);
    tags.cover = post->cover;
    chapters_tag(a, post, timeline, &tags);
    return tags;
}
