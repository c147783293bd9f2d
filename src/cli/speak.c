/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A post in, an audio file out: whole or not at all. MP3 comes finished from the pool; other formats take its
 * PCM through libsndfile. */
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/companions.h"
#include "cli/cover.h"
#include "cli/input.h"
#include "cli/progress.h"

static volatile sig_atomic_t interrupted;

static void on_interrupt(int signal_number)
{
    (void)signal_number;
    interrupted = 1;
}

/* The first Ctrl-C ends in order, removing what was begun; a second one ends at once. */
static void catch_interrupts(void)
{
    struct sigaction action = {.sa_handler = on_interrupt, .sa_flags = (int)SA_RESETHAND};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

struct output {
    const char *name;
    struct span ending;
    struct file_new file; /* fd is standard output's for "-" */
    bool to_stdout;
    struct audio_file *audio; /* NULL for MP3 */
    bool exact;               /* the head already has the durations */
    struct progress progress;
    const struct post *post;
    struct error failure; /* why a callback ended the work */
};

static bool output_open(struct output *o, const struct arguments *arguments, struct error *err)
{
    *o = (struct output){.name = arguments->output, .file = {.fd = -1}};
    if (!o->name)
        return error_set(err, ERROR_USAGE,
                         "say where the audio goes: -o post.mp3, or -o - for standard output");
    if (!companions_check(arguments, o->name, err))
        return false;
    o->to_stdout = strcmp(o->name, "-") == 0;
    o->ending = o->to_stdout ? SPAN("mp3") : file_ending(o->name);
    if (!span_is_nocase(o->ending, "mp3") && !audio_file_knows(o->ending))
        return error_set(err, ERROR_USAGE, "%s: name it .mp3, .wav, .flac, .opus or .ogg", o->name);
    if (arguments->cover && !span_is_nocase(o->ending, "mp3"))
        return error_set(err, ERROR_USAGE, "%s: only an MP3 has room for a cover", o->name);
    progress_init(&o->progress, arguments->quiet);
    if (o->to_stdout) {
        if (isatty(STDOUT_FILENO))
            return error_set(err, ERROR_USAGE,
                             "standard output is a terminal: send it to a file or a player");
        o->file.fd = STDOUT_FILENO;
        return true;
    }
    return file_new_open(&o->file, o->name, err);
}

static void output_abandon(struct output *o)
{
    if (o->audio) {
        audio_file_close(o->audio, NULL);
        o->audio = NULL;
    }
    if (!o->to_stdout)
        file_new_abandon(&o->file);
}

static bool on_begin(void *arg, const struct timeline *timeline)
{
    struct output *o = arg;
    o->exact = timeline != NULL;
    if (span_is_nocase(o->ending, "mp3"))
        return true;
    struct tags tags = post_tags(o->post);
    o->audio = audio_file_open(o->file.fd, o->ending, &tags, &o->failure);
    return o->audio != NULL;
}

static bool on_audio(void *arg, const void *bytes, size_t n)
{
    struct output *o = arg;
    if (interrupted)
        return error_set(&o->failure, ERROR_CANCELLED, "interrupted");
    if (o->audio)
        return audio_file_write(o->audio, bytes, n / sizeof(int16_t), &o->failure);
    if (!file_write_all(o->file.fd, bytes, n))
        return error_set(&o->failure, ERROR_OUTPUT, "%s: %s", o->name, strerror(errno));
    return true;
}

static void on_progress(void *arg, size_t done, size_t total)
{
    progress_update(&((struct output *)arg)->progress, done, total);
}

static bool output_commit(struct output *o, const struct speak_result *result, struct error *err)
{
    struct audio_file *audio = o->audio;
    o->audio = NULL;
    if (audio && !audio_file_close(audio, err))
        return false;
    bool patch = !audio && !o->exact && !o->to_stdout;
    if (patch && pwrite(o->file.fd, result->head.p, result->head.n, 0) != (ssize_t)result->head.n)
        return error_set(err, ERROR_OUTPUT, "%s: %s", o->name, strerror(errno));
    return o->to_stdout || file_new_commit(&o->file, false, err);
}

static void tell_summary(const struct output *o, const struct speak_result *result)
{
    uint64_t seconds = result->timeline.nframes / AUDIO_RATE_HZ;
    if (o->progress.shown)
        fprintf(stderr, "%s: %" PRIu64 " min %" PRIu64 " s, voice %s\n",
                o->to_stdout ? "standard output" : o->name, seconds / 60, seconds % 60, o->post->voice->name);
    if (result->nskipped)
        fprintf(stderr, "listenpost speak: %u sentences could not be spoken and were skipped\n",
                result->nskipped);
}

static bool speak(const struct arguments *arguments, struct pool *pool, struct output *o, struct error *err)
{
    struct arena a;
    arena_init(&a);
    struct post post;
    struct buf cover = BUF_EMPTY;
    struct read_options read = arguments_read_options(arguments);
    struct speak_result result = {0};
    bool mp3 = span_is_nocase(o->ending, "mp3");
    struct speak_options speak = {.form = mp3 ? SPEAK_MP3 : SPEAK_PCM, .plan_budget_ms = -1};
    struct speak_sink sink = {o, on_begin, on_audio, on_progress};
    o->post = &post;
    bool ok = cover_read(arguments, &cover, err) &&
              input_read(pool, &arguments->config, arguments->input, &a, &read, &post, err);
    post.cover = buf_span(&cover);
    ok = ok && pool_speak(pool, &a, &post, &speak, &sink, &result, err);
    progress_clear(&o->progress);
    if (!ok && o->failure.code)
        *err = o->failure;
    ok = ok && companions_write(arguments, &post, &result.timeline, err) && output_commit(o, &result, err);
    if (ok)
        tell_summary(o, &result);
    arena_finish(&a);
    buf_finish(&cover);
    return ok;
}

bool command_speak(const struct arguments *arguments, struct error *err)
{
    struct output o;
    struct pool *pool = NULL;
    catch_interrupts();
    bool ok = output_open(&o, arguments, err) && (pool = pool_start(&arguments->config, err)) &&
              speak(arguments, pool, &o, err);
    output_abandon(&o);
    if (pool)
        pool_stop(pool);
    return ok;
}
