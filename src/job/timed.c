/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job/timed.h"

struct span timed_text(const struct post *post, const struct segment *s)
{
    return s->block == SEGMENT_TITLE ? post->article.title : post->article.blocks[s->block].text;
}

static bool same_source(const struct token *a, const struct token *b)
{
    return a->source_at == b->source_at && a->source_bytes == b->source_bytes;
}

/* Each ends where the next begins, the last with the segment. */
static void set_ends(struct timed *list, size_t n, const struct segment_time *time)
{
    for (size_t i = 0; i < n; i++)
        list[i].end_frame = i + 1 < n ? list[i + 1].frame : time->frame + time->nframes;
}

struct timed *timed_words(struct arena *a, const struct segment *s, const struct segment_time *time,
                          size_t *count)
{
    struct timed *list = arena_alloc(a, time->nmarks * sizeof *list);
    const struct token *previous = NULL;
    size_t n = 0;
    for (size_t i = 0; i < time->nmarks; i++) {
        const struct token *t = &s->tokens[time->marks[i].token];
        if (previous && same_source(previous, t)) {
            list[n - 1].ntokens++;
        } else {
            list[n++] = (struct timed){.frame = time->frame + time->marks[i].frame,
                                       .from = t->source_at,
                                       .to = t->source_at + t->source_bytes,
                                       .token = time->marks[i].token,
                                       .ntokens = 1};
        }
        previous = t;
    }
    set_ends(list, n, time);
    *count = n;
    return list;
}

/* The tokens of the sentence that begins with utterance 'from'; returns the utterance behind it. */
static size_t sentence_end(const struct segment *s, size_t from, uint32_t *first, uint32_t *end)
{
    *first = s->utterances[from].token;
    do
        *end = s->utterances[from].token + s->utterances[from].ntokens;
    while (++from < s->nutterances && !s->utterances[from].sentence);
    return from;
}

struct timed *timed_sentences(struct arena *a, const struct segment *s, const struct segment_time *time,
                              size_t *count)
{
    struct timed *list = arena_alloc(a, s->nutterances * sizeof *list);
    size_t n = 0, mark = 0;
    for (size_t from = 0; from < s->nutterances;) {
        uint32_t first, end;
        from = sentence_end(s, from, &first, &end);
        while (mark < time->nmarks && time->marks[mark].token < first)
            mark++;
        if (mark == time->nmarks)
            break;
        if (first == end)
            continue;
        const struct token *last = &s->tokens[end - 1];
        list[n++] = (struct timed){.frame = time->frame + time->marks[mark].frame,
                                   .from = s->tokens[first].source_at,
                                   .to = last->source_at + last->source_bytes,
                                   .token = first,
                                   .ntokens = end - first};
    }
    set_ends(list, n, time);
    *count = n;
    return list;
}
