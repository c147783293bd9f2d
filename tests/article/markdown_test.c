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

static void check_matter(const char *matter, const char *title, const char *byline, const char *date)
{
    struct buf text = BUF_EMPTY;
    buf_printf(&text, "%s\nBread is old.\n", matter);
    struct sample s = sample_read(buf_span(&text), "text/markdown");
    check_text(s.article.title, title);
    check_text(s.article.byline, byline);
    check_text(s.article.date, date);
    check_text(buf_span(&s.text), "Bread is old.\n");
    sample_finish(&s);
    buf_finish(&text);
}

static void reads_the_names_of_nested_authors(void)
{
    static const char *const two[] = {
        "author: [Ann Lee, \"Bo Kim\"]",
        "authors:\n- Ann Lee\n- Bo Kim",
        "authors:\n  - name: Ann Lee\n    url: https://a.example\n  - url: https://b.example\n    name: 'Bo "
        "Kim'",
        "authors: [{name: Ann Lee, role: baker}, {name: Bo Kim}]",
        "authors:\n  [\n    \"Ann Lee\",\n    \"Bo Kim\",\n  ]",
        "author: Ann Lee, Bo Kim # both",
    };
    for (size_t i = 0; i < COUNT_OF(two); i++) {
        struct buf matter = BUF_EMPTY;
        buf_printf(&matter, "---\n%s\ntags: [bread]\n---", two[i]);
        check_matter(matter.p, "", "Ann Lee, Bo Kim", "");
        buf_finish(&matter);
    }
    check_matter("---\nauthor: {name: Ann O'Hara, email: ann@a.example}\n---", "", "Ann O'Hara", "");
    check_matter("---\nauthor:\n  email: ann@a.example\n  name: \"Lee, Ann\"\n---", "", "Lee, Ann", "");
    check_matter("---\nauthor: ''\nbyline: By Ann Lee\nauthor_url: https://a.example\n---", "", "Ann Lee",
                 "");
    check_matter("---\nparams:\n  author: Ann Lee\n---", "", "Ann Lee", "");
}

static void reads_toml_front_matter(void)
{
    check_matter(
        "+++\ntitle = 'The loaf'\ndate = 2024-05-06T07:08:09Z\nauthors = [\n\"Ann Lee\",\n'Bo Kim',\n]\n+++",
        "The loaf", "Ann Lee, Bo Kim", "2024-05-06T07:08:09Z");
    check_matter(
        "+++\ntitle = \"The loaf\"\n[[authors]]\nname = \"Ann Lee\"\n[[authors]]\nname = \"Bo Kim\"\n+++",
        "The loaf", "Ann Lee, Bo Kim", "");
    check_matter("+++\n[params]\n  author = \"Ann Lee\"\n[menu]\ntitle = \"Not this\"\n+++", "", "Ann Lee",
                 "");
}

static void nested_keys_are_not_the_articles(void)
{
    check_matter("---\nseo:\n  title: Not this\n  date: 2020-01-01\ntitle: The loaf\n---", "The loaf", "",
                 "");
}

static void reads_titles_in_quotes_and_on_several_lines(void)
{
    check_matter("---\ntitle: \"The \\\"old\\\" loaf\" # ours\n---", "The \"old\" loaf", "", "");
    check_matter("---\ntitle: 'The baker''s loaf'\n---", "The baker's loaf", "", "");
    check_matter("---\ntitle: >-\n  The loaf\n  of our street\n---", "The loaf of our street", "", "");
    check_matter("---\ntitle: Bread: a story\n---", "Bread: a story", "", "");
}

static void the_published_day_is_read_in_the_language_told_below(void)
{
    check_matter("---\ncreated: 2020-01-01\ndate: 03/04/2024\nlang: de\n---", "", "", "2024-04-03");
    check_matter("---\npubDatetime: 2024-05-06T07:08:09Z\n---", "", "", "2024-05-06T07:08:09Z");
    check_matter("---\ndate: 2024-05-06 07:08:09 +0200\n---", "", "", "2024-05-06T07:08:09+02:00");
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
        CHECK(reads_the_names_of_nested_authors),
        CHECK(reads_toml_front_matter),
        CHECK(nested_keys_are_not_the_articles),
        CHECK(reads_titles_in_quotes_and_on_several_lines),
        CHECK(the_published_day_is_read_in_the_language_told_below),
        CHECK(the_first_heading_is_the_title),
        CHECK(reads_tables_struck_text_and_raw_html),
        CHECK(an_unclosed_front_matter_is_text),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
