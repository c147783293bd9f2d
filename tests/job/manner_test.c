/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who speaks what, with the real engine and voice files of our own. */
#include "job/manner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"
#include "job/key.h"
#include "job/posts.h"

static const char page[] =
    "<html lang=en><body><article><h1>A post</h1>"
    "<p>People come from far to see the harbour, and they stay for a day or two before they go home.</p>"
    "<h2>The boats came home late</h2><p>The boats came home late</p>"
    "<blockquote>The boats came home late</blockquote>"
    "<p lang=de>Am Abend kamen die Boote nach Hause, und alle waren froh.</p>"
    "</article></body></html>";

enum { INTRODUCTION = 1, HEADING, PARAGRAPH, QUOTE, GERMAN, SEGMENTS };

/* A folder of voices, a pool with them, a post read from 'page' and spoken. */
struct hall {
    char folder[40];
    struct config config;
    struct pool *pool;
    struct arena arena;
    struct post post;
    struct speak_result result;
    struct buf sound;
    char keys[SEGMENTS][KEY_HEX + 1];
};

static void write_voice(const struct hall *h, const char *name, const char *settings)
{
    char path[80];
    snprintf(path, sizeof path, "%s/voices/%s.voice", h->folder, name);
    FILE *f = fopen(path, "w");
    if (!check_true(f != NULL))
        return;
    fputs(settings, f);
    fclose(f);
}

static bool take_sound(void *arg, const void *bytes, size_t n)
{
    struct hall *h = arg;
    buf_add(&h->sound, bytes, n);
    return true;
}

static bool begin(void *arg, const struct timeline *timeline)
{
    (void)arg;
    return timeline != NULL;
}

static void speak(struct hall *h, enum speak_form form)
{
    const struct page_source source = {.bytes = span_of(page), .name = SPAN("post.html")};
    const struct read_options reading = {.voice = SPAN("reader"), .speak_title = true};
    const struct speak_sink sink = {.arg = h, .begin = begin, .audio = take_sound};
    const struct speak_options options = {.form = form, .plan_budget_ms = -1};
    struct error err = {0};
    bool ok = pool_read(h->pool, &h->arena, &source, &reading, &h->post, &err) &&
              pool_speak(h->pool, &h->arena, &h->post, &options, &sink, &h->result, &err);
    if (!check_true(ok) || !check_number(h->post.script.nsegments, SEGMENTS)) {
        printf("  %s\n", err.detail);
        exit(1);
    }
    for (size_t i = 0; i < SEGMENTS; i++)
        segment_key(h->pool, &h->post, &h->post.script.segments[i], false, h->keys[i]);
}

/* 'settings' are added to the voice that reads. */
static void open_hall(struct hall *h, const char *settings, int workers, enum speak_form form)
{
    char path[80], text[200];
    struct error err = {0};
    *h = (struct hall){.folder = "/tmp/listenpost-manner-XXXXXX"};
    check_true(mkdtemp(h->folder) != NULL);
    snprintf(path, sizeof path, "%s/voices", h->folder);
    mkdir(path, 0700);
    snprintf(text, sizeof text, "language = en\nengine = en-us\n%s", settings);
    write_voice(h, "reader", text);
    write_voice(h, "other", "language = en\nengine = en-us+Andy\n");
    write_voice(h, "german", "language = de\nengine = de\nrate_wpm = 119\n");
    config_init(&h->config);
    config_set(&h->config, config_find(SPAN("data_dir")), span_of(h->folder), NULL);
    h->config.workers = workers;
    arena_init(&h->arena);
    h->pool = pool_start(&h->config, &err);
    if (!check_true(h->pool != NULL)) {
        printf("  %s\n", err.detail);
        exit(1);
    }
    speak(h, form);
}

static void close_hall(struct hall *h)
{
    char command[64];
    pool_stop(h->pool);
    arena_finish(&h->arena);
    buf_finish(&h->sound);
    config_finish(&h->config);
    snprintf(command, sizeof command, "rm -rf %s", h->folder);
    check_number(system(command), 0);
}

/* Of PCM: the segment without the silence at its end. */
static struct span sound_of(const struct hall *h, size_t segment)
{
    const struct segment_time *time = &h->result.timeline.segments[segment];
    struct span sound = span_slice(buf_span(&h->sound), time->frame * sizeof(int16_t),
                                   (time->frame + time->nframes) * sizeof(int16_t));
    while (sound.n >= 2 && sound.p[sound.n - 1] == 0 && sound.p[sound.n - 2] == 0)
        sound.n -= 2;
    return sound;
}

enum { LOWEST_HZ = 60, HIGHEST_HZ = 250, WINDOW = SPEECH_RATE_HZ / 20 };

/* How many frames after itself the sound is most like itself, at 'frame'; 0 where there is little sound. */
static size_t period_at(const int16_t *frame)
{
    double best = 0, energy = 0;
    size_t period = 0;
    for (size_t i = 0; i < WINDOW; i++)
        energy += (double)frame[i] * frame[i];
    for (size_t lag = SPEECH_RATE_HZ / HIGHEST_HZ; lag < SPEECH_RATE_HZ / LOWEST_HZ; lag++) {
        double sum = 0;
        for (size_t i = 0; i < WINDOW; i++)
            sum += (double)frame[i] * frame[i + lag];
        if (sum > best) {
            best = sum;
            period = lag;
        }
    }
    return best > 0.6 * energy && energy > WINDOW * 1e5 ? period : 0;
}

/* The mean pitch of what is voiced, in Hz. */
static double pitch_of(struct span sound)
{
    const size_t n = sound.n / sizeof(int16_t), reach = WINDOW + SPEECH_RATE_HZ / LOWEST_HZ;
    int16_t *frames = malloc(sound.n);
    double sum = 0;
    size_t count = 0;
    memcpy(frames, sound.p, sound.n);
    for (size_t i = 0; i + reach < n; i += WINDOW / 2) {
        size_t period = period_at(frames + i);
        sum += period ? (double)SPEECH_RATE_HZ / (double)period : 0;
        count += period > 0;
    }
    free(frames);
    return count ? sum / (double)count : 0;
}

static void a_heading_is_as_high_as_the_voice_file_says(void)
{
    struct hall plain, high, low;
    open_hall(&plain, "", 1, SPEAK_PCM);
    open_hall(&high, "heading_pitch = 30\n", 1, SPEAK_PCM);
    open_hall(&low, "heading_pitch = -30\n", 1, SPEAK_PCM);
    check_true(span_equal(sound_of(&plain, HEADING), sound_of(&plain, PARAGRAPH)));
    double middle = pitch_of(sound_of(&plain, HEADING));
    check_true(middle > LOWEST_HZ && middle < HIGHEST_HZ);
    check_true(pitch_of(sound_of(&high, HEADING)) > 1.1 * middle);
    check_true(pitch_of(sound_of(&low, HEADING)) < 0.9 * middle);
    check_true(span_equal(sound_of(&high, PARAGRAPH), sound_of(&plain, PARAGRAPH)));
    check_true(!span_equal(sound_of(&high, 0), sound_of(&plain, 0))); /* the title is a heading, too */
    close_hall(&plain);
    close_hall(&high);
    close_hall(&low);
}

static void a_quotation_has_a_voice_of_its_own(void)
{
    struct hall plain, quoting;
    open_hall(&plain, "", 1, SPEAK_PCM);
    open_hall(&quoting, "quote_voice = other\n", 1, SPEAK_PCM);
    check_true(span_equal(sound_of(&plain, QUOTE), sound_of(&plain, PARAGRAPH)));
    check_true(!span_equal(sound_of(&quoting, QUOTE), sound_of(&quoting, PARAGRAPH)));
    check_true(span_equal(sound_of(&quoting, PARAGRAPH), sound_of(&plain, PARAGRAPH)));
    struct manner manner =
        segment_manner(pool_voices(quoting.pool), &quoting.post, &quoting.post.script.segments[QUOTE]);
    check_text(span_of(manner.voice->name), "other");
    close_hall(&plain);
    close_hall(&quoting);
}

static void another_language_is_spoken_by_its_own_voice_at_the_same_pace(void)
{
    struct hall h;
    open_hall(&h, "quote_voice = other\n", 1, SPEAK_PCM);
    struct post *post = &h.post;
    struct segment *german = &post->script.segments[GERMAN];
    struct manner manner = segment_manner(pool_voices(h.pool), post, german);
    check_text(span_of(manner.voice->name), "german");
    check_number(manner.rate_wpm, 119);
    post->rate_wpm = 340; /* twice the reader's own */
    check_number(segment_manner(pool_voices(h.pool), post, german).rate_wpm, 238);
    post->rate_wpm = 449;
    check_number(segment_manner(pool_voices(h.pool), post, &post->script.segments[0]).rate_wpm, 449);
    post->article.blocks[german->block].voice = SPAN("other"); /* the page's wish comes first */
    check_text(span_of(segment_manner(pool_voices(h.pool), post, german).voice->name), "other");
    german->language = SPAN("en-gb"); /* a region is no other language */
    post->article.blocks[german->block].voice = (struct span){0};
    check_text(span_of(segment_manner(pool_voices(h.pool), post, german).voice->name), "reader");
    german->language = SPAN("tlh"); /* nobody speaks it */
    check_text(span_of(segment_manner(pool_voices(h.pool), post, german).voice->name), "reader");
    close_hall(&h);
}

static void the_bytes_are_the_same_for_any_number_of_workers(void)
{
    struct hall first;
    open_hall(&first, "quote_voice = other\nheading_pitch = 20\n", 1, SPEAK_MP3);
    for (int workers = 2; workers <= 4; workers *= 2) {
        struct hall h;
        open_hall(&h, "quote_voice = other\nheading_pitch = 20\n", workers, SPEAK_MP3);
        check_true(h.sound.n > 1000 && span_equal(buf_span(&h.sound), buf_span(&first.sound)));
        check_text(span_of(h.post.key), first.post.key);
        close_hall(&h);
    }
    close_hall(&first);
}

/* Which keys a setting of the reader's changes, a letter a segment. */
static void check_changed(const struct hall *plain, const char *settings, const char *changed)
{
    struct hall h;
    char got[SEGMENTS + 1] = {0};
    open_hall(&h, settings, 1, SPEAK_PCM);
    for (size_t i = 0; i < SEGMENTS; i++)
        got[i] = strcmp(h.keys[i], plain->keys[i]) ? 'X' : '-';
    check_text(span_of(got), changed);
    check_true(strcmp(h.post.key, plain->post.key) != 0);
    close_hall(&h);
}

static void only_the_segments_that_sound_different_get_another_key(void)
{
    struct hall plain;
    open_hall(&plain, "", 1, SPEAK_PCM);
    check_changed(&plain, "heading_pitch = 20\n", "X-X---");
    check_changed(&plain, "quote_voice = other\n", "----X-");
    check_changed(&plain, "pitch = 40\n", "XXXXX-");
    close_hall(&plain);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(a_heading_is_as_high_as_the_voice_file_says),
        CHECK(a_quotation_has_a_voice_of_its_own),
        CHECK(another_language_is_spoken_by_its_own_voice_at_the_same_pace),
        CHECK(the_bytes_are_the_same_for_any_number_of_workers),
        CHECK(only_the_segments_that_sound_different_get_another_key),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
