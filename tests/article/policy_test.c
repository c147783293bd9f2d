/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Code, tables, figures, notes and formulas, each as the settings choose. */
#include "sample.h"

#define HIVES "Bees live in hives, and hives are full of honey, as everyone who has ever seen one knows."
#define FLOWERS "They fly to flowers every day of the long summer, and they carry pollen home on their legs."
#define PAGE(body) "<html><head><title>Bees</title></head><body><article>" body "</article></body></html>"

static void code_and_tables_are_blocks_unless_skipped(void)
{
    static const char page[] = PAGE(
        "<p>" HIVES "</p><pre>a = 1</pre><table><tr><td>Rye<td>3<tr><td>Oat<td>4</table><p>" FLOWERS "</p>");
    check_article(page, "text/html", HIVES " / a = 1 / Rye\t3\nOat\t4 / " FLOWERS);
    check_article_with(page, "code=read tables=announce", HIVES " / a = 1 / Rye\t3\nOat\t4 / " FLOWERS);
    check_article_with(page, "code=skip tables=skip", HIVES " / " FLOWERS);
}

static void check_table(const char *html, const char *text, int columns, bool header)
{
    struct buf page = BUF_EMPTY;
    buf_printf(&page, "<html><body><article><p>%s</p>%s</article></body></html>", HIVES, html);
    struct sample s = sample_read(buf_span(&page), "text/html");
    if (check_true(s.read && s.article.nblocks == 2)) {
        check_text(s.article.blocks[1].text, text);
        check_number(s.article.blocks[1].columns, columns);
        check_number(s.article.blocks[1].header, header);
    }
    sample_finish(&s);
    buf_finish(&page);
}

static void a_table_tells_its_columns_and_whether_they_have_names(void)
{
    check_table("<table><tr><th>Name<th>Age<th>From<tr><td>Ann<td><td>Oslo<tr><td>Bob<td>7<td></table>",
                "Name\tAge\tFrom\nAnn\t\tOslo\nBob\t7", 3, true);
    check_table("<table><tr><td>Ann<td>5<tr><td>Bob<td>7<tr><td><td></table>", "Ann\t5\nBob\t7", 2, false);
    check_table("<table><tr><th colspan=2>Name<th>Age<tr><td>Ann<td>Lee<td>5</table>",
                "Name\t\tAge\nAnn\tLee\t5", 3, true);
}

static const char figures[] = PAGE(
    "<p>" HIVES "</p><figure><img src=a alt='A hive'><figcaption>The hive in winter</figcaption></figure>"
    "<figure><img src=b alt='Snow  on a hive'></figure><p>" FLOWERS "<img src=c alt='A flower'></p>"
    "<p><a href=/><img src=d alt='Home'></a><img src=e alt=''><img src=f aria-hidden=true "
    "alt='Line'></p><p>" HIVES "</p>");

static void figures_are_silent_announced_or_their_captions_read(void)
{
    check_article(figures, "text/html", HIVES " / " FLOWERS " / " HIVES);
    check_article_with(figures, "figures=announce",
                       HIVES " / The hive in winter / Snow on a hive / " FLOWERS " / A flower / " HIVES);
    check_article_with(figures, "figures=read", HIVES " / The hive in winter / " FLOWERS " / " HIVES);
}

static const char notes[] = PAGE(
    "<p>" HIVES "<sup><a href='#n1'>[1]</a></sup></p><p>" FLOWERS "<sup><a href='#n2'>2</a></sup> Always."
    "<sup><a href='#n1'>1</a></sup></p><ol><li id=n1>Except in spring. <a href='#r1'>↩</a></li>"
    "<li><a id=n2></a>See the hive.</li></ol>");

static void notes_are_silent_announced_or_read_behind_their_paragraph(void)
{
    check_article_with(notes, "footnotes=read",
                       HIVES " / Except in spring. / " FLOWERS " Always. / See the hive.");
    struct sample s = sample_read_with(span_of(notes), "text/html", "footnotes=announce");
    if (check_true(s.read)) {
        const struct block *b = &s.article.blocks[1];
        check_text(b->text, FLOWERS "2 Always.1");
        check_number(b->nannotations, 2);
        check_number(b->annotations[0].kind, ANNOTATION_NOTE);
        check_text(b->annotations[0].value, "2");
        check_number(b->annotations[0].at, sizeof FLOWERS - 1);
    }
    sample_finish(&s);
}

static void a_long_note_is_cut_behind_a_sentence(void)
{
    check_article_with(
        PAGE("<p>" HIVES "<sup><a href='#n1'>1</a></sup></p><p>" FLOWERS
             "</p><ol><li id=n1>It was so in spring. It "
             "was so in summer, and it was so in autumn as well, and then came winter.</li></ol>"),
        "footnotes=read note_max_bytes=60", HIVES " / It was so in spring. / " FLOWERS);
}

#define EQUATION                                                                                             \
    "<mrow><mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup></mrow>"                           \
    "<annotation encoding='application/x-tex'>E = mc^2</annotation>"
#define FORMULA(attributes, inner) "<math " attributes "><semantics>" inner "</semantics></math>"
#define AROUND(formula) PAGE("<p>" HIVES " So " formula " holds.</p>")

static void a_formula_is_read_by_its_description_else_its_signs_else_its_tex(void)
{
    check_article(AROUND(FORMULA("alttext='E equals mc squared'", EQUATION)), "text/html",
                  HIVES " So E equals mc squared holds.");
    check_article(AROUND(FORMULA("alttext='{\\displaystyle E=mc^{2}}'", EQUATION)), "text/html",
                  HIVES " So E = m c² holds.");
    check_article(AROUND(FORMULA("", "<annotation encoding='application/x-tex'>x_1</annotation>")),
                  "text/html", HIVES " So x_1 holds.");
    check_article(
        AROUND(FORMULA("", "<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac><mo>≤</mo>"
                           "<msqrt><msub><mi>x</mi><mi>i</mi></msub></msqrt>")),
        "text/html", HIVES " So (a + b) ÷ 2 ≤ √x_i holds.");
}

static void a_formula_is_read_once_however_often_a_page_holds_it(void)
{
    check_article(AROUND("<span class=katex><span class=katex-mathml>" FORMULA(
                      "", EQUATION) "</span><span class=katex-html aria-hidden=true>E=mc2</span></span>"),
                  "text/html", HIVES " So E = m c² holds.");
    check_article(AROUND("<span class=mwe><span style='display: none'>" FORMULA(
                      "", EQUATION) "</span><img aria-hidden=true src=x alt='E=mc^2'></span>"),
                  "text/html", HIVES " So E = m c² holds.");
}

static void a_formula_can_be_skipped_and_is_marked_for_announcing(void)
{
    check_article_with(AROUND(FORMULA("", EQUATION)), "math=skip", HIVES " So holds.");
    struct sample s = sample_read_with(SPAN(AROUND(FORMULA("", EQUATION))), "text/html", "math=announce");
    if (check_true(s.read && s.article.blocks[0].nannotations == 1)) {
        check_number(s.article.blocks[0].annotations[0].kind, ANNOTATION_FORMULA);
        check_number(s.article.blocks[0].annotations[0].bytes, sizeof "E = m c²" - 1);
    }
    sample_finish(&s);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(code_and_tables_are_blocks_unless_skipped),
        CHECK(a_table_tells_its_columns_and_whether_they_have_names),
        CHECK(figures_are_silent_announced_or_their_captions_read),
        CHECK(notes_are_silent_announced_or_read_behind_their_paragraph),
        CHECK(a_long_note_is_cut_behind_a_sentence),
        CHECK(a_formula_is_read_by_its_description_else_its_signs_else_its_tex),
        CHECK(a_formula_is_read_once_however_often_a_page_holds_it),
        CHECK(a_formula_can_be_skipped_and_is_marked_for_announcing),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
