/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "check.h"
#include "speech/child.h"
#include "speech/marks.h"

static struct arena arena;

struct event {
    const char *at; /* the event's place: where this text begins in the sentence */
    size_t frame;
};

/* The frames of the tokens' marks. */
static const struct mark *lay(const char *sentence, const struct event *events, size_t nevents, size_t end)
{
    struct segment segment = child_segment(&arena, &sentence, 1, 0);
    struct engine_output spoken = {.nframes = end, .nevents = nevents};
    spoken.events = arena_alloc(&arena, nevents * sizeof *spoken.events + 1);
    for (size_t i = 0; i < nevents; i++)
        spoken.events[i] = (struct engine_event){
            .spoken_at = (uint32_t)span_find(segment.spoken, events[i].at),
            .frame = events[i].frame,
        };
    struct mark *marks = arena_alloc(&arena, (segment.ntokens + 1) * sizeof *marks);
    marks_lay(&arena, &segment, segment.utterances, &spoken, 100, marks);
    return marks;
}

static void takes_the_first_event_of_a_number(void)
{
    static const struct event events[] = {
        {"In", 100}, {"2016", 200}, {"016", 300}, {"016", 400}, {"he", 500}};
    const struct mark *marks = lay("In 2016 he", events, COUNT_OF(events), 1000);
    check_number(marks[1].frame, 200);
    check_number(marks[2].frame, 500);
}

static void gives_a_second_event_to_the_word_that_has_none(void)
{
    static const struct event events[] = {{"To", 100}, {"o be", 250}, {"or", 900}};
    const struct mark *marks = lay("To be, or", events, COUNT_OF(events), 1000);
    check_number(marks[1].frame, 250);
    check_number(marks[2].frame, 900);
}

static void shares_a_gap_by_letters(void)
{
    /* "in" and its space are 3 of 7 bytes of 700 frames */
    static const struct event events[] = {{"in", 100}, {"state", 800}};
    const struct mark *marks = lay("in the state", events, COUNT_OF(events), 1000);
    check_number(marks[1].frame, 400);
    check_number(marks[2].frame, 800);
}

static void spreads_words_over_speech_without_events(void)
{
    const struct mark *marks = lay("a b c d", NULL, 0, 500);
    for (size_t i = 0; i < 4; i++)
        check_number(marks[i].frame, 100 + i * 100);
}

static void rises_even_where_events_do_not(void)
{
    static const struct event events[] = {{"a", 100}, {"b", 100}, {"c", 100}, {"d", 103}};
    static const struct event late[] = {{"a", 100}, {"b", 103}, {"c", 103}, {"d", 103}};
    const struct mark *marks = lay("a b c d", events, COUNT_OF(events), 104);
    const struct mark *squeezed = lay("a b c d", late, COUNT_OF(late), 104);
    for (size_t i = 0; i < 4; i++) {
        check_number(marks[i].frame, 100 + i);
        check_number(squeezed[i].frame, 100 + i);
    }
}

static void stays_inside_speech_shorter_than_its_words(void)
{
    const struct mark *marks = lay("a b c d", NULL, 0, 102);
    check_number(marks[0].frame, 100);
    check_number(marks[3].frame, 102);
    marks = lay("a b", NULL, 0, 100);
    check_number(marks[1].frame, 100);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(takes_the_first_event_of_a_number), CHECK(gives_a_second_event_to_the_word_that_has_none),
        CHECK(shares_a_gap_by_letters),           CHECK(spreads_words_over_speech_without_events),
        CHECK(rises_even_where_events_do_not),    CHECK(stays_inside_speech_shorter_than_its_words),
    };
    arena_init(&arena);
    int status = check_main(argc, argv, checks, COUNT_OF(checks));
    arena_finish(&arena);
    return status;
}
