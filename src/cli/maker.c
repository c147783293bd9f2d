/* SPDX-License-Identifier: GPL-3.0-or-later */
/* MP3 comes finished from the pool; other formats take its PCM through libsndfile. */
#include "cli/maker.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cover.h"
#include "cli/input.h"
#include "cli/interrupt.h"

struct output {
    const char *name;
    struct span ending;
    struct file_new file; /* fd is standard output's for "-" */
    bool to_stdout;
    struct audio_file *audio; /* NULL for MP3 */
    bool exact;               /* the head already has the durations */
    struct progress *progress;
    const struct post *post;
    struct error failure; /* why a callback ended the work */
};

static bool output_open(struct output *o, struct error *err)
{
    if (!o->to_stdout)
        return file_new_open(&o->file, o->name, err);
    o->file.fd = STDOUT_FILENO;
    return true;
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
    if (interrupted())
        return error_set(&o->failure, ERROR_CANCELLED, "interrupted");
    if (o->audio)
        return audio_file_write(o->audio, bytes, n / sizeof(int16_t), &o->failure);
    if (!file_write_all(o->file.fd, bytes, n))
        return error_set(&o->failure, ERROR_OUTPUT, "%s: %s", o->name, strerror(errno));
    return true;
}

static void on_progress(void *arg, size_t done, size_t total)
{
    struct output *o = arg;
    if (o->progress)
        progress_update(o->progress, done, total);
}

static bool output_commit(struct output *o, const struct speak_result *result, struct outcome *outcome)
{
    struct audio_file *audio = o->audio;
    struct error *err = &outcome->err;
    struct stat made;
    o->audio = NULL;
    if (audio && !audio_file_close(audio, err))
        return false;
    bool patch = !audio && !o->exact && !o->to_stdout;
    if (patch && pwrite(o->file.fd, result->head.p, result->head.n, 0) != (ssize_t)result->head.n)
        return error_set(err, ERROR_OUTPUT, "%s: %s", o->name, strerror(errno));
    outcome->duration_ms = result->timeline.nframes * 1000 / AUDIO_RATE_HZ;
    outcome->nskipped = result->nskipped;
    if (o->to_stdout)
        return true;
    if (fstat(o->file.fd, &made) == 0)
        outcome->size_bytes = (uint64_t)made.st_size;
    return file_new_commit(&o->file, false, err);
}

/* ---- what is up to date ---- */

/* Of all that is in the file, and of what is asked for beside it: so a file with the key of today was made
 * together with its companions of today. */
static void name_file(const struct maker *m, const struct post *post, struct span cover,
                      char key[KEY_HEX + 1])
{
    const struct arguments *a = m->arguments;
    bool beside = m->targets->folder;
    const struct span parts[] = {SPAN("file"),
                                 span_of(post->key),
                                 m->targets->ending,
                                 cover,
                                 span_of(beside ? a->marks : NULL),
                                 span_of(beside ? a->captions : NULL),
                                 span_of(beside ? a->chapters : NULL)};
    struct digest d;
    digest_init(&d);
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        digest_part(&d, parts[i]);
    digest_key(&d, key);
}

static bool is_fresh(const struct maker *m, const struct target *target, const char *key,
                     struct outcome *outcome)
{
    struct audio_told told;
    struct stat found;
    const char *names[COMPANIONS_MOST];
    if (m->arguments->force || !m->targets->folder)
        return false;
    int fd = open(target->audio, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool fresh = fstat(fd, &found) == 0 && S_ISREG(found.st_mode) &&
                 audio_file_tell(fd, m->targets->ending, &told) && strcmp(told.key, key) == 0;
    close(fd);
    size_t n = companions_list(&target->companions, names);
    for (size_t i = 0; i < n; i++)
        fresh &= access(names[i], F_OK) == 0;
    if (fresh) {
        outcome->state = OUTCOME_FRESH;
        outcome->duration_ms = told.duration_ms;
        outcome->size_bytes = (uint64_t)found.st_size;
    }
    return fresh;
}

/* ---- making ---- */

static bool speak(const struct maker *m, struct arena *a, struct output *o, const struct target *target,
                  struct outcome *outcome)
{
    struct error *err = &outcome->err;
    struct speak_result result = {0};
    bool mp3 = span_is_nocase(o->ending, "mp3");
    /* Of several posts none waits for its length: memory is bounded for all together. The head is written
     * again at the end, so the bytes are the same. */
    struct speak_options speak = {.form = mp3 ? SPEAK_MP3 : SPEAK_PCM,
                                  .plan_budget_ms = m->targets->folder ? 0 : -1};
    struct speak_sink sink = {.arg = o, .begin = on_begin, .audio = on_audio, .progress = on_progress};
    bool ok = output_open(o, err) && pool_speak(m->pool, a, o->post, &speak, &sink, &result, err);
    if (o->progress)
        progress_clear(o->progress);
    if (!ok && o->failure.code)
        *err = o->failure;
    ok = ok && companions_write(&target->companions, o->post, &result.timeline, err) &&
         output_commit(o, &result, outcome);
    output_abandon(o);
    return ok;
}

static size_t count_words(const struct script *script)
{
    size_t n = 0;
    for (size_t i = 0; i < script->nsegments; i++)
        n += script->segments[i].ntokens;
    return n;
}

/* The page's picture is known by its address: what is up to date fetches none. One that could not be had is
 * tried again the next time. */
static void take_cover(const struct maker *m, struct post *post, struct buf *picture, struct outcome *outcome,
                       char key[KEY_HEX + 1])
{
    cover_fetch(m->pool, &post->article, picture, &outcome->note);
    post->cover = buf_span(picture);
    if (!picture->n && post->article.image.n)
        name_file(m, post, SPAN("none"), key);
}

static bool make(const struct maker *m, const struct target *target, struct progress *progress,
                 struct arena *a, struct post *post, struct outcome *outcome)
{
    char key[KEY_HEX + 1];
    struct buf picture = BUF_EMPTY;
    bool of_page = cover_is_pages(m->arguments) && post->article.image.n;
    name_file(m, post, of_page ? post->article.image : m->cover, key);
    if (is_fresh(m, target, key, outcome))
        return true;
    post->cover = m->cover;
    if (cover_is_pages(m->arguments))
        take_cover(m, post, &picture, outcome, key);
    post->file_key = span_of(key);
    struct output o = {.name = target->audio,
                       .ending = m->targets->ending,
                       .file = {.fd = -1},
                       .to_stdout = strcmp(target->audio, "-") == 0,
                       .progress = progress,
                       .post = post};
    bool ok = speak(m, a, &o, target, outcome);
    buf_finish(&picture);
    if (ok)
        outcome->state = OUTCOME_MADE;
    return ok;
}

static bool read_and_make(const struct maker *m, const struct target *target, struct progress *progress,
                          struct arena *a, struct outcome *outcome)
{
    struct post post;
    struct read_options read = arguments_read_options(m->arguments);
    read.vbr &= span_is_nocase(m->targets->ending, "mp3");
    if (!input_read(m->pool, &m->arguments->config, target->input, a, &read, &post, &outcome->err))
        return false;
    outcome->nwords = count_words(&post.script);
    outcome->voice = post.voice;
    return make(m, target, progress, a, &post, outcome);
}

bool maker_make(const struct maker *m, const struct target *target, struct progress *progress,
                struct outcome *outcome)
{
    struct arena a;
    arena_init(&a);
    *outcome = (struct outcome){.state = OUTCOME_FAILED};
    bool ok = interrupted() ? error_set(&outcome->err, ERROR_CANCELLED, "interrupted")
                            : read_and_make(m, target, progress, &a, outcome);
    if (!ok)
        outcome->duration_ms = outcome->size_bytes = 0;
    arena_finish(&a);
    return ok;
}
