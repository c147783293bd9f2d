/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "check.h"
#include "job/job.h"

/* The post of docs/json.md: a title, a paragraph with an amount, a character beyond the BMP and a last word.
 */
static struct block blocks[] = {
    {.kind = BLOCK_PARAGRAPH, .text = {"It costs $5. \xF0\x9F\x98\x80 Good.", 23}},
    {.kind = BLOCK_CODE, .text = {"x = 1", 5}},
};

static struct token title_tokens[] = {{0, 4, 0, 4}};
static struct utterance title_utterances[] = {{0, 4, 0, 1, 400, true}};
/* "It costs five dollars" and "Good": two spoken words for one amount. */
static struct token tokens[] = {{0, 2, 0, 2}, {3, 5, 3, 5}, {9, 4, 9, 2}, {14, 7, 9, 2}, {22, 4, 18, 4}};
static struct utterance utterances[] = {{0, 21, 0, 4, 300, true}, {22, 4, 4, 1, 600, true}};

static struct segment segments[] = {
    {SEGMENT_TITLE, {"en", 2}, {"Fees", 4}, title_tokens, title_utterances, 1, 1, {0}},
    {0, {"en", 2}, {"It costs five dollars Good", 26}, tokens, utterances, 5, 2, {0}},
};

static struct mark title_marks[] = {{0, 0}};
static struct mark marks[] = {{0, 0}, {1, 2205}, {2, 11025}, {3, 13230}, {4, 22050}};

static struct segment_time times[] = {{0, 22050, title_marks, 1}, {22050, 44100, marks, 5}};
static const struct timeline timeline = {.segments = times, .nframes = 66150};
static const struct voice voice = {.name = "en-us"};
static const struct post post = {
    .article = {.title = {"Fees", 4}, .language = {"en", 2}, .blocks = blocks, .nblocks = 2},
    .script = {segments, 2},
    .voice = &voice,
    .key = "5e88",
};

static json_t *printed(const struct post *p, const struct timeline *t)
{
    struct buf out = BUF_EMPTY;
    struct error err = {0};
    marks_print_json(p, t, &out);
    json_t *root = json_parse(buf_span(&out), &err);
    check_true(root != NULL);
    buf_finish(&out);
    return root;
}

static void check_mark(const json_t *list, size_t index, const int want[4])
{
    const json_t *mark = json_array_get(list, index);
    check_number(json_array_size(mark), 4);
    for (size_t i = 0; i < 4; i++)
        check_number(json_integer_value(json_array_get(mark, i)), want[i]);
}

static void words_point_into_the_page_in_utf16_units(void)
{
    json_t *root = printed(&post, &timeline);
    const json_t *words = json_object_get(root, "words");
    check_number(json_array_size(words), 5);
    check_mark(words, 0, (const int[4]){0, -1, 0, 4});
    check_mark(words, 1, (const int[4]){1000, 0, 0, 2});
    check_mark(words, 4, (const int[4]){2000, 0, 16, 20}); /* behind a character of two units */
    json_decref(root);
}

static void an_expression_of_several_spoken_words_is_one_mark(void)
{
    json_t *root = printed(&post, &timeline);
    check_mark(json_object_get(root, "words"), 3, (const int[4]){1500, 0, 9, 11});
    json_decref(root);
}

static void sentences_reach_from_their_first_to_their_last_word(void)
{
    json_t *root = printed(&post, &timeline);
    const json_t *sentences = json_object_get(root, "sentences");
    check_number(json_array_size(sentences), 3);
    check_mark(sentences, 1, (const int[4]){1000, 0, 0, 11});
    check_mark(sentences, 2, (const int[4]){2000, 0, 16, 20});
    json_decref(root);
}

static void blocks_have_times_and_silent_ones_have_none(void)
{
    json_t *root = printed(&post, &timeline);
    const json_t *list = json_object_get(root, "blocks"), *title = json_object_get(root, "title");
    check_number(json_array_size(list), 2);
    check_number(json_integer_value(json_object_get(title, "end_ms")), 1000);
    const json_t *spoken = json_array_get(list, 0), *silent = json_array_get(list, 1);
    check_number(json_integer_value(json_object_get(spoken, "start_ms")), 1000);
    check_number(json_integer_value(json_object_get(spoken, "end_ms")), 3000);
    check_text(json_get_text(spoken, "text"), "It costs $5. \xF0\x9F\x98\x80 Good.");
    check_true(json_is_null(json_object_get(silent, "start_ms")));
    check_number(json_integer_value(json_object_get(root, "duration_ms")), 3000);
    json_decref(root);
}

static void words_cut_off_at_the_limit_have_no_mark(void)
{
    struct segment_time cut[] = {times[0], times[1]};
    cut[1].nmarks = 2;
    json_t *root = printed(&post, &(struct timeline){.segments = cut, .nframes = 66150});
    check_number(json_array_size(json_object_get(root, "words")), 3);
    check_number(json_array_size(json_object_get(root, "sentences")), 2);
    json_decref(root);
}

int main(int argc, char **argv)
{
    const struct check checks[] = {
        CHECK(words_point_into_the_page_in_utf16_units),
        CHECK(an_expression_of_several_spoken_words_is_one_mark),
        CHECK(sentences_reach_from_their_first_to_their_last_word),
        CHECK(blocks_have_times_and_silent_ones_have_none),
        CHECK(words_cut_off_at_the_limit_have_no_mark),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
