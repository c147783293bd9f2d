/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "article/blank.h"

#define check_blank(html, want) check_blank_at(__FILE__, __LINE__, html, NULL, want)
static void check_blank_at(const char *file, int line, const char *html, const struct wanted *wanted,
                           const char *want)
{
    struct buf out = BUF_EMPTY;
    blank_copy(span_of(html), wanted, &out);
    check_text_at(file, line, "blanked", buf_span(&out), span_of(want));
    buf_finish(&out);
}

static void takes_out_bodies_and_comments(void)
{
    check_blank("a<!-- b --><script>if (a<b) c</script>d<style>e</style><svg><svg></svg><path/></svg>f",
                "a<script></script>d<style></style><svg></svg>f");
    check_blank("<script type=application/ld+json>{\"a\": \"<b>\"}</script>",
                "<script type=application/ld+json>{\"a\": \"<b>\"}</script>");
}

static void takes_out_attributes_that_nobody_looks_at(void)
{
    check_blank("<p onclick=\"a('>')\" class=b data-x='c'>", "<p class=b>");
    check_blank("<IMG SRC=a.png/ WIDTH=b HIDDEN>", "<IMG HIDDEN>");
    check_blank("<br data-x=1 />", "<br />");
    check_blank("<a data-x\n=\n\"1\"href=/b/>", "<a href=/b/>");
    check_blank("<font color=red width=1>", "<font color=red>");
}

static void keeps_attributes_that_rules_ask_for(void)
{
    struct wanted wanted = {.attributes = {SPAN("data-x")}, .nattributes = 1};
    check_blank_at(__FILE__, __LINE__, "<p data-y=1 Data-X=2>", &wanted, "<p Data-X=2>");
}

static void leaves_what_never_ends(void)
{
    check_blank("a<p data-x=\"1>b", "a<p");
    check_blank("a<p =x>b< c", "a<p>b< c");
    check_blank("a<p", "a<p");
    check_blank("<", "<");
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(takes_out_bodies_and_comments),
        CHECK(takes_out_attributes_that_nobody_looks_at),
        CHECK(keeps_attributes_that_rules_ask_for),
        CHECK(leaves_what_never_ends),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
