/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages made to break the reader: each must end in a result or in a plain error. Time is not measured here; a
 * page that escaped its limits would run into the test runner's. */
#include "sample.h"

#include <string.h>

static struct buf repeat(const char *piece, size_t times)
{
    struct buf b = BUF_EMPTY;
    for (size_t i = 0; i < times; i++)
        buf_add_text(&b, piece);
    return b;
}

/* Read, or refused as too complex or without an article; nothing else. */
static void check_ends(struct buf *page, const char *media_type)
{
    struct sample s = sample_read(buf_span(page), media_type);
    if (!s.read)
        check_true(s.err.code == ERROR_PAGE_TOO_COMPLEX || s.err.code == ERROR_NO_ARTICLE);
    sample_finish(&s);
    buf_finish(page);
}

static void check_too_complex(struct buf *page, const char *media_type)
{
    struct sample s = sample_read(buf_span(page), media_type);
    check_true(!s.read);
    check_number(s.err.code, ERROR_PAGE_TOO_COMPLEX);
    sample_finish(&s);
    buf_finish(page);
}

static void formatting_that_multiplies_ends(void)
{
    struct buf page = BUF_EMPTY;
    for (int i = 0; i < 3000; i++)
        buf_printf(&page, "<p><b class=%d>", i);
    check_ends(&page, "text/html");
}

static void nesting_without_end_ends(void)
{
    static const char *const pieces[] = {"<div>", "<ul><li>", "<table><tr><td>", "<blockquote>",
                                         "<svg>", "<sup>",    "<font size=1>"};
    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        struct buf page = repeat(pieces[i], 20000);
        buf_add_text(&page, "Hello world.");
        check_ends(&page, "text/html");
    }
}

static void a_hundred_thousand_attributes_hide_no_text(void)
{
    struct buf page = BUF_EMPTY;
    buf_add_text(&page, "<p ");
    for (int i = 0; i < 100000; i++)
        buf_printf(&page, "a%d=1 ", i);
    buf_add_text(&page, ">Hello world.");
    struct sample s = sample_read(buf_span(&page), "text/html");
    check_text(buf_span(&s.text), "Hello world.\n");
    sample_finish(&s);
    buf_finish(&page);
}

static void elements_below_the_depth_are_not_read(void)
{
    struct buf page = repeat("<div>", 600);
    buf_add_text(&page, "Too deep.");
    struct buf close = repeat("</div>", 600);
    buf_add_span(&page, buf_span(&close));
    buf_finish(&close);
    buf_add_text(&page, "<p>Not deep.</p>");
    struct sample s = sample_read(buf_span(&page), "text/html");
    check_true(s.read);
    check_text(buf_span(&s.text), "Not deep.\n");
    sample_finish(&s);
    buf_finish(&page);
}

static void too_many_lines_are_too_complex(void)
{
    struct buf text = repeat("a\n", 300000);
    check_too_complex(&text, "text/plain");
    struct buf page = repeat("<p>a", 300000);
    check_too_complex(&page, "text/html");
}

static void markdown_that_multiplies_ends(void)
{
    static const char *const pieces[] = {"> ", "* ", "[", "![[", "[^1]", "|a", "*a "};
    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        struct buf page = repeat(pieces[i], 20000);
        check_ends(&page, "text/markdown");
    }
    struct buf table = repeat("|a", 50000), rule = repeat("|-", 50000);
    buf_add_text(&table, "\n");
    buf_add_span(&table, buf_span(&rule));
    buf_finish(&rule);
    check_ends(&table, "text/markdown");
}

static void markup_cut_anywhere_ends(void)
{
    static const char page[] =
        "<!DOCTYPE html><html lang=en><title>T</title><script type='application/ld+json'>{\"@type\":"
        "\"Article\",\"author\":[{\"name\":\"Ann\"}]}</script><!-- c --><svg><path d='m'/></svg><p "
        "style=\"display:none\">Hidden</p><table><tr><td>A<td>B<tr><td>C</table><ol start=3><li>One";
    for (size_t n = 1; n < sizeof page; n++) {
        struct buf cut = BUF_EMPTY;
        buf_add(&cut, page, n);
        check_ends(&cut, "text/html");
    }
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(formatting_that_multiplies_ends),
        CHECK(nesting_without_end_ends),
        CHECK(a_hundred_thousand_attributes_hide_no_text),
        CHECK(elements_below_the_depth_are_not_read),
        CHECK(too_many_lines_are_too_complex),
        CHECK(markdown_that_multiplies_ends),
        CHECK(markup_cut_anywhere_ends),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
