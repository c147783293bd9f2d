/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each limit of a job and its steps, named after its row in config.def. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"
#include "job/posts.h"

static void job_max_ms_refuses_a_longer_post(void)
{
    int64_t before = posts_config.job_max_ms;
    posts_config.job_max_ms = 10000;
    struct pool *p = started(2, step_kinds);
    struct spoken s = {0};
    speak_text(p, story(), &plain_mp3, &s);
    check_number(s.err.code, ERROR_LIMIT);
    check_number(s.ncalls, 0);
    spoken_finish(&s);
    pool_stop(p);
    posts_config.job_max_ms = before;
}

static void job_max_ms_refuses_a_much_longer_post_unspoken(void)
{
    int64_t before = posts_config.job_max_ms;
    posts_config.job_max_ms = 10000;
    struct pool *p = started(2, step_kinds);
    struct spoken s = {0};
    struct pool_stat stat;
    struct buf many = BUF_EMPTY;
    for (int i = 0; i < 200; i++)
        buf_add_text(&many, "This sentence is repeated. ");
    speak_text(p, buf_span(&many), &plain_mp3, &s);
    check_number(s.err.code, ERROR_LIMIT);
    pool_stat(p, &stat);
    check_number(stat.steps[STEP_SAY], 0);
    buf_finish(&many);
    spoken_finish(&s);
    pool_stop(p);
    posts_config.job_max_ms = before;
}

static bool spin(struct step_call *call, struct error *err)
{
    (void)call;
    (void)err;
    for (volatile unsigned long i = 1; i; i++)
        ;
    return true;
}

/* What spins is ended by its processor time, long before its wall clock is over. */
static void step_max_cpu_s_ends_a_child_that_spins(void)
{
    const struct step_kind kinds[STEP_IDS] = {[STEP_READ] = {"read", SANDBOX_READ, spin}};
    int64_t before = posts_config.step_max_cpu_s, timeout = posts_config.step_timeout_ms;
    posts_config.step_max_cpu_s = 1;
    posts_config.step_timeout_ms = 600000;
    struct pool *p = started(1, kinds_with(kinds));
    struct spoken s = {0};
    struct pool_stat stat;
    speak_text(p, story(), &plain_mp3, &s);
    check_number(s.err.code, ERROR_TIMEOUT);
    pool_stat(p, &stat);
    check_number(stat.timeouts, 2);
    spoken_finish(&s);
    pool_stop(p);
    posts_config.step_max_cpu_s = before;
    posts_config.step_timeout_ms = timeout;
}

static bool hoard(struct step_call *call, struct error *err)
{
    (void)err;
    size_t n = 2 * (size_t)call->workshop->config->step_max_memory_bytes;
    memset(arena_alloc(call->arena, n), 1, n);
    return true;
}

static void step_max_memory_bytes_is_an_error_of_its_own(void)
{
#ifdef LISTENPOST_SANITIZED
    check_skip("a sanitizer's shadow memory leaves no room for a limit");
    return;
#endif
    const struct step_kind kinds[STEP_IDS] = {[STEP_READ] = {"read", SANDBOX_READ, hoard}};
    struct pool *p = started(1, kinds_with(kinds));
    struct spoken s = {0};
    struct pool_stat stat;
    speak_text(p, story(), &plain_mp3, &s);
    check_number(s.err.code, ERROR_LIMIT);
    pool_stat(p, &stat);
    check_number(stat.retries, 0);
    spoken_finish(&s);
    pool_stop(p);
}

/* The rest of the segment is cut off and counted; the next one is whole. */
static void segment_max_ms_cuts_a_segment_and_counts_it(void)
{
    int64_t before = posts_config.segment_max_ms;
    posts_config.segment_max_ms = 10000;
    struct pool *p = started(2, step_kinds);
    struct buf text = BUF_EMPTY;
    struct spoken s = {0};
    for (int i = 0; i < 12; i++)
        buf_add_text(&text, "This sentence is said again and again. ");
    buf_add_text(&text, "\n\nAll is well.\n");
    speak_text(p, buf_span(&text), &plain_mp3, &s);
    check_spoken(&s);
    check_true(s.ok && s.result.nskipped > 0);
    const struct segment_time *long_one = &s.result.timeline.segments[1];
    check_true(s.ok && long_one->nframes >= 10 * AUDIO_RATE_HZ && long_one->nframes < 11 * AUDIO_RATE_HZ);
    check_number(s.bytes.n, s.result.timeline.size_bytes);
    spoken_finish(&s);
    buf_finish(&text);
    pool_stop(p);
    posts_config.segment_max_ms = before;
}

struct watch {
    struct pool *pool;
    uint64_t most;
};

static bool no_timeline(void *arg, const struct timeline *timeline)
{
    (void)arg;
    (void)timeline;
    return true;
}

/* As slow as a listener. */
static bool look(void *arg, const void *bytes, size_t n)
{
    struct watch *w = arg;
    (void)bytes;
    (void)n;
    usleep(20000);
    pthread_mutex_lock(&w->pool->lock);
    w->most = w->pool->held_bytes > w->most ? w->pool->held_bytes : w->most;
    pthread_mutex_unlock(&w->pool->lock);
    return true;
}

/* A slow listener is not run ahead of by more than the limit and the segment that is always allowed. */
static void pcm_in_flight_bytes_bounds_what_is_said_ahead(void)
{
    int64_t before = posts_config.pcm_in_flight_bytes;
    posts_config.pcm_in_flight_bytes = 1 << 20;
    struct pool *p = started(2, step_kinds);
    struct watch w = {.pool = p};
    const struct speak_sink sink = {.arg = &w, .begin = no_timeline, .audio = look};
    const struct speak_options pcm = {.form = SPEAK_PCM};
    struct arena a;
    struct post post;
    struct speak_result result;
    struct error err = {0};
    struct buf text = BUF_EMPTY;
    for (int i = 0; i < 6; i++)
        buf_add_span(&text, story());
    const struct page_source source = {.bytes = buf_span(&text), .name = SPAN("post.txt")};
    arena_init(&a);
    check_true(pool_read(p, &a, &source, &(struct read_options){0}, &post, &err) &&
               pool_speak(p, &a, &post, &pcm, &sink, &result, &err));
    check_true(result.timeline.nframes * sizeof(int16_t) > 5 << 20);
    check_true(w.most > 0 && w.most < 3 << 20);
    arena_finish(&a);
    buf_finish(&text);
    pool_stop(p);
    posts_config.pcm_in_flight_bytes = before;
}

int main(int argc, char **argv)
{
    const struct check checks[] = {
        CHECK(step_max_cpu_s_ends_a_child_that_spins),
        CHECK(step_max_memory_bytes_is_an_error_of_its_own),
        CHECK(segment_max_ms_cuts_a_segment_and_counts_it),
        CHECK(pcm_in_flight_bytes_bounds_what_is_said_ahead),
        CHECK(job_max_ms_refuses_a_longer_post),
        CHECK(job_max_ms_refuses_a_much_longer_post_unspoken),
    };
    return posts_main(argc, argv, checks, COUNT_OF(checks));
}
