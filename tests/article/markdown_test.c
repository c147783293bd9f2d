/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample.h"

static void reads_front_matter(void)
{
    struct sample s = sample_read(
        SPAN("---\ntitle: \"The loaf\"\nauthors:\n  - name: Ann Lee\ndate: 2024-05-06\nlang: en_GB\n"
             "---\n# The loaf\n\nBread is old.\n"),
        "text/markdown");
    check_true(s.read);
    check_text(s.article.title, "The loaf");
    check_text(s.article.byline, "Ann Lee");
    check_text(s.article.date, "2024-05-06");
    check_text(s.article.language, "en-gb");
    check_text(buf_span(&s.text), "Bread is old.\n");
    sample_finish(&s);
}

static void reads_toml_front_matter(void)
{
    struct sample s = sample_read(SPAN("+++\ntitle = 'The loaf'\n+++\nBread is old.\n"), "text/markdown");
    check_text(s.article.title, "The loaf");
    sample_finish(&s);
}

static void the_first_heading_is_the_title(void)
{
    struct sample s =
        sample_read(SPAN("# The loaf\n\nBread is old.\n\n## Dawn\n\nIt is dark.\n"), "text/markdown");
    check_text(s.article.title, "The loaf");
    check_text(buf_span(&s.text), "Bread is old.\n\nDawn\n\nIt is dark.\n");
    sample_finish(&s);
}

static void reads_tables_struck_text_and_raw_html(void)
{
    check_article(
        "Prices are ~~up~~ down.\n\n| Loaf | Price |\n|---|---|\n| Rye | 3 |\n\n<p hidden>Not this.</p>\n",
        "text/markdown", "Prices are down. / Loaf\tPrice\nRye\t3");
}

static void an_unclosed_front_matter_is_text(void)
{
    check_article("---\n\nBread is old.\n", "text/markdown", "Bread is old.");
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(reads_front_matter),
        CHECK(reads_toml_front_matter),
        CHECK(the_first_heading_is_the_title),
        CHECK(reads_tables_struck_text_and_raw_html),
        CHECK(an_unclosed_front_matter_is_text),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
