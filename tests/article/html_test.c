/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample.h"

#define LONG_1                                                                                               \
    "The baker on our street has baked the same loaf for thirty years, and nobody has ever asked her why."
#define LONG_2                                                                                               \
    "She begins at three in the morning, when the street is dark and the oven is the only warm thing there."
#define LONG_3                                                                                               \
    "By six the first loaves stand in the window, and the smell has reached the tram stop at the corner."

static void reads_the_article_and_not_the_page(void)
{
    check_article(
        "<!DOCTYPE html><title>The loaf | Street news</title><body><header><nav><a href=/>Home</a></nav>"
        "</header><main><article><h1>The loaf</h1><p class=byline>By Ann Lee</p><p>" LONG_1 "</p><p>" LONG_2
        "</p><div class=share-bar><a href=#>Share</a></div><h2>Dawn</h2><p>" LONG_3
        "</p></article><aside><h3>Related</h3><ul><li><a href=/b>Buns</a></li></ul></aside></main>"
        "<footer><p>© 2020 Street news. All rights reserved, and this line is rather long, too.</p></footer>",
        "text/html", LONG_1 " / " LONG_2 " / Dawn / " LONG_3);
}

static void meaningless_class_names_do_not_matter(void)
{
    check_article("<!DOCTYPE html><title>The loaf</title><body><div class=x1><div class=q><a href=/>Home</a> "
                  "<a href=/n>News</a>"
                  "</div></div><div class=x2><div class=x3><h1>The loaf</h1><p>" LONG_1 "</p><p>" LONG_2
                  "</p></div><div class=x4><a href=/b>Buns</a><a href=/c>Cakes</a></div></div>",
                  "text/html", LONG_1 " / " LONG_2);
}

static void a_fragment_loses_nothing(void)
{
    check_article("<p>Hello.</p><p>How are you?</p><ul><li>Well</li><li>Not so well</li></ul>", "text/html",
                  "Hello. / How are you? / Well / Not so well");
}

static void a_fragment_keeps_links_asides_and_footers_that_a_page_drops(void)
{
    const char *list = "<ul><li><a href=/a>Rye, and why</a></li><li><a href=/b>Wheat</a></li></ul>"
                       "<aside><p>A note on rye.</p></aside><footer><p>Written in May.</p></footer>";
    struct buf page = BUF_EMPTY;
    buf_printf(&page, "<p>" LONG_1 "</p><p>" LONG_2 "</p>%s%c", list, '\0');
    check_article(page.p, "text/html",
                  LONG_1 " / " LONG_2 " / Rye, and why / Wheat / A note on rye. / Written in May.");
    buf_clear(&page);
    buf_printf(&page, "<!DOCTYPE html><body><p>" LONG_1 "</p><p>" LONG_2 "</p>%s%c", list, '\0');
    check_article(page.p, "text/html", LONG_1 " / " LONG_2);
    buf_finish(&page);
}

static void what_only_scripts_and_comments_say_makes_no_document(void)
{
    check_article("<!-- <html><nav> --><svg><title>Loaf</title></svg><p>Hello.</p><aside>You.</aside>",
                  "text/html", "Hello. / You.");
}

static void an_article_of_headings_alone_is_read(void)
{
    check_article("<!DOCTYPE html><title>Two loaves</title><body><a href=/>Home</a><article><h2>A round "
                  "one</h2><img src=a.png><h2>A long one</h2><img src=b.png></article>",
                  "text/html", "A round one / A long one");
}

static void hidden_text_is_silent(void)
{
    check_article(
        "<p>" LONG_1
        "</p><p hidden>Not this.</p><p style='display: none'>Nor this.</p><p aria-hidden=true>Nor "
        "that.</p><span class=sr-only>Opens in a new window</span><noscript>No script.</noscript>"
        "<template><p>Template.</p></template><dialog open>Dialog.</dialog><listen-post><a href=#>Listen</a>"
        "</listen-post><p>" LONG_2 "</p>",
        "text/html", LONG_1 " / " LONG_2);
}

static void double_breaks_divide_paragraphs_and_single_ones_do_not(void)
{
    check_article("<div>One thing.<br>Another thing.<br><br>A third thing.</div>", "text/html",
                  "One thing. Another thing. / A third thing.");
}

static void note_markers_are_silent_and_exponents_are_not(void)
{
    check_article(
        "<p>Bread is old<sup><a href=#n1>1</a></sup>, older than brick<a href='#n2'>[2]</a>, and a loaf is "
        "2 dm<sup>3</sup> of air.</p>",
        "text/html", "Bread is old, older than brick, and a loaf is 2 dm³ of air.");
}

static void tables_of_data_are_rows(void)
{
    check_article("<p>" LONG_1
                  "</p><table><tr><th>Loaf</th><th>Price</th></tr><tr><td>Rye</td><td>$3</td></tr></table>",
                  "text/html", LONG_1 " / Loaf\tPrice\nRye\t$3");
}

static void check_table(const char *table, const char *text, bool header, int columns)
{
    struct buf page = BUF_EMPTY;
    buf_printf(&page, "<p>" LONG_1 "</p><table>%s</table>%c", table, '\0');
    struct sample s = sample_read(span_of(page.p), "text/html");
    if (check_true(s.read && s.article.nblocks >= 2)) {
        const struct block *block = &s.article.blocks[s.article.nblocks - 1];
        check_text(block->text, text);
        check_true(block->kind == BLOCK_TABLE && block->header == header);
        check_number(block->columns, columns);
    }
    sample_finish(&s);
    buf_finish(&page);
}

static void cells_that_cover_several_leave_the_others_in_their_columns(void)
{
    check_table("<tr><th>Loaf<th>Price<th>Shop<tr><td rowspan=2>Rye<td>$3<td>North<tr><td>$4<td>South"
                "<tr><td>All<td colspan=2>sold",
                "Loaf\tPrice\tShop\nRye\t$3\tNorth\n\t$4\tSouth\nAll\tsold", true, 3);
    check_table("<tr><th>Loaf<th colspan=2>Price<th>Shop<tr><td>Rye<td>$3<td>$4<td>North",
                "Loaf\tPrice\t\tShop\nRye\t$3\t$4\tNorth", true, 4);
    check_table("<tr><th colspan=3>Our loaves<tr><td>Rye<td>$3<td>North", "Our loaves\nRye\t$3\tNorth", false,
                3);
}

static void a_caption_stands_before_its_table_and_notes_are_no_part_of_cells(void)
{
    check_article("<p>" LONG_1 "</p><table><caption>What the loaves cost in spring.</caption><tr><th>Loaf<th>"
                  "Price<tr><td>Rye<sup><a href=#n>1</a></sup><td>$3</table>",
                  "text/html", LONG_1 " / What the loaves cost in spring. / Loaf\tPrice\nRye\t$3");
    check_table("<caption>What they cost.</caption><tr><th>Loaf<th>Price<tr><td>Rye<td>$3",
                "Loaf\tPrice\nRye\t$3", true, 2);
}

static void code_keeps_its_lines(void)
{
    check_article(
        "<p>Type this, and nothing else:</p><pre><code>make\n  install</code></pre><p>Then wait.</p>",
        "text/html", "Type this, and nothing else: / make\n  install / Then wait.");
}

static void items_know_their_level_and_number(void)
{
    struct sample s = sample_read(
        SPAN("<p>Do it:</p><ol start=4><li>Knead.<ul><li>Gently.</li></ul></li><li>Rest.</li></ol>"),
        "text/html");
    if (check_true(s.read) && check_number(s.article.nblocks, 4)) {
        check_number(s.article.blocks[1].ordinal, 4);
        check_number(s.article.blocks[1].level, 1);
        check_number(s.article.blocks[2].ordinal, 0);
        check_number(s.article.blocks[2].level, 2);
        check_number(s.article.blocks[3].ordinal, 5);
        check_number(s.article.blocks[3].kind, BLOCK_ITEM);
    }
    sample_finish(&s);
}

/* The numbers in order, 0 for none. */
static void check_ordinals(const char *html, const char *want, bool lettered)
{
    struct sample s = sample_read(span_of(html), "text/html");
    struct buf got = BUF_EMPTY;
    for (size_t i = 1; i < s.article.nblocks; i++) {
        buf_printf(&got, "%s%d", i > 1 ? " " : "", s.article.blocks[i].ordinal);
        check_true(s.article.blocks[i].lettered == (lettered && s.article.blocks[i].ordinal));
    }
    check_text(buf_span(&got), want);
    buf_finish(&got);
    sample_finish(&s);
}

static void lists_are_numbered_as_a_browser_shows_them(void)
{
    check_ordinals("<p>So:</p><ol><li><p>One.<p>More of it.</li><li>Two.</li></ol>", "1 0 2", false);
    check_ordinals("<p>So:</p><ol reversed><li>Three.<li>Two.<li>One.</ol>", "3 2 1", false);
    check_ordinals("<p>So:</p><ol reversed start=9><li>Nine.<li value=4>Four.<li>Three.</ol>", "9 4 3",
                   false);
    check_ordinals("<p>So:</p><ol type=A><li>A.<ul><li>Not this.</ul><li>B.</ol>", "1 0 2", true);
    check_ordinals("<p>So:</p><ol type=I><li>First.<li>Second.</ol>", "1 2", false);
}

static void takes_no_language_that_is_no_tag(void)
{
    struct sample s = sample_read(
        SPAN("<p lang='x y!'>A paragraph of some words.</p><p lang=de_AT>Ein Absatz.</p>"
             "<p>In <i lang='\x01'>words</i> and <i lang=FR-ca>mots</i> and <i lang=''>more</i>.</p>"),
        "text/html");
    if (check_true(s.read) && check_number(s.article.nblocks, 3)) {
        check_text(s.article.blocks[0].language, "");
        check_text(s.article.blocks[1].language, "de-at");
        if (check_number(s.article.blocks[2].nannotations, 1))
            check_text(s.article.blocks[2].annotations[0].value, "fr-ca");
    }
    sample_finish(&s);
}

static void tells_what_the_page_tells_of_itself(void)
{
    struct sample s = sample_read(SPAN("<!DOCTYPE html><html lang=en-GB><title>The loaf | Street "
                                       "news</title><meta property=og:site_name "
                                       "content='Street news'><meta name=author content='By Ann Lee'><meta "
                                       "property=article:published_time "
                                       "content='2024-05-06T07:08:09+01:00'><h1>The loaf</h1><p>" LONG_1
                                       "</p><p lang=fr>Bonjour tout le monde.</p>"),
                                  "text/html");
    check_true(s.read);
    check_text(s.article.title, "The loaf");
    check_text(s.article.language, "en-gb");
    check_text(s.article.byline, "Ann Lee");
    check_text(s.article.site, "Street news");
    check_text(s.article.date, "2024-05-06T07:08:09+01:00");
    if (check_number(s.article.nblocks, 2))
        check_text(s.article.blocks[1].language, "fr");
    sample_finish(&s);
}

static void a_pull_quote_is_read_once_and_a_refrain_each_time(void)
{
    check_article("<p>" LONG_1 " " LONG_2 "</p><div>" LONG_2 "</div><p>" LONG_3 "</p><p>" LONG_3 "</p>",
                  "text/html", LONG_1 " " LONG_2 " / " LONG_3 " / " LONG_3);
}

static void a_sentence_that_comes_again_is_no_pull_quote(void)
{
    check_article("<p>" LONG_1 "</p><p>" LONG_2 "</p><p>" LONG_1 " " LONG_3 "</p>", "text/html",
                  LONG_1 " / " LONG_2 " / " LONG_1 " " LONG_3);
}

static void characters_of_unassigned_planes_are_read_as_they_are(void)
{
    check_article("<p>Hello there.</p><p title=Hello>&#x40000; again</p>", "text/html",
                  "Hello there. / \xF1\x80\x80\x80 again");
    check_article("<p>Hello there, \xF1\x80\x80\x81.</p>", "text/html", "Hello there, \xF1\x80\x80\x81.");
}

static void a_page_without_an_article_is_an_error(void)
{
    check_article("<!DOCTYPE html><body><nav><a href=/>Home</a></nav><img src=a.png>", "text/html",
                  "no_article");
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(reads_the_article_and_not_the_page),
        CHECK(meaningless_class_names_do_not_matter),
        CHECK(a_fragment_loses_nothing),
        CHECK(a_fragment_keeps_links_asides_and_footers_that_a_page_drops),
        CHECK(what_only_scripts_and_comments_say_makes_no_document),
        CHECK(an_article_of_headings_alone_is_read),
        CHECK(hidden_text_is_silent),
        CHECK(double_breaks_divide_paragraphs_and_single_ones_do_not),
        CHECK(note_markers_are_silent_and_exponents_are_not),
        CHECK(tables_of_data_are_rows),
        CHECK(cells_that_cover_several_leave_the_others_in_their_columns),
        CHECK(a_caption_stands_before_its_table_and_notes_are_no_part_of_cells),
        CHECK(code_keeps_its_lines),
        CHECK(items_know_their_level_and_number),
        CHECK(takes_no_language_that_is_no_tag),
        CHECK(lists_are_numbered_as_a_browser_shows_them),
        CHECK(tells_what_the_page_tells_of_itself),
        CHECK(a_pull_quote_is_read_once_and_a_refrain_each_time),
        CHECK(a_sentence_that_comes_again_is_no_pull_quote),
        CHECK(characters_of_unassigned_planes_are_read_as_they_are),
        CHECK(a_page_without_an_article_is_an_error),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
