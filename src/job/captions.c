/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said, to be read along: a cue a sentence, each of its words with its time. */
#include "job/timed.h"
#include "job/vtt.h"

/* One segment's lists, the sentence and the word at hand. */
struct caption {
    struct buf *out;
    const struct post *post;
    const struct segment *segment;
    const struct timed *sentences, *words;
    size_t nsentences, nwords, word;
    size_t next_from; /* where in the text the next segment of the same block begins; the text's end */
    size_t number;    /* of cues so far */
};

/* Prose is shown as it is written. What is announced or read out of a table is shown as it is said: what is
 * written there would fill the screen. */
static bool shown_as_said(const struct caption *c)
{
    if (c->segment->block == SEGMENT_TITLE)
        return false;
    enum block_kind kind = c->post->article.blocks[c->segment->block].kind;
    return kind == BLOCK_CODE || kind == BLOCK_TABLE || kind == BLOCK_FIGURE;
}

static bool is_white(char c)
{
    return (unsigned char)c <= ' ';
}

/* The marks of punctuation that stand at a word belong to it. */
static size_t back_to_white(struct span text, size_t at, size_t least)
{
    while (at > least && !is_white(text.p[at - 1]))
        at--;
    return at;
}

static size_t on_to_white(struct span text, size_t at, size_t most)
{
    while (at < most && !is_white(text.p[at]))
        at++;
    return at;
}

/* A time inside a cue lies behind those before it and before its end. */
static void add_time(struct caption *c, uint64_t ms, uint64_t *last_ms, uint64_t end_ms)
{
    if (ms <= *last_ms || ms >= end_ms)
        return;
    buf_add_byte(c->out, '<');
    vtt_add_time(c->out, ms);
    buf_add_byte(c->out, '>');
    *last_ms = ms;
}

static void add_written(struct caption *c, const struct timed *sentence, size_t next_from)
{
    struct span text = timed_text(c->post, c->segment);
    uint64_t last_ms = timed_ms(sentence->frame), end_ms = timed_ms(sentence->end_frame);
    size_t begin = back_to_white(text, sentence->from, 0), end = on_to_white(text, sentence->to, next_from);
    for (; c->word < c->nwords && c->words[c->word].token < sentence->token + sentence->ntokens; c->word++) {
        const struct timed *word = &c->words[c->word];
        size_t at = word->from > begin ? back_to_white(text, word->from, begin) : begin;
        vtt_add_text(c->out, span_slice(text, begin, at));
        add_time(c, timed_ms(word->frame), &last_ms, end_ms);
        begin = word->to > at ? word->to : at;
        vtt_add_text(c->out, span_slice(text, at, begin));
    }
    vtt_add_text(c->out, span_slice(text, begin, end));
}

static void add_said(struct caption *c, const struct timed *sentence)
{
    const struct segment *s = c->segment;
    uint64_t last_ms = timed_ms(sentence->frame), end_ms = timed_ms(sentence->end_frame);
    uint32_t end = sentence->token + sentence->ntokens;
    for (uint32_t i = sentence->token; i < end; i++) {
        uint32_t to = i + 1 < s->ntokens ? s->tokens[i + 1].spoken_at : (uint32_t)s->spoken.n;
        if (c->word < c->nwords && c->words[c->word].token == i)
            add_time(c, timed_ms(c->words[c->word++].frame), &last_ms, end_ms);
        struct span piece = span_slice(s->spoken, s->tokens[i].spoken_at, to);
        vtt_add_text(c->out, i + 1 < end ? piece : span_trim(piece));
    }
}

static void print_cues(struct caption *c)
{
    for (size_t i = 0; i < c->nsentences; i++) {
        const struct timed *sentence = &c->sentences[i];
        uint64_t from_ms = timed_ms(sentence->frame), to_ms = timed_ms(sentence->end_frame);
        if (to_ms <= from_ms)
            continue;
        vtt_open_cue(c->out, ++c->number, from_ms, to_ms);
        if (shown_as_said(c))
            add_said(c, sentence);
        else
            add_written(c, sentence, i + 1 < c->nsentences ? c->sentences[i + 1].from : c->next_from);
        buf_add_byte(c->out, '\n');
    }
}

/* The place in the block's text where this segment's part of it ends. */
static size_t part_end(const struct post *post, size_t i)
{
    const struct segment *s = &post->script.segments[i];
    bool last = i + 1 == post->script.nsegments || s[1].block != s->block || s[1].ntokens == 0;
    return last ? timed_text(post, s).n : s[1].tokens[0].source_at;
}

void captions_print_vtt(const struct post *post, const struct timeline *timeline, struct buf *out)
{
    struct caption c = {.out = out, .post = post};
    buf_add_text(out, "WEBVTT\n");
    for (size_t i = 0; i < post->script.nsegments; i++) {
        struct arena a;
        arena_init(&a);
        c.segment = &post->script.segments[i];
        c.sentences = timed_sentences(&a, c.segment, &timeline->segments[i], &c.nsentences);
        c.words = timed_words(&a, c.segment, &timeline->segments[i], &c.nwords);
        c.word = 0;
        c.next_from = part_end(post, i);
        print_cues(&c);
        arena_finish(&a);
    }
}
