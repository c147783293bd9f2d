/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample.h"

#define LONG_1                                                                                               \
    "The baker on our street has baked the same loaf for thirty years, and nobody has ever asked her why."
#define LONG_2                                                                                               \
    "She begins at three in the morning, when the street is dark and the oven is the only warm thing there."
#define LONG_3                                                                                               \
    "By six the first loaves stand in the window, and the smell has reached the tram stop at the corner."

static void drops_the_page_around_flattened_text(void)
{
    check_article("Street news\nHome\nSport\nWeather\nListen to this Post\nThe loaf\n2025-01-30\n" LONG_1
                  "\nDawn\n" LONG_2 "\nShare\nTweet\nPrint\n" LONG_3
                  "\nReferences:\nBaking: https://example.com/bread\nhttps://example.com\n",
                  "text/plain", LONG_1 " / Dawn / " LONG_2 " / " LONG_3);
}

static void takes_title_and_date_above_the_text(void)
{
    struct sample s = sample_read(SPAN("The loaf\nMay 6, 2024\n" LONG_1 "\n" LONG_2), "text/plain");
    check_true(s.read);
    check_text(s.article.title, "The loaf");
    check_text(s.article.date, "2024-05-06");
    check_number(s.article.nblocks, 2);
    sample_finish(&s);
}

static void joins_hard_wrapped_lines(void)
{
    check_article(
        "The baker on our street has baked the same loaf\nfor thirty years, and nobody has ever asked her\n"
        "why.\n\nShe begins at three in the morning, when the\nstreet is dark.\n",
        "text/plain",
        "The baker on our street has baked the same loaf for thirty years, and nobody has ever asked her "
        "why. / "
        "She begins at three in the morning, when the street is dark.");
}

static void short_text_is_read_whole(void)
{
    check_article("Hello world", "text/plain", "Hello world");
    check_article("Hello.\nGood bye.", "text/plain", "Hello. / Good bye.");
}

static void a_label_before_a_paragraph_is_a_heading(void)
{
    struct sample s = sample_read(SPAN(LONG_1 "\nDawn\n" LONG_2 "\nLastly,\n" LONG_3), "text/plain");
    if (check_true(s.read) && check_number(s.article.nblocks, 5)) {
        check_number(s.article.blocks[1].kind, BLOCK_HEADING);
        check_number(s.article.blocks[3].kind, BLOCK_PARAGRAPH);
    }
    sample_finish(&s);
}

static void bullets_become_items(void)
{
    struct sample s = sample_read(SPAN("You need three things:\n- flour\n- water\n3. time\n"), "text/plain");
    if (check_true(s.read) && check_number(s.article.nblocks, 4)) {
        check_number(s.article.blocks[1].kind, BLOCK_ITEM);
        check_text(s.article.blocks[1].text, "flour");
        check_number(s.article.blocks[3].ordinal, 3);
    }
    sample_finish(&s);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(drops_the_page_around_flattened_text),
        CHECK(takes_title_and_date_above_the_text),
        CHECK(joins_hard_wrapped_lines),
        CHECK(short_text_is_read_whole),
        CHECK(a_label_before_a_paragraph_is_a_heading),
        CHECK(bullets_become_items),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
