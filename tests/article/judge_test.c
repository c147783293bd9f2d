/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample.h"

#define ONE                                                                                                  \
    "The ferry crosses the sound four times a day, and in winter the pilot knows every passenger by name."
#define TWO                                                                                                  \
    "When the ice comes, the boat waits at the north quay, and the mail goes round by road for a week or "   \
    "so."
#define THREE                                                                                                \
    "Last year the council counted the tickets, and found that the line had paid for itself since the war."
#define FOUR                                                                                                 \
    "In June the students take the last boat at night, and the pilot sings, which no timetable has "         \
    "announced."
#define FIVE                                                                                                 \
    "His father sang, too, they say, but only in fog, so that the boats at anchor knew where the ferry was."
#define PAGE "<!DOCTYPE html><title>The ferry</title><body>"

static void a_part_written_for_each_screen_is_read_once(void)
{
    check_article(PAGE "<div class=a><h2>Winter</h2><p>" ONE "</p></div><div class=b><h2>Winter</h2><p>" ONE
                       "</p></div><div class=a><p>" TWO "</p></div><div class=b><p>" TWO "</p></div>",
                  "text/html", "Winter / " ONE " / " TWO);
}

static void a_chorus_is_read_each_time(void)
{
    check_article(PAGE "<div><p>" ONE "</p></div><div><p>" TWO "</p></div><div><p>" ONE
                       "</p></div><div><p>" THREE "</p></div><div><p>" ONE "</p></div>",
                  "text/html", ONE " / " TWO " / " ONE " / " THREE " / " ONE);
}

static void a_link_around_blocks_is_a_card(void)
{
    check_article(PAGE "<p>" ONE "</p><a href=/x><div><h3>Bridges</h3><p>" THREE "</p></div></a><p>" TWO
                       "</p>",
                  "text/html", ONE " / " TWO);
}

static void a_link_around_a_heading_leads_to_its_section(void)
{
    check_article(PAGE "<p>" ONE "</p><a href=/x><h2>Ice</h2></a><p>" TWO "</p>", "text/html",
                  ONE " / Ice / " TWO);
}

static void a_link_that_is_a_sentence_stays_inside_the_text(void)
{
    check_article(PAGE "<p>" ONE "</p><p><a href=/x>" THREE
                       "</a></p><p><a href=/y>All timetables</a></p><p>" TWO "</p><p><a href=/z>" THREE
                       "</a></p>",
                  "text/html", ONE " / " THREE " / " TWO);
}

static void facts_below_a_heading_are_text_and_labels_above_it_are_not(void)
{
    check_article(PAGE "<p>Travel desk</p><h2>Monday</h2><p>North quay 14 to 2</p><p>" ONE "</p><p>" TWO
                       "</p>",
                  "text/html", "Monday / North quay 14 to 2 / " ONE " / " TWO);
}

static void the_lead_above_a_heading_like_the_title_stays(void)
{
    check_article(PAGE "<p>" ONE "</p><h2>The ferry</h2><p>" TWO "</p><p>" THREE "</p>", "text/html",
                  ONE " / " TWO " / " THREE);
}

#define MORE(of)                                                                                             \
    " Of the " of ", much could be told, and in the harbour much is, mostly by those who were not there."
#define LONG_1                                                                                               \
    FOUR MORE("first ferry") MORE("second ferry") MORE("third ferry") MORE("fourth ferry") MORE("quay")      \
        MORE("light") MORE("bell") MORE("clock")
#define LONG_2                                                                                               \
    FIVE MORE("war") MORE("flood") MORE("fire") MORE("frost") MORE("mayor") MORE("baker") MORE("singer")     \
        MORE("smith")

static void the_text_before_the_body_is_read(void)
{
    check_article(
        PAGE "<main><div><h1>The ferry</h1><p>A deck of one short sentence that says what the story says, "
             "and says it again.</p></div><div><p>" ONE "</p><p>" TWO "</p><p>" THREE
             "</p></div><div>Share <span>Print</span> <a href=/s>Save</a></div><div><p>" LONG_1
             "</p><p>" LONG_2 "</p></div></main>",
        "text/html", ONE " / " TWO " / " THREE " / " LONG_1 " / " LONG_2);
}

static void a_list_of_things_with_links_stays(void)
{
    check_article(
        PAGE "<p>" ONE "</p><h3><a href=/b>Bridges</a></h3><p>" TWO "</p><p>" THREE THREE THREE THREE THREE
             "</p><h3><a href=/c>Canals</a></h3><p>Slow.</p><h3><a href=/d>Dams</a></h3><p>High.</p>",
        "text/html",
        ONE " / Bridges / " TWO " / " THREE THREE THREE THREE THREE " / Canals / Slow. / Dams / High.");
}

static void a_heading_that_leads_to_itself_is_no_link(void)
{
    check_article(PAGE "<p>" ONE "</p><p>" THREE THREE THREE "</p><h2><a href='#ice'>Ice</a></h2><p>" TWO
                       "</p><h2><a href='#end'>End</a></h2><p>It is over.</p>",
                  "text/html", ONE " / " THREE THREE THREE " / Ice / " TWO " / End / It is over.");
}

static void related_links_go_and_related_prose_stays(void)
{
    check_article(PAGE "<p>" ONE "</p><p>" TWO THREE TWO THREE TWO THREE
                       "</p><h2>Related</h2><p><a href=/b>Bridges</a>"
                       "</p><p>About bridges.</p><p>" THREE "</p><h2>Related</h2><p>" TWO "</p>",
                  "text/html", ONE " / " TWO THREE TWO THREE TWO THREE " / " THREE " / Related / " TWO);
}

static void a_label_above_a_list_is_a_heading(void)
{
    check_article(PAGE "<p>" ONE "</p><p>" TWO
                       "</p><div>More great stories</div><ul><li>Read: <a href=/b>Bridges</a> "
                       "now and then</li></ul>",
                  "text/html", ONE " / " TWO);
}

static void a_post_that_is_quoted_is_no_share_bar(void)
{
    check_article(PAGE "<p>" ONE
                       "</p><div class=social-embed><blockquote><p>The ferry is late again.</p></blockquote>"
                       "<a href=/s>Share</a></div><p>" TWO "</p>",
                  "text/html", ONE " / The ferry is late again. / " TWO);
}

static void a_line_of_many_words_above_the_text_is_text(void)
{
    check_article(
        PAGE "<p>By Ann Lee</p><p>Nobody on the island has ever seen the pilot without his cap on</p><p>" ONE
             "</p><p>" TWO "</p>",
        "text/html", "Nobody on the island has ever seen the pilot without his cap on / " ONE " / " TWO);
}

static void articles_in_a_list_below_are_comments(void)
{
    check_article(PAGE "<main><article><p>" ONE "</p><p>" TWO "</p></article><ol><li><article><div>" THREE
                       "</div></article></li><li><article><div>" FOUR
                       "</div></article></li><li><article><div>" FIVE "</div></article></li></ol></main>",
                  "text/html", ONE " / " TWO);
}

static void a_heading_that_counts_comments_ends_the_text(void)
{
    check_article(PAGE "<p>" ONE "</p><p>" TWO "</p><h2>2 Responses to \"The ferry\"</h2><p>" LONG_1
                       "</p><p>" LONG_2 "</p>",
                  "text/html", ONE " / " TWO);
}

static void a_line_that_ends_in_a_credit_is_a_caption(void)
{
    check_article(PAGE "<p>" ONE
                       "</p><div>The north quay in the winter of the long ice (Image: A. Lee)</div><p>" TWO
                       "</p><p>The council counted again (source: its yearbook).</p><p>" THREE "</p>",
                  "text/html", ONE " / " TWO " / The council counted again (source: its yearbook). / " THREE);
}

static void testimonials_and_disclaimers_are_silent(void)
{
    check_article(
        PAGE
        "<p>" ONE "</p><p>" TWO "</p><div class=testimonials><p>" THREE "</p></div><p>All this is for "
        "informational purposes only, and no advice.</p><p>Ann Lee is a freelance writer on the coast.</p>",
        "text/html", ONE " / " TWO);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(a_part_written_for_each_screen_is_read_once),
        CHECK(a_chorus_is_read_each_time),
        CHECK(a_link_around_blocks_is_a_card),
        CHECK(a_link_around_a_heading_leads_to_its_section),
        CHECK(a_link_that_is_a_sentence_stays_inside_the_text),
        CHECK(facts_below_a_heading_are_text_and_labels_above_it_are_not),
        CHECK(the_lead_above_a_heading_like_the_title_stays),
        CHECK(the_text_before_the_body_is_read),
        CHECK(a_list_of_things_with_links_stays),
        CHECK(a_heading_that_leads_to_itself_is_no_link),
        CHECK(related_links_go_and_related_prose_stays),
        CHECK(a_label_above_a_list_is_a_heading),
        CHECK(a_post_that_is_quoted_is_no_share_bar),
        CHECK(a_line_of_many_words_above_the_text_is_text),
        CHECK(articles_in_a_list_below_are_comments),
        CHECK(a_heading_that_counts_comments_ends_the_text),
        CHECK(a_line_that_ends_in_a_credit_is_a_caption),
        CHECK(testimonials_and_disclaimers_are_silent),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
