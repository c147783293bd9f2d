/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "article/article.h"

/* change: what a child that lies would send. */
static struct buf sample_message(void (*change)(struct annotation *))
{
    struct annotation annotations[] = {
        {.kind = ANNOTATION_PAUSE, .at = 0, .pause_ms = 700},
        {.kind = ANNOTATION_SAY, .at = 0, .bytes = 3, .value = SPAN("hoh")},
        {.kind = ANNOTATION_NOTE, .at = 3, .bytes = 3, .value = SPAN("3")},
    };
    struct block blocks[] = {
        {.kind = BLOCK_HEADING, .level = 2, .text = SPAN("Bees")},
        {.kind = BLOCK_ITEM,
         .level = 1,
         .ordinal = 7,
         .lettered = true,
         .text = SPAN("Hö[3]"),
         .language = SPAN("de"),
         .voice = SPAN("de"),
         .annotations = annotations,
         .nannotations = COUNT_OF(annotations)},
        {.kind = BLOCK_TABLE, .columns = 2, .header = true, .text = SPAN("Name\tAge\nAnn\t5")},
    };
    if (change)
        change(&annotations[1]);
    struct verdict verdicts[] = {
        {.kind = BLOCK_ITEM, .kept = true, .rule = SPAN("<li>"), .text = SPAN("Hö")}};
    struct article article = {.title = SPAN("On bees"),
                              .language = SPAN("en"),
                              .blocks = blocks,
                              .nblocks = COUNT_OF(blocks),
                              .verdicts = verdicts,
                              .nverdicts = 1};
    struct buf message = BUF_EMPTY;
    article_put(&article, &message);
    return message;
}

static void comes_back_as_it_went(void)
{
    struct arena a;
    struct article out;
    arena_init(&a);
    struct buf message = sample_message(NULL);
    struct wire w = {.rest = buf_span(&message)};
    check_true(article_get(&a, &w, &out));
    check_true(wire_done(&w));
    buf_finish(&message);
    check_text(out.title, "On bees");
    check_text(out.byline, "");
    if (check_number(out.nblocks, 3)) {
        check_number(out.blocks[0].kind, BLOCK_HEADING);
        check_number(out.blocks[0].level, 2);
        check_number(out.blocks[1].ordinal, 7);
        check_true(out.blocks[1].lettered);
        check_text(out.blocks[1].text, "Hö[3]");
        check_text(out.blocks[1].language, "de");
        check_text(out.blocks[1].voice, "de");
        if (check_number(out.blocks[1].nannotations, 3)) {
            check_number(out.blocks[1].annotations[0].pause_ms, 700);
            check_text(out.blocks[1].annotations[1].value, "hoh");
            check_number(out.blocks[1].annotations[2].kind, ANNOTATION_NOTE);
        }
        check_number(out.blocks[2].columns, 2);
        check_true(out.blocks[2].header && !out.blocks[1].header);
    }
    if (check_number(out.nverdicts, 1)) {
        check_true(out.verdicts[0].kept);
        check_text(out.verdicts[0].rule, "<li>");
        check_text(out.verdicts[0].text, "Hö");
    }
    arena_finish(&a);
}

static void refuses_every_cut(void)
{
    struct buf message = sample_message(NULL);
    for (size_t n = 0; n < message.n; n++) {
        struct arena a;
        struct article out;
        arena_init(&a);
        struct wire w = {.rest = span_slice(buf_span(&message), 0, n)};
        check_true(!article_get(&a, &w, &out));
        arena_finish(&a);
    }
    buf_finish(&message);
}

/* Each byte set to 0xFF: refused, or still an article within its bounds. */
static void survives_every_changed_byte(void)
{
    struct buf message = sample_message(NULL);
    for (size_t i = 0; i < message.n; i++) {
        char kept = message.p[i];
        message.p[i] = (char)0xFF;
        struct arena a;
        struct article out;
        arena_init(&a);
        struct wire w = {.rest = buf_span(&message)};
        if (article_get(&a, &w, &out))
            check_true(out.nblocks == 3 && out.blocks[1].kind < BLOCK_KINDS && out.blocks[0].level <= 255);
        arena_finish(&a);
        message.p[i] = kept;
    }
    buf_finish(&message);
}

static void into_a_character(struct annotation *say)
{
    say->bytes = 2;
}

static void over_the_next(struct annotation *say)
{
    say->bytes = 4;
}

static void past_the_end(struct annotation *say)
{
    say->bytes = UINT32_MAX;
}

static void a_pause_with_text(struct annotation *say)
{
    say->kind = ANNOTATION_PAUSE;
}

static void backwards(struct annotation *say)
{
    say[-1].at = 3;
}

static void refuses_annotations_that_do_not_lie_in_the_text(void)
{
    void (*const lies[])(struct annotation *) = {into_a_character, over_the_next, past_the_end,
                                                 a_pause_with_text, backwards};
    for (size_t i = 0; i < COUNT_OF(lies); i++) {
        struct arena a;
        struct article out;
        arena_init(&a);
        struct buf message = sample_message(lies[i]);
        struct wire w = {.rest = buf_span(&message)};
        check_true(!article_get(&a, &w, &out) && out.nblocks == 0);
        buf_finish(&message);
        arena_finish(&a);
    }
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(comes_back_as_it_went),
        CHECK(refuses_every_cut),
        CHECK(survives_every_changed_byte),
        CHECK(refuses_annotations_that_do_not_lie_in_the_text),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
