/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "speech/child.h"

#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "config.h"

struct voices *child_voices(const char *folder, struct error *err)
{
    static bool started;
    if (!started && !speech_start(err))
        return NULL;
    started = true;
    struct config config;
    config_init(&config);
    if (folder)
        config_set(&config, config_find(SPAN("data_dir")), span_of(folder), NULL);
    struct voices *voices = voices_load(&config, err);
    config_finish(&config);
    return voices;
}

static void add_token(struct arena *a, struct segment *s, size_t *capacity, size_t at, size_t bytes)
{
    s->tokens = arena_grow(a, s->tokens, s->ntokens, capacity, sizeof *s->tokens);
    s->tokens[s->ntokens++] = (struct token){
        .spoken_at = (uint32_t)at,
        .spoken_bytes = (uint32_t)bytes,
        .source_at = (uint32_t)at,
        .source_bytes = (uint32_t)bytes,
    };
}

struct segment child_segment(struct arena *a, const char *const *sentences, size_t nsentences,
                             uint32_t pause_ms)
{
    struct segment s = {.language = SPAN("en"),
                        .utterances = arena_alloc(a, nsentences * sizeof *s.utterances)};
    struct buf spoken = BUF_EMPTY;
    size_t capacity = 0;
    for (size_t i = 0; i < nsentences; i++) {
        size_t begin = spoken.n, first = s.ntokens;
        buf_add_text(&spoken, sentences[i]);
        for (size_t at = begin, end; at < spoken.n; at = end + 1) {
            for (end = at; end < spoken.n && spoken.p[end] != ' ';)
                end++;
            if (end > at)
                add_token(a, &s, &capacity, at, end - at);
        }
        s.utterances[s.nutterances++] = (struct utterance){
            .spoken_at = (uint32_t)begin,
            .spoken_bytes = (uint32_t)(spoken.n - begin),
            .token = (uint32_t)first,
            .ntokens = (uint32_t)(s.ntokens - first),
            .pause_ms = pause_ms,
            .sentence = true,
        };
        buf_add_byte(&spoken, ' ');
    }
    s.spoken = arena_copy(a, buf_span(&spoken));
    buf_finish(&spoken);
    return s;
}

/* What the child writes, in memory both share. */
struct shared {
    bool ok;
    struct error error;
    size_t nframes, nmarks, nskipped;
};

struct said child_say(struct arena *a, const struct voice *voice, int rate_wpm, const struct segment *segment,
                      bool safest, size_t capacity)
{
    size_t marks_bytes = segment->ntokens * sizeof(struct mark);
    size_t size = sizeof(struct shared) + marks_bytes + capacity * sizeof(int16_t);
    struct shared *shared = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    struct mark *marks = (struct mark *)(shared + 1);
    int16_t *frames = (int16_t *)((char *)marks + marks_bytes);
    pid_t child = fork();
    if (child == 0) {
        struct arena inner;
        arena_init(&inner);
        struct speech speech = {.frames = frames, .capacity = capacity};
        struct manner manner = {.voice = voice, .rate_wpm = rate_wpm};
        shared->ok = speech_say(&inner, &manner, segment, safest, &speech, &shared->error);
        shared->nframes = speech.nframes;
        shared->nmarks = speech.nmarks;
        shared->nskipped = speech.nskipped;
        if (shared->ok && speech.nmarks <= segment->ntokens)
            memcpy(marks, speech.marks, speech.nmarks * sizeof *marks);
        _exit(0);
    }
    int status = -1;
    waitpid(child, &status, 0);
    struct said said = {
        .ok = shared->ok && WIFEXITED(status) && WEXITSTATUS(status) == 0,
        .error = shared->error,
        .nframes = shared->nframes,
        .nmarks = shared->nmarks,
        .nskipped = shared->nskipped,
    };
    said.frames = arena_alloc(a, capacity * sizeof *frames + 1);
    said.marks = arena_alloc(a, marks_bytes + 1);
    memcpy(said.frames, frames, capacity * sizeof *frames);
    memcpy(said.marks, marks, marks_bytes);
    munmap(shared, size);
    return said;
}
