/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page orders about being read aloud is done. */
#include "sample.h"

#define HIVES "Bees live in hives, and hives are full of honey, as everyone who has ever seen one knows."
#define FLOWERS "They fly to flowers every day of the long summer, and they carry pollen home on their legs."
#define PAGE(body) "<html><head><title>Bees</title></head><body><article>" body "</article></body></html>"

static void what_is_marked_skip_is_silent(void)
{
    check_article(PAGE("<p>" HIVES "</p><div data-listenpost=skip><p>" FLOWERS "</p></div><p>" FLOWERS
                       " <span data-listenpost=' SKIP '>Not this.</span></p>"),
                  "text/html", HIVES " / " FLOWERS);
}

static void what_is_marked_skip_in_a_table_leaves_the_columns_in_place(void)
{
    check_article(
        PAGE("<p>" HIVES "</p><table><tr><td>Rye<td data-listenpost=skip>3<td>Oslo<tr data-listenpost=skip>"
             "<td>Oat<td>4<td>Rome<tr><td>Bran<td>5<td><i data-listenpost=skip>x</i><math><mi>a</mi><mo>+"
             "</mo><mi>b</mi></math></table><p>" FLOWERS "</p>"),
        "text/html", HIVES " / Rye\t\tOslo\nBran\t5\ta + b / " FLOWERS);
}

static void what_other_players_skip_is_silent(void)
{
    static const char *const attributes[] = {"class='a trinity-skip-it'", "class=rs_skip",
                                             "class=talker-mute", "data-beyondwords-skip",
                                             "data-beyondwords-player=true"};
    for (size_t i = 0; i < COUNT_OF(attributes); i++) {
        struct buf page = BUF_EMPTY;
        buf_printf(&page, "<html><body><article><p>%s</p><p %s>%s</p></article></body></html>", HIVES,
                   attributes[i], FLOWERS);
        check_article(page.p, "text/html", HIVES);
        buf_finish(&page);
    }
    check_article(
        PAGE("<p>" HIVES "</p><p class=trinity-skip-its data-beyondwords-skip=false>" FLOWERS "</p>"),
        "text/html", HIVES " / " FLOWERS);
}

static void where_only_is_marked_only_that_is_read(void)
{
    check_article(PAGE("<p>" HIVES "</p><aside data-listenpost=only><h2>bees</h2><p>By Ann Lee</p>"
                       "<p data-listenpost=skip>No.</p></aside><p>" FLOWERS
                       " <b data-listenpost=only>This much.</b> No more.</p>"),
                  "text/html", "By Ann Lee / This much.");
}

static void orders_in_markdown_are_obeyed(void)
{
    check_article("# Bees\n\n" HIVES "\n\n<div data-listenpost=\"skip\">\n\n" FLOWERS
                  "\n\n</div>\n\nAnd <span "
                  "data-listenpost=\"skip\">not</span> so on.\n",
                  "text/markdown", HIVES " / And so on.");
}

static void check_annotation(const struct block *block, size_t i, enum annotation_kind kind, const char *text)
{
    if (!check_true(i < block->nannotations))
        return;
    const struct annotation *note = &block->annotations[i];
    check_number(note->kind, kind);
    check_text(span_slice(block->text, note->at, (size_t)note->at + note->bytes), text);
}

static void words_and_pauses_lie_where_the_page_puts_them(void)
{
    struct sample s = sample_read(
        SPAN(PAGE(
            "<p data-listenpost='pause:1.5s'>The <abbr data-listenpost='say: American; Journal; pause:2s'> "
            "A<b>B</b>J </abbr>calls it<i data-listenpost='pause:9999s'></i> <i lang=DE>Bienenfleiß</i>, "
            "and <code>bee</code> is a function in a program of ours.<i "
            "data-listenpost='pause:7'></i></p><p>" HIVES "</p>")),
        "text/html");
    if (check_true(s.read && s.article.nblocks == 2)) {
        const struct block *b = &s.article.blocks[0];
        check_text(b->text, "The ABJ calls it Bienenfleiß, and bee is a function in a program of ours.");
        check_number(b->nannotations, 7);
        check_annotation(b, 0, ANNOTATION_PAUSE, "");
        check_number(b->annotations[0].at, 0);
        check_number(b->annotations[0].pause_ms, 1500);
        check_annotation(b, 1, ANNOTATION_PAUSE, "");
        check_number(b->annotations[1].at, 4);
        check_number(b->annotations[1].pause_ms, 2000);
        check_annotation(b, 2, ANNOTATION_SAY, "ABJ");
        check_text(b->annotations[2].value, "American; Journal");
        check_annotation(b, 3, ANNOTATION_LANGUAGE, "Bienenfleiß");
        check_text(b->annotations[3].value, "de");
        check_number(b->annotations[4].pause_ms, s.config.pause_max_ms);
        check_number(b->annotations[4].at, b->annotations[3].at);
        check_annotation(b, 5, ANNOTATION_CODE, "bee");
        check_number(b->annotations[6].at, b->text.n);
        check_number(b->annotations[6].pause_ms, 7);
    }
    sample_finish(&s);
}

/* e and a combining accent become one character before the stretch, and inside it. */
static void places_hold_when_text_is_composed(void)
{
    struct sample s =
        sample_read(SPAN(PAGE("<p>Cafe\xCC\x81s near <i lang=fr>l'e\xCC\x81glise</i> are open, and "
                              "they will be open all day long.</p><p>" HIVES "</p>")),
                    "text/html");
    if (check_true(s.read))
        check_annotation(&s.article.blocks[0], 0, ANNOTATION_LANGUAGE, "l'église");
    sample_finish(&s);
}

static void a_language_of_the_whole_block_is_the_block_s(void)
{
    struct sample s =
        sample_read(SPAN(PAGE("<p><i lang=de>Das ist so.</i></p><p>" HIVES "</p>")), "text/html");
    if (check_true(s.read && s.article.nblocks == 2)) {
        check_text(s.article.blocks[0].language, "de");
        check_number(s.article.blocks[0].nannotations, 0);
    }
    sample_finish(&s);
}

static void a_voice_is_its_blocks(void)
{
    struct sample s = sample_read(
        SPAN(PAGE("<p>" HIVES "</p><div data-listenpost='voice: en-gb '><p>" FLOWERS "</p></div>")),
        "text/html");
    if (check_true(s.read && s.article.nblocks == 2)) {
        check_text(s.article.blocks[0].voice, "");
        check_text(s.article.blocks[1].voice, "en-gb");
    }
    sample_finish(&s);
}

static void nonsense_is_no_order(void)
{
    struct sample s = sample_read(
        SPAN(PAGE("<p data-listenpost='pause:;pause:1h;pause:-3ms;pause:1.2.3s;skip it;;:;voice;say'>" HIVES
                  "</p>")),
        "text/html");
    if (check_true(s.read && s.article.nblocks == 1))
        check_number(s.article.blocks[0].nannotations, 0);
    sample_finish(&s);
}

static void a_page_that_opts_out_is_not_read(void)
{
    check_article("<html><head><meta name=listenpost content=' OFF'></head><body><p>" HIVES
                  "</p></body></html>",
                  "text/html", "opted_out");
    check_article("<html><head><meta name=listenpost content=on></head><body><p>" HIVES "</p></body></html>",
                  "text/html", HIVES);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(what_is_marked_skip_is_silent),
        CHECK(what_is_marked_skip_in_a_table_leaves_the_columns_in_place),
        CHECK(what_other_players_skip_is_silent),
        CHECK(where_only_is_marked_only_that_is_read),
        CHECK(orders_in_markdown_are_obeyed),
        CHECK(words_and_pauses_lie_where_the_page_puts_them),
        CHECK(places_hold_when_text_is_composed),
        CHECK(a_language_of_the_whole_block_is_the_block_s),
        CHECK(a_voice_is_its_blocks),
        CHECK(nonsense_is_no_order),
        CHECK(a_page_that_opts_out_is_not_read),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
