/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text that ends the engine, and an engine made fragile for it. */
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "check.h"
#include "job/posts.h"

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

static void speak_fragile(const char *words, uint32_t nskipped)
{
    struct spoken s = {0};
    struct pool *p = started(2, kinds_with(fragile_kinds));
    speak_text(p, span_of(words), &plain_mp3, &s);
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
    int64_t before = posts_config.step_timeout_ms;
    posts_config.step_timeout_ms = 500;
    speak_fragile("All is well. This one is a hanger. And all is well again.\n", 1);
    posts_config.step_timeout_ms = before;
}

static void an_answer_that_makes_no_sense_is_not_believed(void)
{
    speak_fragile("All is well. This one is a liar. And all is well again.\n", 1);
}

/* What is known to end eSpeak NG, or to make it write where it should not, when it gets it as it is written.
 */
static const struct {
    const char *before, *unit;
    int times;
} crashers[] = {
    {"", "s'", 68},
    {"", "A.B.C.D.", 24},
    {"", "e . ", 90},
    {"", "\xC3\xA9 . ", 100},
    {"walk", "ness", 100},
    {"", "\xD6\x8B ", 5}, /* U+058B, U+09F2, U+0BE7: three of 374 code points */
    {"", "\xE0\xA7\xB2 ", 5},
    {"", "\xE0\xAF\xA7 ", 5},
    {"", "\xF0\x9F\x8F\x88", 4}, /* emoji: U+1F3C8, U+1F3FA, U+1F691, U+1F925 */
    {"", "\xF0\x9F\x8F\xBA", 4},
    {"", "\xF0\x9F\x9A\x91", 4},
    {"", "\xF0\x9F\xA4\xA5", 4},
    {"", "[[\x01", 3}, /* phonemes, and a command */
    {"",
     "\x01"
     "5V",
     10},
    {"", "9", 300},
    {"", "<audio src='/etc/passwd'/>", 3},
    {"", "word ", 400}, /* a clause of more words than it can count */
};

static void known_crashers_leave_the_article_whole(void)
{
    struct buf words = BUF_EMPTY;
    struct spoken s = {0};
    for (size_t i = 0; i < COUNT_OF(crashers); i++) {
        buf_add_text(&words, "\n\nBefore it all was well. ");
        buf_add_text(&words, crashers[i].before);
        for (int k = 0; k < crashers[i].times; k++)
            buf_add_text(&words, crashers[i].unit);
        buf_add_text(&words, " And after it all was well.\n");
    }
    struct pool *p = started(2, step_kinds);
    speak_text(p, buf_span(&words), &plain_mp3, &s);
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

int main(int argc, char **argv)
{
    const struct check checks[] = {
        CHECK(only_the_sentence_that_crashes_the_engine_is_left_out),
        CHECK(a_sentence_that_works_in_its_safest_form_is_spoken),
        CHECK(a_segment_that_cannot_be_encoded_by_who_said_it_is_whole),
        CHECK(what_a_dead_try_wrote_is_not_heard),
        CHECK(a_sentence_that_hangs_the_engine_is_left_out),
        CHECK(an_answer_that_makes_no_sense_is_not_believed),
        CHECK(known_crashers_leave_the_article_whole),
        CHECK(a_degraded_segment_is_not_kept),
    };
    return posts_main(argc, argv, checks, COUNT_OF(checks));
}
