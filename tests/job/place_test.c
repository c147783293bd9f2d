/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pieces that come as they are wanted, each to its place; times that come with the sound. */
#include <string.h>

#include "check.h"
#include "job/posts.h"

enum { PARAGRAPHS = 40, MOST = PARAGRAPHS + 2, HEAD = MOST, TAIL };

struct listening {
    struct spoken spoken;
    struct speaking *work;
    const uint64_t *places;
    size_t nsegments;
    size_t order[MOST + 2], nplaced; /* segments, HEAD, TAIL */
    size_t wants[2], nwants;         /* asked for once the head is there */
    struct segment_time times[MOST];
    size_t ntimes;
};

static void long_story(struct buf *out)
{
    for (int i = 0; i < PARAGRAPHS; i++)
        buf_printf(out,
                   "The tide of day %d was low. The boats lay in the mud until noon, and nobody minded.\n\n",
                   i + 1);
}

static bool begin(void *arg, const struct timeline *timeline)
{
    struct listening *l = arg;
    l->spoken.timed = timeline != NULL;
    if (!timeline)
        return true;
    l->places = timeline->bytes;
    buf_reserve(&l->spoken.bytes, timeline->size_bytes);
    l->spoken.bytes.n = timeline->size_bytes;
    return true;
}

static size_t segment_at(const struct listening *l, uint64_t byte)
{
    for (size_t i = 0; i < l->nsegments; i++)
        if (l->places[i] == byte)
            return i;
    return byte ? TAIL : HEAD;
}

static bool place(void *arg, uint64_t byte, const void *bytes, size_t n)
{
    struct listening *l = arg;
    size_t which = segment_at(l, byte);
    check_true(byte + n <= l->spoken.bytes.n && l->nplaced < MOST + 2);
    if (n > 0)
        memcpy(l->spoken.bytes.p + byte, bytes, n);
    l->order[l->nplaced++] = which;
    for (size_t i = 0; which == HEAD && i < l->nwants; i++)
        speaking_want(l->work, l->wants[i]);
    return true;
}

static bool audio(void *arg, const void *bytes, size_t n)
{
    struct listening *l = arg;
    buf_add(&l->spoken.bytes, bytes, n);
    return true;
}

static void at_work(void *arg, struct speaking *work)
{
    struct listening *l = arg;
    check_true((l->work == NULL) == (work != NULL));
    l->work = work;
}

static void timed(void *arg, size_t segment, const struct segment_time *time)
{
    struct listening *l = arg;
    check_number(segment, l->ntimes);
    l->times[l->ntimes++] = *time;
}

static void listen_to(struct listening *l, int workers, int plan_budget_ms)
{
    struct buf text = BUF_EMPTY;
    struct pool *p = started(workers, step_kinds);
    struct spoken *s = &l->spoken;
    const struct read_options reading = {
        .language = SPAN("en"), .title = SPAN("A post"), .speak_title = true};
    const struct speak_options options = {.form = SPEAK_MP3, .plan_budget_ms = plan_budget_ms};
    const struct speak_sink sink = {
        .arg = l, .begin = begin, .audio = audio, .place = place, .at_work = at_work, .timed = timed};
    long_story(&text);
    const struct page_source source = {.bytes = buf_span(&text), .name = SPAN("post.txt")};
    arena_init(&s->arena);
    s->ok = pool_read(p, &s->arena, &source, &reading, &s->post, &s->err);
    l->nsegments = s->post.script.nsegments;
    s->ok = s->ok && pool_speak(p, &s->arena, &s->post, &options, &sink, &s->result, &s->err);
    check_spoken(s);
    check_true(l->nsegments <= MOST && l->work == NULL);
    pool_stop(p);
    buf_finish(&text);
}

static void pieces_in_their_places_are_the_same_file(void)
{
    struct listening l = {.wants = {30, 7}, .nwants = 2};
    struct buf text = BUF_EMPTY;
    struct spoken plain = {0};
    long_story(&text);
    struct pool *p = started(2, step_kinds);
    speak_text(p, buf_span(&text), &plain_mp3, &plain);
    pool_stop(p);
    listen_to(&l, 2, 60000);
    check_true(l.spoken.timed);
    check_number(l.nplaced, l.nsegments + 2);
    check_true(span_equal(buf_span(&l.spoken.bytes), buf_span(&plain.bytes)));
    spoken_finish(&plain);
    spoken_finish(&l.spoken);
    buf_finish(&text);
}

/* When the segment was placed: after the head and the tail, 2 is the first. */
static size_t turn_of(const struct listening *l, size_t segment)
{
    size_t i = 0;
    while (i < l->nplaced && l->order[i] != segment)
        i++;
    return i;
}

/* The piece that the one worker had in hand already comes before, and so may the beginning, which is wanted
 * from the first. */
static void what_is_wanted_is_made_next_and_then_what_follows(void)
{
    struct listening l = {.wants = {35}, .nwants = 1};
    listen_to(&l, 1, 60000);
    for (size_t i = 35; i < l.nsegments; i++)
        check_true(turn_of(&l, i) < 2 + 3 + 2 * (i - 35));
    check_true(turn_of(&l, 20) > turn_of(&l, 36));
    spoken_finish(&l.spoken);
}

static void who_waits_elsewhere_is_served_in_turn(void)
{
    struct listening l = {.wants = {35, 20}, .nwants = 2};
    listen_to(&l, 1, 60000);
    for (size_t i = 0; i < 4; i++) {
        check_true(turn_of(&l, 35 + i) < 2 + 4 + 3 * i);
        check_true(turn_of(&l, 20 + i) < 2 + 4 + 3 * i);
    }
    spoken_finish(&l.spoken);
}

static void times_come_with_the_sound_when_none_were_told(void)
{
    struct listening l = {0};
    listen_to(&l, 2, 0);
    check_true(!l.spoken.timed && l.nplaced == 0);
    check_number(l.ntimes, l.nsegments);
    for (size_t i = 0; i < l.ntimes; i++) {
        const struct segment_time *told = &l.spoken.result.timeline.segments[i];
        check_number(l.times[i].frame, told->frame);
        check_number(l.times[i].nframes, told->nframes);
        check_true(l.times[i].nmarks == told->nmarks &&
                   memcmp(l.times[i].marks, told->marks, told->nmarks * sizeof *told->marks) == 0);
    }
    spoken_finish(&l.spoken);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(pieces_in_their_places_are_the_same_file),
        CHECK(what_is_wanted_is_made_next_and_then_what_follows),
        CHECK(who_waits_elsewhere_is_served_in_turn),
        CHECK(times_come_with_the_sound_when_none_were_told),
    };
    return posts_main(argc, argv, checks, COUNT_OF(checks));
}
