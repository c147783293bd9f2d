/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The real zygote, real children, the real engines. */
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "check.h"
#include "job/posts.h"

/* ---- the same bytes, always ---- */

static void the_bytes_are_the_same_for_one_two_and_four_workers(void)
{
    struct spoken first = {0};
    reference(&first);
    for (int workers = 1; workers <= 4; workers *= 2) {
        struct pool *p = started(workers, step_kinds);
        struct spoken s = {0};
        speak_text(p, story(), &plain_mp3, &s);
        check_spoken(&s);
        check_true(s.timed && span_equal(buf_span(&s.bytes), buf_span(&first.bytes)));
        check_text(span_of(s.post.key), first.post.key);
        spoken_finish(&s);
        pool_stop(p);
    }
    spoken_finish(&first);
}

static void texts_that_sound_alike_keep_marks_of_their_own(void)
{
    struct pool *p = started(1, step_kinds);
    struct spoken figures = {0}, words = {0};
    speak_text(p, SPAN("The price was $5 today."), &plain_mp3, &figures);
    speak_text(p, SPAN("The price was five dollars today."), &plain_mp3, &words);
    check_span(figures.post.script.segments[0].spoken, words.post.script.segments[0].spoken);
    check_true(strcmp(figures.post.key, words.post.key) != 0);
    spoken_finish(&figures);
    spoken_finish(&words);
    pool_stop(p);
}

static void the_promised_size_is_the_size(void)
{
    struct spoken s = {0};
    reference(&s);
    check_number(s.bytes.n, s.result.timeline.size_bytes);
    check_true(span_equal(buf_span(&s.bytes), buf_span(&s.whole)));
    spoken_finish(&s);
}

static void a_stream_begun_without_its_length_ends_as_the_same_file(void)
{
    struct spoken first = {0}, s = {0};
    const struct speak_options at_once = {.form = SPEAK_MP3, .plan_budget_ms = 0};
    reference(&first);
    struct pool *p = started(2, step_kinds);
    speak_text(p, story(), &at_once, &s);
    check_spoken(&s);
    check_true(!s.timed);
    check_true(span_equal(buf_span(&s.whole), buf_span(&first.whole)));
    spoken_finish(&s);
    spoken_finish(&first);
    pool_stop(p);
}

static void little_memory_changes_nothing_but_the_plan(void)
{
    struct spoken first = {0}, s = {0};
    reference(&first);
    int64_t before = posts_config.pcm_in_flight_bytes;
    posts_config.pcm_in_flight_bytes = 1 << 20;
    struct pool *p = started(4, step_kinds);
    speak_text(p, story(), &plain_mp3, &s);
    check_spoken(&s);
    check_true(!s.timed && span_equal(buf_span(&s.whole), buf_span(&first.whole)));
    check_number(p->held_bytes, 0);
    spoken_finish(&s);
    spoken_finish(&first);
    pool_stop(p);
    posts_config.pcm_in_flight_bytes = before;
}

static void pcm_is_as_long_as_the_timeline_says(void)
{
    struct spoken s = {0};
    const struct speak_options pcm = {.form = SPEAK_PCM, .plan_budget_ms = -1};
    struct pool *p = started(2, step_kinds);
    speak_text(p, story(), &pcm, &s);
    check_spoken(&s);
    check_true(s.result.timeline.nframes > SPEECH_RATE_HZ * 20);
    check_number(s.bytes.n, s.result.timeline.nframes * 2);
    spoken_finish(&s);
    pool_stop(p);
}

static void several_posts_share_a_pool(void)
{
    struct spoken first = {0};
    reference(&first);
    struct pool *p = started(2, step_kinds);
    struct caller callers[4];
    pthread_t threads[4];
    for (size_t i = 0; i < COUNT_OF(callers); i++) {
        callers[i] = (struct caller){.pool = p};
        pthread_create(&threads[i], NULL, speak_aside, &callers[i]);
    }
    for (size_t i = 0; i < COUNT_OF(callers); i++) {
        pthread_join(threads[i], NULL);
        check_spoken(&callers[i].spoken);
        check_true(span_equal(buf_span(&callers[i].spoken.bytes), buf_span(&first.bytes)));
        spoken_finish(&callers[i].spoken);
    }
    spoken_finish(&first);
    pool_stop(p);
}

/* ---- steps that are asked once ---- */

static bool crash_read(struct step_call *call, struct error *err)
{
    (void)call;
    (void)err;
    raise(SIGSEGV); /* refused by the sandbox, which ends it as well */
    return true;
}

static bool chatter_read(struct step_call *call, struct error *err)
{
    (void)err;
    static const char junk[] = "HTTP/1.1 200 OK and so on, for longer than a header";
    sendto(call->socket, junk, sizeof junk, 0, NULL, 0);
    return true;
}

static bool boast_read(struct step_call *call, struct error *err)
{
    (void)err;
    struct buf header = BUF_EMPTY;
    wire_put_u32(&header, 0x3153504C);
    wire_put_u32(&header, 2);
    wire_put_u32(&header, UINT32_MAX);
    sendto(call->socket, header.p, header.n, 0, NULL, 0);
    buf_finish(&header);
    return true;
}

static bool half_read(struct step_call *call, struct error *err)
{
    (void)err;
    struct buf frame = BUF_EMPTY;
    wire_put_u32(&frame, 0x3153504C);
    wire_put_u32(&frame, 2);
    wire_put_u32(&frame, 1000);
    buf_add_text(&frame, "less than a thousand");
    sendto(call->socket, frame.p, frame.n, 0, NULL, 0);
    _exit(0);
}

static void read_badly(bool (*run)(struct step_call *, struct error *), enum error_code want)
{
    const struct step_kind kinds[STEP_IDS] = {[STEP_READ] = {"read", SANDBOX_READ, run}};
    struct pool *p = started(1, kinds_with(kinds));
    struct spoken s = {0};
    speak_text(p, story(), &plain_mp3, &s);
    check_true(!s.ok);
    check_number(s.err.code, want);
    spoken_finish(&s);
    pool_stop(p);
}

static void a_reader_that_crashes_or_babbles_is_an_error_not_a_crash(void)
{
    read_badly(crash_read, ERROR_CRASHED);
    read_badly(chatter_read, ERROR_CRASHED);
    read_badly(boast_read, ERROR_CRASHED);
    read_badly(half_read, ERROR_CRASHED);
}

static void unknown_voices_and_languages_are_refused(void)
{
    struct pool *p = started(1, step_kinds);
    const struct page_source source = {.bytes = story(), .name = SPAN("post.txt")};
    const struct {
        struct read_options options;
        enum error_code want;
    } cases[] = {
        {{.voice = SPAN("../../etc/passwd")}, ERROR_VOICE_UNKNOWN},
        {{.language = SPAN("tlh-piqd")}, ERROR_LANGUAGE_UNKNOWN},
        {{.rate_wpm = 30}, ERROR_USAGE},
        {{.rate_wpm = 450}, ERROR_USAGE},
        {{.voice = SPAN("en-gb"), .rate_wpm = 200}, ERROR_NONE},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct arena a;
        struct post post;
        struct error err = {0};
        arena_init(&a);
        bool ok = pool_read(p, &a, &source, &cases[i].options, &post, &err);
        check_number(ok, cases[i].want == ERROR_NONE);
        check_number(err.code, cases[i].want);
        arena_finish(&a);
    }
    pool_stop(p);
}

static void lines_come_back_in_order(void)
{
    struct pool *p = started(4, step_kinds);
    struct buf lines = BUF_EMPTY, out = BUF_EMPTY;
    struct error err = {0};
    for (int i = 0; i < 4000; i++)
        buf_printf(&lines, "This is a line of %s words.\n", i % 2 ? "many" : "few");
    check_true(pool_lines(p, &(struct line_options){.language = SPAN("en")}, buf_span(&lines), &out, &err));
    struct span rest = buf_span(&out), line;
    int n = 0;
    for (; span_line(&rest, &line); n++)
        if (!check_true(span_find(line, n % 2 ? "many" : "few") < line.n))
            break;
    check_number(n, 4000);
    buf_finish(&lines);
    buf_finish(&out);
    pool_stop(p);
}

static void sentences_come_as_arrays_and_other_lines_are_refused(void)
{
    struct pool *p = started(1, step_kinds);
    struct buf out = BUF_EMPTY;
    struct error err = {0};
    const struct line_options options = {.language = SPAN("en"), .sentences = true};
    check_true(
        pool_lines(p, &options, SPAN("{\"lang\":\"en\",\"text\":\"One went. Two came.\"}\n"), &out, &err));
    check_text(buf_span(&out), "[\"One went.\",\"Two came.\"]\n");
    check_true(!pool_lines(p, &options, SPAN("One went.\n"), &out, &err));
    check_number(err.code, ERROR_USAGE);
    buf_finish(&out);
    pool_stop(p);
}

static void a_pool_without_its_zygote_says_so(void)
{
    struct pool *p = started(2, step_kinds);
    struct spoken s = {0};
    kill(p->zygote.pid, SIGKILL);
    speak_text(p, story(), &plain_mp3, &s);
    check_number(s.err.code, ERROR_CRASHED);
    spoken_finish(&s);
    pool_stop(p);
}

/* ---- what an edit costs ---- */

static void an_edit_costs_only_its_paragraph(void)
{
    char folder[] = "/tmp/listenpost-job-XXXXXX", command[64];
    struct error err = {0};
    check_true(mkdtemp(folder) != NULL);
    struct cache *cache = cache_open(folder, 1 << 24, &err);
    const struct speak_options cached = {.cache = cache, .plan_budget_ms = -1};
    struct spoken before = {0}, after = {0}, fresh = {0}, same = {0};
    struct pool *p = started(2, step_kinds);
    struct span old = SPAN("One paragraph.\n\nAnother one.\n\nA third.\n\nThe fourth.\n");
    struct span new = SPAN("One paragraph.\n\nAnother and longer one.\n\nA third.\n\nThe fourth.\n");
    speak_text(p, old, &cached, &before);
    check_number(before.result.ncached, 0);
    speak_text(p, new, &cached, &after);
    check_number(after.result.ncached, after.post.script.nsegments - 1);
    speak_text(p, new, &plain_mp3, &fresh);
    check_true(fresh.ok && span_equal(buf_span(&after.bytes), buf_span(&fresh.bytes)));
    check_true(strcmp(before.post.key, after.post.key) != 0);
    speak_text(p, old, &cached, &same);
    check_true(same.timed && span_equal(buf_span(&same.bytes), buf_span(&before.bytes)));
    check_number(same.result.ncached, same.post.script.nsegments);
    struct spoken *all[] = {&before, &after, &fresh, &same};
    for (size_t i = 0; i < COUNT_OF(all); i++)
        spoken_finish(all[i]);
    pool_stop(p);
    cache_close(cache);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    check_number(system(command), 0);
}

int main(int argc, char **argv)
{
    const struct check checks[] = {
        CHECK(the_bytes_are_the_same_for_one_two_and_four_workers),
        CHECK(texts_that_sound_alike_keep_marks_of_their_own),
        CHECK(the_promised_size_is_the_size),
        CHECK(a_stream_begun_without_its_length_ends_as_the_same_file),
        CHECK(little_memory_changes_nothing_but_the_plan),
        CHECK(pcm_is_as_long_as_the_timeline_says),
        CHECK(a_reader_that_crashes_or_babbles_is_an_error_not_a_crash),
        CHECK(unknown_voices_and_languages_are_refused),
        CHECK(lines_come_back_in_order),
        CHECK(sentences_come_as_arrays_and_other_lines_are_refused),
        CHECK(an_edit_costs_only_its_paragraph),
        CHECK(a_pool_without_its_zygote_says_so),
        CHECK(several_posts_share_a_pool),
    };
    return posts_main(argc, argv, checks, COUNT_OF(checks));
}
