/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The real zygote, real children, the real engines. */
#include "job/pool.h"

#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "check.h"
#include "job/posts.h"

static const char text[] =
    "The harbour was quiet that morning. Three boats lay at the wall, and nobody was in a hurry.\n\n"
    "A gull stood on a post. It looked at the water for a long time. Then it flew away.\n\n"
    "The oldest of the boats had been built by hand. Its planks were oak, its nails were copper, and its "
    "sails had "
    "been mended so often that no one knew which cloth was the first. People came from far to see it.\n\n"
    "\"We never planned to keep it,\" the owner said. \"It just stayed with us, year after year.\"\n\n"
    "In the afternoon the wind turned. The boats pulled at their ropes. Somebody laughed, somebody cast off, "
    "and the "
    "small fleet went out past the light. The evening was long and bright, and they came home late.\n\n"
    "That was all that happened. It was a good day.\n";

static struct config config;
static const struct speak_options plain = {.form = SPEAK_MP3, .plan_budget_ms = -1};

static struct pool *started(int workers, const struct step_kind *kinds)
{
    struct error err = {0};
    config.workers = workers;
    struct pool *p = pool_start_with(&config, kinds, &err);
    if (!check_true(p != NULL)) {
        printf("  %s: %s\n", error_name(err.code), err.detail);
        exit(1);
    }
    return p;
}

static struct span text_span(void)
{
    return (struct span){text, sizeof text - 1};
}

static void check_spoken(const struct spoken *s)
{
    if (!check_true(s->ok))
        printf("  %s: %s\n", error_name(s->err.code), s->err.detail);
}

/* ---- the same bytes, always ---- */

/* What every other run is compared with. */
static void reference(struct spoken *s)
{
    struct pool *p = started(1, step_kinds);
    speak_text(p, text_span(), &plain, s);
    check_spoken(s);
    pool_stop(p);
}

static void the_bytes_are_the_same_for_one_two_and_four_workers(void)
{
    struct spoken first = {0};
    reference(&first);
    for (int workers = 1; workers <= 4; workers *= 2) {
        struct pool *p = started(workers, step_kinds);
        struct spoken s = {0};
        speak_text(p, text_span(), &plain, &s);
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
    speak_text(p, SPAN("The price was $5 today."), &plain, &figures);
    speak_text(p, SPAN("The price was five dollars today."), &plain, &words);
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
    speak_text(p, text_span(), &at_once, &s);
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
    int64_t before = config.pcm_in_flight_bytes;
    config.pcm_in_flight_bytes = 1 << 20;
    struct pool *p = started(4, step_kinds);
    speak_text(p, text_span(), &plain, &s);
    check_spoken(&s);
    check_true(!s.timed && span_equal(buf_span(&s.whole), buf_span(&first.whole)));
    check_number(p->held_bytes, 0);
    spoken_finish(&s);
    spoken_finish(&first);
    pool_stop(p);
    config.pcm_in_flight_bytes = before;
}

static void pcm_is_as_long_as_the_timeline_says(void)
{
    struct spoken s = {0};
    const struct speak_options pcm = {.form = SPEAK_PCM, .plan_budget_ms = -1};
    struct pool *p = started(2, step_kinds);
    speak_text(p, text_span(), &pcm, &s);
    check_spoken(&s);
    check_true(s.result.timeline.nframes > SPEECH_RATE_HZ * 20);
    check_number(s.bytes.n, s.result.timeline.nframes * 2);
    spoken_finish(&s);
    pool_stop(p);
}

/* ---- killed at random ---- */

struct killer {
    pid_t zygote;
    atomic_bool stop;
    unsigned nkilled, seed;
};

static void *kill_at_random(void *arg)
{
    struct killer *k = arg;
    while (!k->stop) {
        pid_t list[16];
        size_t n = children_of(k->zygote, list, COUNT_OF(list));
        n = n < COUNT_OF(list) ? n : COUNT_OF(list);
        if (n && kill(list[(unsigned)rand_r(&k->seed) % n], SIGKILL) == 0)
            k->nkilled++;
        usleep(20000 + (useconds_t)rand_r(&k->seed) % 120000);
    }
    return NULL;
}

static void the_bytes_are_the_same_when_children_are_killed_at_random(void)
{
    struct spoken first = {0};
    reference(&first);
    struct pool *p = started(2, step_kinds);
    struct killer k = {.zygote = p->zygote.pid, .seed = 7};
    pthread_t thread;
    pthread_create(&thread, NULL, kill_at_random, &k);
    for (int i = 0; i < 6; i++) {
        struct spoken s = {0};
        speak_text(p, text_span(), &plain, &s);
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

/* ---- text that ends the engine ---- */

static bool request_has(const struct step_call *call, const char *word)
{
    return span_find(call->request, word) < call->request.n;
}

/* The real step, but for words that do to it what bugs would. */
static bool fragile_say(struct step_call *call, struct error *err)
{
    volatile char *nowhere = NULL;
    bool safest = call->request.p[8] == 1; /* the third number of a say request */
    bool shared = call->memory >= 0;       /* else the sound does not leave the child */
    if (request_has(call, "brittle") && !shared)
        *nowhere = 1;
    if (request_has(call, "crasher") || (request_has(call, "fragile") && !safest))
        *nowhere = 1;
    if (request_has(call, "messy") && !safest && shared) {
        memset(mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE, MAP_SHARED, call->memory, 0), 0x55, 1 << 20);
        *nowhere = 1;
    }
    if (request_has(call, "hanger"))
        for (;;)
            poll(NULL, 0, 1000);
    if (request_has(call, "liar"))
        buf_add_text(call->reply, "not at all what was asked for");
    return request_has(call, "liar") || step_kinds[STEP_SAY].run(call, err);
}

static const struct step_kind fragile_kinds[STEP_IDS] = {
    [STEP_READ] = {"read", SANDBOX_READ, NULL},
    [STEP_SAY] = {"say", SANDBOX_SAY, fragile_say},
};

/* The fragile kinds with the real ones where nothing is said. */
static const struct step_kind *kinds_with(const struct step_kind *special)
{
    static struct step_kind kinds[STEP_IDS];
    for (int i = 0; i < STEP_IDS; i++)
        kinds[i] = special[i].run ? special[i] : step_kinds[i];
    return kinds;
}

static void speak_fragile(const char *words, uint32_t nskipped)
{
    struct spoken s = {0};
    struct pool *p = started(2, kinds_with(fragile_kinds));
    speak_text(p, span_of(words), &plain, &s);
    check_spoken(&s);
    check_number(s.result.nskipped, nskipped);
    check_number(s.bytes.n, s.result.timeline.size_bytes);
    struct pool_stat stat;
    pool_stat(p, &stat);
    check_number(stat.skipped, nskipped);
    check_true(stat.retries >= 1);
    /* Every word has its mark, those of the skipped sentence included. */
    for (size_t i = 0; s.ok && i < s.post.script.nsegments; i++)
        check_number(s.result.timeline.segments[i].nmarks, s.post.script.segments[i].ntokens);
    spoken_finish(&s);
    pool_stop(p);
}

static void only_the_sentence_that_crashes_the_engine_is_left_out(void)
{
    speak_fragile(
        "The first paragraph is fine.\n\nHere all is well. This one is a crasher of engines. And all is well "
        "again.\n\nThe last one is fine.\n",
        1);
}

static void a_sentence_that_works_in_its_safest_form_is_spoken(void)
{
    speak_fragile("All is well. This one is rather fragile. And all is well again.\n", 0);
}

static void a_segment_that_cannot_be_encoded_by_who_said_it_is_whole(void)
{
    speak_fragile("All is well. This one is brittle. And all is well again.\n", 0);
}

static void what_a_dead_try_wrote_is_not_heard(void)
{
    const struct speak_options pcm = {.form = SPEAK_PCM, .plan_budget_ms = -1};
    struct spoken s = {0};
    struct pool *p = started(1, kinds_with(fragile_kinds));
    speak_text(p, SPAN("A messy one.\n"), &pcm, &s);
    check_spoken(&s);
    size_t nframes = s.bytes.n / 2, silent = 0;
    const int16_t *frames = (const int16_t *)(const void *)s.bytes.p;
    while (silent < nframes && frames[nframes - 1 - silent] == 0)
        silent++;
    check_true(nframes > SPEECH_RATE_HZ / 2 && silent >= MP3_TAIL);
    spoken_finish(&s);
    pool_stop(p);
}

static void a_sentence_that_hangs_the_engine_is_left_out(void)
{
    int64_t before = config.step_timeout_ms;
    config.step_timeout_ms = 500;
    speak_fragile("All is well. This one is a hanger. And all is well again.\n", 1);
    config.step_timeout_ms = before;
}

static void an_answer_that_makes_no_sense_is_not_believed(void)
{
    speak_fragile("All is well. This one is a liar. And all is well again.\n", 1);
}

/* What is known to end eSpeak NG when it gets it as it is written. */
static const struct {
    const char *unit;
    int times;
} crashers[] = {{"s'", 68},    {"A.B.C.D.", 24},     {"e . ", 90},    {"\xC3\xA9 . ", 100},    {"walk", 1},
                {"ness", 100}, {"\xE0\xA7\xB2 ", 5}, {"\xD6\x8B", 3}, {"\xF0\x9F\x8F\x88", 4}, {"[[\x01", 3},
                {"9", 300}};

static void known_crashers_leave_the_article_whole(void)
{
    struct buf words = BUF_EMPTY;
    struct spoken s = {0};
    for (size_t i = 0; i < COUNT_OF(crashers); i++) {
        buf_add_text(&words, "\n\nBefore it all was well. ");
        for (int k = 0; k < crashers[i].times; k++)
            buf_add_text(&words, crashers[i].unit);
        buf_add_text(&words, " And after it all was well.\n");
    }
    struct pool *p = started(2, step_kinds);
    speak_text(p, buf_span(&words), &plain, &s);
    check_spoken(&s);
    check_true(s.ok && s.post.script.nsegments >= COUNT_OF(crashers));
    check_number(s.bytes.n, s.result.timeline.size_bytes);
    check_number(s.result.nskipped, 0);
    spoken_finish(&s);
    pool_stop(p);
    buf_finish(&words);
}

static void a_degraded_segment_is_not_kept(void)
{
    char folder[] = "/tmp/listenpost-job-XXXXXX", command[64];
    struct error err = {0};
    check_true(mkdtemp(folder) != NULL);
    struct cache *cache = cache_open(folder, 1 << 24, &err);
    const struct speak_options cached = {.cache = cache, .plan_budget_ms = -1};
    struct spoken s = {0}, again = {0};
    struct pool *p = started(2, kinds_with(fragile_kinds));
    struct span words = SPAN("All is well.\n\nThis one is a crasher.\n\nAll is well again.\n");
    speak_text(p, words, &cached, &s);
    speak_text(p, words, &cached, &again);
    check_true(s.ok && again.ok && span_equal(buf_span(&s.bytes), buf_span(&again.bytes)));
    check_number(again.result.ncached, again.post.script.nsegments - 1);
    spoken_finish(&s);
    spoken_finish(&again);
    pool_stop(p);
    cache_close(cache);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    check_number(system(command), 0);
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
    speak_text(p, text_span(), &plain, &s);
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
    const struct page_source source = {.bytes = text_span(), .name = SPAN("post.txt")};
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
    speak_text(p, new, &plain, &fresh);
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

/* ---- nothing is left behind ---- */

static bool no_children(const void *arg)
{
    pid_t list[1];
    return children_of(*(const pid_t *)arg, list, 1) == 0;
}

struct descriptors {
    pid_t pid;
    size_t count;
};

static bool has_descriptors(const void *arg)
{
    const struct descriptors *d = arg;
    return descriptors_of(d->pid, "") == d->count;
}

static void descriptors_children_and_memory_are_given_back(void)
{
    size_t before = descriptors_of(getpid(), "");
    struct pool *p = started(4, step_kinds);
    struct spoken s = {0};
    speak_text(p, text_span(), &plain, &s);
    spoken_finish(&s);
    check_true(eventually(no_children, &p->zygote.pid));
    size_t ours = descriptors_of(getpid(), "");
    /* standard ones, the front's socket, the signals of its children */
    const struct descriptors zygotes = {p->zygote.pid, 3 + 2};
    check_true(eventually(has_descriptors, &zygotes));
    for (int i = 0; i < 3; i++) {
        speak_text(p, text_span(), &plain, &s);
        check_spoken(&s);
        spoken_finish(&s);
        s.stop_after = 3;
        speak_text(p, text_span(), &plain, &s);
        check_number(s.err.code, ERROR_CANCELLED);
        spoken_finish(&s);
    }
    check_true(eventually(no_children, &p->zygote.pid));
    check_number(descriptors_of(getpid(), ""), ours);
    check_true(eventually(has_descriptors, &zygotes));
    check_number(descriptors_of(getpid(), "listenpost-pcm"), 0);
    check_number(p->held_bytes, 0);
    pool_stop(p);
    pid_t self = getpid();
    check_number(descriptors_of(self, ""), before);
    check_true(no_children(&self));
}

static bool is_gone(const void *pid)
{
    return kill(*(const pid_t *)pid, 0) != 0;
}

/* The front is killed while children are at work; this process inherits what would survive it. */
static void nothing_survives_the_front(void)
{
    int tell[2];
    pid_t zygote = 0, list[16];
    check_number(prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
    check_number(pipe(tell), 0);
    pid_t front = fork();
    if (front == 0) {
        struct pool *p = started(4, step_kinds);
        if (write(tell[1], &p->zygote.pid, sizeof(pid_t)) < 0)
            _exit(1);
        for (;;) {
            struct spoken s = {0};
            speak_text(p, text_span(), &plain, &s);
            spoken_finish(&s);
        }
    }
    check_number(read(tell[0], &zygote, sizeof zygote), sizeof zygote);
    while (children_of(zygote, list, COUNT_OF(list)) == 0)
        usleep(1000);
    kill(front, SIGKILL);
    while (waitpid(-1, NULL, 0) > 0)
        ;
    check_true(is_gone(&zygote));
    pid_t self = getpid();
    check_true(no_children(&self));
    close(tell[0]);
    close(tell[1]);
}

static bool linger(struct step_call *call, struct error *err)
{
    (void)call;
    (void)err;
    while (poll(NULL, 0, 1000) == 0)
        ;
    return false;
}

struct caller {
    struct pool *pool;
    struct spoken spoken;
};

static void *speak_aside(void *arg)
{
    struct caller *c = arg;
    speak_text(c->pool, text_span(), &plain, &c->spoken);
    return NULL;
}

/* Seen from outside, on a step that is at work: the sandbox is on, whatever the probes of sandbox_test say.
 */
static void a_child_at_work_is_sandboxed(void)
{
    const struct step_kind kinds[STEP_IDS] = {[STEP_READ] = {"read", SANDBOX_READ, linger}};
    int64_t before = config.step_timeout_ms;
    config.step_timeout_ms = 1000;
    struct caller c = {.pool = started(1, kinds_with(kinds))};
    pthread_t thread;
    pid_t child = 0;
    pthread_create(&thread, NULL, speak_aside, &c);
    while (children_of(c.pool->zygote.pid, &child, 1) == 0)
        usleep(1000);
    usleep(200000);
    check_number(status_of(child, "Seccomp:"), 2);
    check_number(status_of(child, "NoNewPrivs:"), 1);
    check_number(status_of(child, "CapEff:"), 0);
    pthread_join(thread, NULL);
    check_number(c.spoken.err.code, ERROR_TIMEOUT);
    check_true(is_gone(&child) || eventually(is_gone, &child));
    spoken_finish(&c.spoken);
    pool_stop(c.pool);
    config.step_timeout_ms = before;
}

static void a_pool_without_its_zygote_says_so(void)
{
    struct pool *p = started(2, step_kinds);
    struct spoken s = {0};
    kill(p->zygote.pid, SIGKILL);
    speak_text(p, text_span(), &plain, &s);
    check_number(s.err.code, ERROR_CRASHED);
    spoken_finish(&s);
    pool_stop(p);
}

static void a_post_longer_than_the_limit_is_refused(void)
{
    int64_t before = config.job_max_ms;
    config.job_max_ms = 10000;
    struct pool *p = started(2, step_kinds);
    struct spoken s = {0};
    speak_text(p, text_span(), &plain, &s);
    check_number(s.err.code, ERROR_LIMIT);
    check_number(s.ncalls, 0);
    spoken_finish(&s);
    pool_stop(p);
    config.job_max_ms = before;
}

static void a_post_much_longer_than_the_limit_is_refused_unspoken(void)
{
    int64_t before = config.job_max_ms;
    config.job_max_ms = 10000;
    struct pool *p = started(2, step_kinds);
    struct spoken s = {0};
    struct pool_stat stat;
    struct buf many = BUF_EMPTY;
    for (int i = 0; i < 200; i++)
        buf_add_text(&many, "This sentence is repeated. ");
    speak_text(p, buf_span(&many), &plain, &s);
    check_number(s.err.code, ERROR_LIMIT);
    pool_stat(p, &stat);
    check_number(stat.steps[STEP_SAY], 0);
    buf_finish(&many);
    spoken_finish(&s);
    pool_stop(p);
    config.job_max_ms = before;
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

int main(int argc, char **argv)
{
    const struct check checks[] = {
        CHECK(the_bytes_are_the_same_for_one_two_and_four_workers),
        CHECK(texts_that_sound_alike_keep_marks_of_their_own),
        CHECK(the_promised_size_is_the_size),
        CHECK(a_stream_begun_without_its_length_ends_as_the_same_file),
        CHECK(little_memory_changes_nothing_but_the_plan),
        CHECK(pcm_is_as_long_as_the_timeline_says),
        CHECK(the_bytes_are_the_same_when_children_are_killed_at_random),
        CHECK(only_the_sentence_that_crashes_the_engine_is_left_out),
        CHECK(a_sentence_that_works_in_its_safest_form_is_spoken),
        CHECK(a_segment_that_cannot_be_encoded_by_who_said_it_is_whole),
        CHECK(what_a_dead_try_wrote_is_not_heard),
        CHECK(a_sentence_that_hangs_the_engine_is_left_out),
        CHECK(an_answer_that_makes_no_sense_is_not_believed),
        CHECK(known_crashers_leave_the_article_whole),
        CHECK(a_degraded_segment_is_not_kept),
        CHECK(a_reader_that_crashes_or_babbles_is_an_error_not_a_crash),
        CHECK(unknown_voices_and_languages_are_refused),
        CHECK(lines_come_back_in_order),
        CHECK(sentences_come_as_arrays_and_other_lines_are_refused),
        CHECK(an_edit_costs_only_its_paragraph),
        CHECK(descriptors_children_and_memory_are_given_back),
        CHECK(nothing_survives_the_front),
        CHECK(a_child_at_work_is_sandboxed),
        CHECK(a_pool_without_its_zygote_says_so),
        CHECK(a_post_longer_than_the_limit_is_refused),
        CHECK(a_post_much_longer_than_the_limit_is_refused_unspoken),
        CHECK(several_posts_share_a_pool),
    };
    config_init(&config);
    int status = check_main(argc, argv, checks, COUNT_OF(checks));
    config_finish(&config);
    return status;
}
