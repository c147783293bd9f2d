/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Speech marks as Amazon Polly's clients read them (docs.aws.amazon.com/polly/latest/dg/output.html). */
#include "job/timed.h"

struct lines {
    struct buf *out;
    const struct post *post;
    const struct segment *segment;
    size_t base; /* of the block's text in the text that article_print_text prints */
};

static void print_line(const struct lines *l, const struct timed *timed, const char *type)
{
    struct span text = timed_text(l->post, l->segment);
    bool title = l->segment->block == SEGMENT_TITLE;
    struct json j = json_to(l->out);
    json_open(&j, '{');
    json_field_number(&j, "time", (int64_t)timed_ms(timed->frame));
    json_field_text(&j, "type", span_of(type));
    json_field_number(&j, "start", title ? 0 : (int64_t)(l->base + timed->from));
    json_field_number(&j, "end", title ? 0 : (int64_t)(l->base + timed->to));
    json_field_text(&j, "value", span_slice(text, timed->from, timed->to));
    json_close(&j, '}');
    buf_add_byte(l->out, '\n');
}

/* Each sentence before its words. */
static void print_segment(const struct lines *l, const struct segment_time *time)
{
    struct arena a;
    size_t nsentences, nwords, next = 0;
    arena_init(&a);
    const struct timed *sentences = timed_sentences(&a, l->segment, time, &nsentences);
    const struct timed *words = timed_words(&a, l->segment, time, &nwords);
    for (size_t i = 0; i < nwords; i++) {
        while (next < nsentences && sentences[next].token <= words[i].token)
            print_line(l, &sentences[next++], "sentence");
        print_line(l, &words[i], "word");
    }
    arena_finish(&a);
}

void marks_print_lines(const struct post *post, const struct timeline *timeline, struct buf *out)
{
    struct lines l = {.out = out, .post = post};
    int block = SEGMENT_TITLE;
    for (size_t i = 0; i < post->script.nsegments; i++) {
        l.segment = &post->script.segments[i];
        if (block < l.segment->block && block == SEGMENT_TITLE)
            block = 0;
        for (; block < l.segment->block; block++)
            l.base += post->article.blocks[block].text.n + 2; /* its line end, and the empty line */
        print_segment(&l, &timeline->segments[i]);
    }
}
