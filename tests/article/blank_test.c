/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "article/blank.h"

#define check_blank(html, want) check_blank_at(__FILE__, __LINE__, html, NULL, want)
static void check_blank_at(const char *file, int line, const char *html, const struct wanted *wanted,
                           const char *want)
{
    struct buf out = BUF_EMPTY;
    blank_copy(span_of(html), wanted, NULL, &out);
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

/* With stand-ins, and each of them in braces. */
static void check_stood_for(const char *html, const char *want)
{
    struct arena a;
    struct buf out = BUF_EMPTY, shown = BUF_EMPTY;
    arena_init(&a);
    struct standins standins = {.arena = &a};
    blank_copy(span_of(html), NULL, &standins, &out);
    struct span text = buf_span(&out);
    size_t length;
    for (size_t at = 0; at < text.n; at += length) {
        utf8_at(text, at, &length);
        struct span character = span_slice(text, at, at + length);
        struct span original = standin_read(&standins, character);
        bool stands = !span_equal(character, original);
        buf_add_text(&shown, stands ? "{" : "");
        buf_add_span(&shown, original);
        buf_add_text(&shown, stands ? "}" : "");
    }
    check_text(buf_span(&shown), want);
    buf_finish(&shown);
    buf_finish(&out);
    arena_finish(&a);
}

static void puts_one_character_for_text_and_values(void)
{
    check_stood_for("<p class='long name' id=short>\n  Hello there. <b class=heavy>You</b>",
                    "<p class='{long name}' id={short}>\n{Hello there. }<b class=heavy>You</b>");
    check_stood_for("<script type=application/ld+json>{\"a\": \"<b c='\"}</script>Hello",
                    "<script type=application/ld+json>{{\"a\": \"<b c='\"}}</script>{Hello}");
}

static void folds_white_space_where_it_is_no_text(void)
{
    check_stood_for("<p> \r\n  Hello \n <br>\n  <b> on</b>", "<p>\n{Hello \n }<br>\n<b> on</b>");
    check_stood_for("<pre>  Hello<b>  </b></pre>  <i>  </i>", "<pre>  {Hello}<b>  </b></pre>\n<i>\n</i>");
}

static void leaves_to_the_parser_what_it_changes(void)
{
    check_stood_for("Salt &amp; pepper&nbspand 1 &lt 2 or &#x41;bove\x01 it",
                    "{Salt }&amp; {pepper}&nbspand 1 &lt {2 or }&#x41;{bove}\x01 it");
    check_stood_for("<a href='/a?b&amp;c'>left\rright\r\nhere\xC2\x80",
                    "<a href='/a?b&amp;c'>{left}\r{right\r\nhere}\xC2\x80");
    check_stood_for("<input type=hidden value=hidden><font color=green>",
                    "<input type=hidden value={hidden}><font color=green>");
}

static void leaves_markup_of_other_kinds(void)
{
    check_stood_for("<!DOCTYPE html>Hello</p title='a>b'>there<?xml a?>again< what",
                    "<!DOCTYPE html>{Hello}</p title='a>b'>{there}<?xml a?>{again}< {what}");
    check_stood_for("<math><![CDATA[ a > b ]]></math>Hello", "<math><![CDATA[ a > b ]]></math>Hello");
    check_stood_for("</<b>Hello", "</<b>{Hello}");
}

static void finds_pages_that_write_stand_ins_themselves(void)
{
    check_true(standins_fit(SPAN("")));
    check_true(standins_fit(SPAN("\xF0\x9F\x8F\xB4\xF3\xA0\x81\xA7&#128169;&#x1F4A9;&#xE0067;&#x3FFFF;&#")));
    check_true(!standins_fit(SPAN("a\xF1\x80\x80\x80")));
    check_true(!standins_fit(SPAN("a\xF3\x9F\xBF\xBD")));
    check_true(!standins_fit(SPAN("&#1;&#x040001;")));
    check_true(!standins_fit(SPAN("&#262144")));
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(takes_out_bodies_and_comments),
        CHECK(takes_out_attributes_that_nobody_looks_at),
        CHECK(keeps_attributes_that_rules_ask_for),
        CHECK(leaves_what_never_ends),
        CHECK(puts_one_character_for_text_and_values),
        CHECK(folds_white_space_where_it_is_no_text),
        CHECK(leaves_to_the_parser_what_it_changes),
        CHECK(leaves_markup_of_other_kinds),
        CHECK(finds_pages_that_write_stand_ins_themselves),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
