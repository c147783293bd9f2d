/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "article/article.h"

static struct buf sample_message(void)
{
    struct block blocks[] = {
        {.kind = BLOCK_HEADING, .level = 2, .text = SPAN("Bees")},
        {.kind = BLOCK_ITEM, .level = 1, .ordinal = 7, .text = SPAN("Honig"), .language = SPAN("de")},
    };
    struct article article = {
        .title = SPAN("On bees"), .language = SPAN("en"), .blocks = blocks, .nblocks = 2};
    struct buf message = BUF_EMPTY;
    article_put(&article, &message);
    return message;
}

static void comes_back_as_it_went(void)
{
    struct arena a;
    struct article out;
    arena_init(&a);
    struct buf message = sample_message();
    struct wire w = {.rest = buf_span(&message)};
    check_true(article_get(&a, &w, &out));
    check_true(wire_done(&w));
    buf_finish(&message);
    check_text(out.title, "On bees");
    check_text(out.byline, "");
    if (check_number(out.nblocks, 2)) {
        check_number(out.blocks[0].kind, BLOCK_HEADING);
        check_number(out.blocks[0].level, 2);
        check_number(out.blocks[1].ordinal, 7);
        check_text(out.blocks[1].text, "Honig");
        check_text(out.blocks[1].language, "de");
    }
    arena_finish(&a);
}

static void refuses_every_cut(void)
{
    struct buf message = sample_message();
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
    struct buf message = sample_message();
    for (size_t i = 0; i < message.n; i++) {
        char kept = message.p[i];
        message.p[i] = (char)0xFF;
        struct arena a;
        struct article out;
        arena_init(&a);
        struct wire w = {.rest = buf_span(&message)};
        if (article_get(&a, &w, &out))
            check_true(out.nblocks == 2 && out.blocks[1].kind < BLOCK_KINDS && out.blocks[0].level <= 255);
        arena_finish(&a);
        message.p[i] = kept;
    }
    buf_finish(&message);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(comes_back_as_it_went),
        CHECK(refuses_every_cut),
        CHECK(survives_every_changed_byte),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
