/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Captions, chapters and speech marks of a small post whose times are round numbers: 22,050 frames a second.
 */
#include "check.h"
#include "job/chapters.h"

#define TEXT "\xE2\x80\x9CStay!\xE2\x80\x9D  Ann & <Bob> paid $5. Then"

static struct block blocks[] = {
    {.kind = BLOCK_PARAGRAPH, .text = {TEXT, sizeof TEXT - 1}},
    {.kind = BLOCK_HEADING, .level = 2, .text = {"Later on", 8}},
    {.kind = BLOCK_CODE, .text = {"x = 1", 5}},
};

static struct token title_tokens[] = {{0, 4, 0, 4}};
static struct utterance title_utterances[] = {{0, 4, 0, 1, 400, true}};
/* "Stay." and "Ann and Bob paid five dollars", cut off from "Then", which is the next segment's. */
static struct token tokens[] = {{0, 4, 3, 4},   {6, 3, 13, 3},  {10, 3, 17, 1}, {14, 3, 20, 3},
                                {18, 4, 25, 4}, {23, 4, 30, 2}, {28, 7, 30, 2}};
static struct utterance utterances[] = {{0, 5, 0, 1, 300, true}, {6, 29, 1, 6, 600, true}};
static struct token rest_tokens[] = {{0, 4, 34, 4}};
static struct utterance rest_utterances[] = {{0, 4, 0, 1, 600, true}};
static struct token heading_tokens[] = {{0, 5, 0, 5}, {6, 2, 6, 2}};
static struct utterance heading_utterances[] = {{0, 8, 0, 2, 600, true}};
static struct token code_tokens[] = {{0, 4, 0, 5}, {5, 5, 0, 5}, {12, 3, 0, 5}, {16, 4, 0, 5}};
static struct utterance code_utterances[] = {{0, 21, 0, 4, 600, true}};

static struct segment segments[] = {
    {SEGMENT_TITLE, {"en", 2}, {"Fees", 4}, title_tokens, title_utterances, 1, 1, {0}},
    {0, {"en", 2}, {"Stay. Ann and Bob paid five dollars.", 36}, tokens, utterances, 7, 2, {0}},
    {0, {"en", 2}, {"Then", 4}, rest_tokens, rest_utterances, 1, 1, {0}},
    {1, {"en", 2}, {"Later on", 8}, heading_tokens, heading_utterances, 2, 1, {0}},
    {2, {"en", 2}, {"Code block, one line.", 21}, code_tokens, code_utterances, 4, 1, {0}},
};

static struct mark one_mark[] = {{0, 0}}, two_marks[] = {{0, 0}, {1, 11025}};
static struct mark marks[] = {{0, 0}, {1, 22050}, {2, 33075}, {3, 33075}, {4, 44100}, {5, 55125}, {6, 60000}};
static struct mark code_marks[] = {{0, 0}, {1, 2205}, {2, 4410}, {3, 6615}};

static struct segment_time times[] = {{0, 22050, one_mark, 1},
                                      {22050, 66150, marks, 7},
                                      {88200, 22050, one_mark, 1},
                                      {110250, 22050, two_marks, 2},
                                      {132300, 22050, code_marks, 4}};
static const struct timeline timeline = {.segments = times, .nframes = 154350};
static const struct post post = {
    .article = {.title = {"Fees", 4}, .language = {"en", 2}, .blocks = blocks, .nblocks = 3},
    .script = {segments, 5},
};

typedef void (*printer)(const struct post *, const struct timeline *, struct buf *);

static void check_printed(printer print, const struct post *p, const char *want)
{
    struct buf out = BUF_EMPTY;
    print(p, &timeline, &out);
    check_text(buf_span(&out), want);
    buf_finish(&out);
}

/* Words without a time of their own have none; punctuation stays at its word; what is announced is shown as
 * said. */
static void captions_show_a_sentence_as_it_is_written_and_announcements_as_said(void)
{
    check_printed(captions_print_vtt, &post,
                  "WEBVTT\n\n1\n00:00:00.000 --> 00:00:01.000\nFees\n"
                  "\n2\n00:00:01.000 --> 00:00:02.000\n\xE2\x80\x9CStay!\xE2\x80\x9D\n"
                  "\n3\n00:00:02.000 --> 00:00:04.000\nAnn <00:00:02.500>&amp; &lt;Bob&gt; "
                  "<00:00:03.000>paid <00:00:03.500>$5.\n"
                  "\n4\n00:00:04.000 --> 00:00:05.000\nThen\n"
                  "\n5\n00:00:05.000 --> 00:00:06.000\nLater <00:00:05.500>on\n"
                  "\n6\n00:00:06.000 --> 00:00:07.000\nCode block, one line.\n");
}

static void chapters_begin_at_headings_and_with_the_title(void)
{
    check_printed(
        chapters_print_vtt, &post,
        "WEBVTT\n\n1\n00:00:00.000 --> 00:00:05.000\nFees\n\n2\n00:00:05.000 --> 00:00:07.000\nLater on\n");
    check_printed(
        chapters_print_json, &post,
        "{\"version\":\"1.2.0\",\"title\":\"Fees\",\"chapters\":[{\"startTime\":0.000,\"endTime\":5.000,"
        "\"title\":\"Fees\"},{\"startTime\":5.000,\"endTime\":7.000,\"title\":\"Later on\"}]}\n");
    struct post plain = post;
    plain.script.nsegments = 3;
    check_printed(chapters_print_vtt, &plain, "WEBVTT\n");
}

static void more_headings_than_a_table_of_contents_holds_leave_out_the_lowest_levels(void)
{
    enum { N = 300 };
    struct arena a;
    size_t n;
    arena_init(&a);
    struct post many = post;
    many.article.blocks = arena_alloc(&a, N * sizeof *many.article.blocks);
    many.script.segments = arena_alloc(&a, N * sizeof *many.script.segments);
    many.script.nsegments = many.article.nblocks = N;
    for (int i = 0; i < N; i++) {
        many.article.blocks[i] =
            (struct block){.kind = BLOCK_HEADING, .level = i % 3 == 0 ? 2 : 3, .text = {"x", 1}};
        many.script.segments[i] = segments[3];
        many.script.segments[i].block = i;
    }
    const struct chapter *list = post_chapters(&a, &many, &n);
    check_number(n, N / 3);
    check_number(list[1].from, 3);
    check_number(list[n - 1].to, N);
    arena_finish(&a);
}

static void speech_marks_count_bytes_of_the_cleaned_text(void)
{
    struct buf out = BUF_EMPTY, text = BUF_EMPTY;
    marks_print_lines(&post, &timeline, &out);
    article_print_text(&post.article, &text);
    struct span rest = buf_span(&out), line;
    size_t words = 0, sentences = 0;
    while (span_line(&rest, &line)) {
        struct error err = {0};
        json_t *mark = json_parse(line, &err);
        long long start = json_integer_value(json_object_get(mark, "start"));
        long long end = json_integer_value(json_object_get(mark, "end"));
        if (json_integer_value(json_object_get(mark, "time")) > 0)
            check_span(json_get_text(mark, "value"), span_slice(buf_span(&text), (size_t)start, (size_t)end));
        else
            check_number(end, 0);
        words += span_is(json_get_text(mark, "type"), "word");
        sentences += span_is(json_get_text(mark, "type"), "sentence");
        json_decref(mark);
    }
    check_number(words, 1 + 6 + 1 + 2 + 1);
    check_number(sentences, 6);
    buf_finish(&out);
    buf_finish(&text);
}

int main(int argc, char **argv)
{
    const struct check checks[] = {
        CHECK(captions_show_a_sentence_as_it_is_written_and_announcements_as_said),
        CHECK(chapters_begin_at_headings_and_with_the_title),
        CHECK(more_headings_than_a_table_of_contents_holds_leave_out_the_lowest_levels),
        CHECK(speech_marks_count_bytes_of_the_cleaned_text),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
