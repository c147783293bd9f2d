/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Children killed from outside: nothing is heard of it. */
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "check.h"
#include "job/posts.h"

struct killer {
    struct pool *pool;
    atomic_bool stop;
    unsigned nkilled, seed;
    useconds_t pause_us; /* between two kills at least; up to seven times that */
};

static bool speaks(struct pool *p)
{
    struct pool_stat stat;
    pool_stat(p, &stat);
    return stat.steps[STEP_SAY] > 0;
}

/* From the first word on: a reading step that is killed twice is an error, as it should be. */
static void *kill_at_random(void *arg)
{
    struct killer *k = arg;
    while (!k->stop && !speaks(k->pool))
        usleep(1000);
    while (!k->stop) {
        pid_t list[16];
        size_t n = children_of(k->pool->zygote.pid, list, COUNT_OF(list));
        n = n < COUNT_OF(list) ? n : COUNT_OF(list);
        if (n && kill(list[(unsigned)rand_r(&k->seed) % n], SIGKILL) == 0)
            k->nkilled++;
        usleep(k->pause_us + (useconds_t)rand_r(&k->seed) % (6 * k->pause_us));
    }
    return NULL;
}

static void the_bytes_are_the_same_when_children_are_killed_at_random(void)
{
    struct spoken first = {0};
    reference(&first);
    struct pool *p = started(2, step_kinds);
    struct killer k = {.pool = p, .seed = 7, .pause_us = 20000};
    pthread_t thread;
    pthread_create(&thread, NULL, kill_at_random, &k);
    for (int i = 0; i < 6; i++) {
        struct spoken s = {0};
        speak_text(p, story(), &plain_mp3, &s);
        check_spoken(&s);
        check_true(span_equal(buf_span(&s.bytes), buf_span(&first.bytes)));
        check_number(s.result.nskipped, 0);
        spoken_finish(&s);
    }
    k.stop = true;
    pthread_join(thread, NULL);
    check_true(k.nkilled > 5);
    spoken_finish(&first);
    pool_stop(p);
}

/* ---- two thousand segments ---- */

enum { LINES = 20, ROUNDS = 100 };

/* A line a segment, as short as speech can be. */
static void add_round(struct buf *text)
{
    static const char *const words[LINES] = {"Good", "Red",  "Sea",  "Boat", "Rope", "Wind", "Gull",
                                             "Wall", "Oak",  "Day",  "Sun",  "Fog",  "Rain", "Tide",
                                             "Net",  "Pier", "Lamp", "Bell", "Tar",  "Ice"};
    for (int i = 0; i < LINES; i++)
        buf_printf(text, "%s.\n\n", words[i]);
}

/* The MP3 without its head of so many rounds. */
static void sound_of_rounds(struct pool *p, int rounds, struct buf *sound)
{
    struct buf text = BUF_EMPTY;
    struct spoken s = {0};
    for (int i = 0; i < rounds; i++)
        add_round(&text);
    speak_untitled(p, buf_span(&text), &plain_mp3, &s);
    check_spoken(&s);
    check_number(s.post.script.nsegments, (size_t)rounds * LINES);
    check_number(s.result.nskipped, 0);
    buf_add_span(sound, span_slice(buf_span(&s.bytes), s.result.head.n, s.bytes.n));
    spoken_finish(&s);
    buf_finish(&text);
}

/* Equal segments have equal bytes, so what is right follows from a small job that nobody disturbs: all rounds
 * but the last are alike, and the last ends the post. */
static void expect_rounds(int rounds, struct buf *sound)
{
    struct pool *p = started(2, step_kinds);
    struct buf one = BUF_EMPTY, two = BUF_EMPTY;
    sound_of_rounds(p, 1, &one);
    sound_of_rounds(p, 2, &two);
    for (int i = 1; i < rounds; i++)
        buf_add(sound, two.p, two.n - one.n);
    buf_add_span(sound, buf_span(&one));
    buf_finish(&one);
    buf_finish(&two);
    pool_stop(p);
}

static void two_thousand_segments_are_the_same_when_children_are_killed_at_random(void)
{
    struct buf want = BUF_EMPTY, got = BUF_EMPTY;
    expect_rounds(ROUNDS, &want);
    struct pool *p = started(2, step_kinds);
    struct killer k = {.pool = p, .seed = 11, .pause_us = 4000};
    pthread_t thread;
    pthread_create(&thread, NULL, kill_at_random, &k);
    sound_of_rounds(p, ROUNDS, &got);
    k.stop = true;
    pthread_join(thread, NULL);
    check_true(k.nkilled > 50);
    check_number(got.n, want.n);
    check_true(span_equal(buf_span(&got), buf_span(&want)));
    struct pool_stat stat;
    pool_stat(p, &stat);
    check_true(stat.retries > 0 && stat.crashes > 0);
    pool_stop(p);
    buf_finish(&got);
    buf_finish(&want);
}

/* ---- one segment, again and again ---- */

enum { DOOMED_TRIES = 30 };

/* Shared with the children: how often the doomed segment was begun. */
static atomic_int *ndoomed;

/* Waits for its killer in the first tries. */
static bool doomed_say(struct step_call *call, struct error *err)
{
    bool doomed = span_find(call->request, "Doom") < call->request.n;
    if (doomed && atomic_fetch_add(ndoomed, 1) < DOOMED_TRIES)
        for (;;)
            poll(NULL, 0, 1000);
    return step_kinds[STEP_SAY].run(call, err);
}

static const struct step_kind doomed_kinds[STEP_IDS] = {
    [STEP_SAY] = {"say", SANDBOX_SAY, doomed_say},
};

/* One killer for all children that are at work when the doomed one is: the others are no less innocent. */
static void *kill_the_doomed(void *arg)
{
    struct killer *k = arg;
    for (int seen = 0; !k->stop && seen < DOOMED_TRIES; usleep(1000)) {
        if (atomic_load(ndoomed) == seen)
            continue;
        seen++;
        pid_t list[16];
        size_t n = children_of(k->pool->zygote.pid, list, COUNT_OF(list));
        for (size_t i = 0; i < n && i < COUNT_OF(list); i++)
            k->nkilled += kill(list[i], SIGKILL) == 0;
    }
    return NULL;
}

static void speak_doomed(const struct step_kind *kinds, int rounds, struct spoken *s)
{
    struct buf text = BUF_EMPTY;
    struct pool *p = started(2, kinds);
    struct killer k = {.pool = p};
    pthread_t thread;
    for (int i = 0; i < rounds; i++) {
        add_round(&text);
        if (i == rounds / 2)
            buf_add_text(&text, "Doom.\n\n");
    }
    atomic_store(ndoomed, 0);
    pthread_create(&thread, NULL, kill_the_doomed, &k);
    speak_untitled(p, buf_span(&text), &plain_mp3, s);
    check_spoken(s);
    k.stop = true;
    pthread_join(thread, NULL);
    pool_stop(p);
    buf_finish(&text);
}

static void a_segment_killed_thirty_times_in_a_row_is_spoken_as_it_is(void)
{
    struct spoken calm = {0}, doomed = {0};
    speak_doomed(step_kinds, ROUNDS, &calm);
    speak_doomed(kinds_with(doomed_kinds), ROUNDS, &doomed);
    check_number(atomic_load(ndoomed), DOOMED_TRIES + 1);
    check_number(doomed.result.nskipped, 0);
    check_true(span_equal(buf_span(&doomed.bytes), buf_span(&calm.bytes)));
    spoken_finish(&calm);
    spoken_finish(&doomed);
}

/* Whole, again whole, as a sentence, in its safest form: each as often as is allowed. */
static void a_segment_that_is_always_killed_is_left_out_in_the_end(void)
{
    int64_t before = posts_config.step_killed_retries;
    struct spoken doomed = {0};
    posts_config.step_killed_retries = 2;
    speak_doomed(kinds_with(doomed_kinds), 1, &doomed);
    posts_config.step_killed_retries = before;
    check_number(atomic_load(ndoomed), 4 * 3);
    check_number(doomed.result.nskipped, 1);
    spoken_finish(&doomed);
}

int main(int argc, char **argv)
{
    const struct check checks[] = {
        CHECK(the_bytes_are_the_same_when_children_are_killed_at_random),
        CHECK(two_thousand_segments_are_the_same_when_children_are_killed_at_random),
        CHECK(a_segment_killed_thirty_times_in_a_row_is_spoken_as_it_is),
        CHECK(a_segment_that_is_always_killed_is_left_out_in_the_end),
    };
    ndoomed = mmap(NULL, sizeof *ndoomed, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return posts_main(argc, argv, checks, COUNT_OF(checks));
}
