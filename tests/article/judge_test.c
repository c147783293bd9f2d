/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample.h"

#define ONE                                                                                                  \
    "The ferry crosses the sound four times a day, and in winter the pilot knows every passenger by name."
#define TWO                                                                                                  \
    "When the ice comes, the boat waits at the north quay, and the mail goes round by road for a week or "   \
    "so."
#define THREE                                                                                                \
    "Last year the council counted the tickets, and found that the line had paid for itself since the war."
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
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
