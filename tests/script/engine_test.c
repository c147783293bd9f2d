/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the script writes, heard by the real engine, always in a child: it may crash, and it says another
 * thing the second time. */
#include <espeak-ng/speak_lib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "script/safe.h"
#include "script/script.h"

static int swallow(short *frames, int count, espeak_EVENT *events)
{
    (void)frames;
    (void)count;
    (void)events;
    return 0;
}

static void start_engine(const char *voice)
{
    espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 500, NULL, 0);
    espeak_SetSynthCallback(swallow);
    if (espeak_SetVoiceByName(voice) != EE_OK)
        _exit(2);
}

static bool child_ended_well(pid_t child)
{
    int status;
    return waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* Writes the text as a paragraph and gives its first segment's spoken text. */
static struct span spoken_of(const struct scripter *s, struct arena *a, const char *text)
{
    struct block block = {.kind = BLOCK_PARAGRAPH, .text = span_of(text)};
    struct article article = {.blocks = &block, .nblocks = 1};
    struct script_options options = {
        .language = SPAN("en-us"), .pauses = pauses_standard, .segment_bytes = 700, .table_max_rows = 8};
    struct script script;
    return script_write(s, a, &article, &options, &script, NULL) ? script.segments[0].spoken : SPAN("");
}

/* Does the engine say "dot"? Stress marks left out. */
static bool says_dot(struct arena *a, struct span spoken)
{
    char *text = arena_string(a, spoken);
    const void *rest = text;
    struct buf said = BUF_EMPTY;
    while (rest) {
        const char *phonemes = espeak_TextToPhonemes(&rest, espeakCHARS_UTF8, 0);
        for (; phonemes && *phonemes; phonemes++)
            if (!strchr("',_ ", *phonemes))
                buf_add_byte(&said, *phonemes);
    }
    bool dot = span_find(buf_span(&said), "d0t") < said.n;
    buf_finish(&said);
    return dot;
}

static void check_acronyms_in_child(const struct scripter *s)
{
    static const char *const before[] = {"of",  "that", "for", "at",   "was", "not", "than",
                                         "the", "an",   "and", "with", "to",  "as",  "in",
                                         "is",  "has",  "my",  "two",  "on",  "by"};
    static const char *const acronyms[] = {"AI",  "API", "ATM",  "AC",  "AWS", "ADHD", "IDs", "APIs",
                                           "PCs", "US",  "CEOs", "FBI", "UK",  "HTML", "AA",  "IEEE"};
    for (size_t b = 0; b < COUNT_OF(before); b++)
        for (size_t i = 0; i < COUNT_OF(acronyms); i++) {
            struct arena a;
            arena_init(&a);
            struct span text = arena_printf(&a, "It is all %s %s work.", before[b], acronyms[i]);
            struct span spoken = spoken_of(s, &a, text.p);
            if (says_dot(&a, spoken)) {
                printf("  %.*s is said with a dot\n", (int)spoken.n, spoken.p);
                fflush(stdout);
                _exit(1);
            }
            arena_finish(&a);
        }
    _exit(0);
}

static void names_letters_behind_little_words(void)
{
    struct config config;
    config_init(&config);
    struct scripter *s = scripter_create(&config, NULL);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        start_engine("en-us");
        check_acronyms_in_child(s);
    }
    check_true(child_ended_well(child));
    scripter_destroy(s);
    config_finish(&config);
}

static void say_lines(struct span text)
{
    struct span line;
    while (span_line(&text, &line)) {
        char *copy = strndup(line.p, line.n);
        espeak_Synth(copy, line.n + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8 | espeakENDPAUSE, NULL, NULL);
        free(copy);
    }
}

static void survives_what_crashes_the_engine(void)
{
    static const char *const voices[] = {"en-us", "de", "es", "fr", "it", "pt", "pl", "nl", "ru"};
    static const struct {
        const char *before, *piece;
        int times;
    } crashers[] = {
        {"", "s'", 68}, {"", "A.B.C.D.", 24}, {"", "e . ", 90}, {"", "é . ", 100}, {"walk", "ness", 100}};
    for (size_t v = 0; v < COUNT_OF(voices); v++)
        for (size_t c = 0; c < COUNT_OF(crashers); c++) {
            struct buf text = BUF_EMPTY, safe = BUF_EMPTY;
            buf_add_text(&text, crashers[c].before);
            for (int i = 0; i < crashers[c].times; i++)
                buf_add_text(&text, crashers[c].piece);
            safe_text(span_of(voices[v]), buf_span(&text), &safe);
            fflush(NULL);
            pid_t child = fork();
            if (child == 0) {
                start_engine(voices[v]);
                say_lines(buf_span(&safe));
                _exit(0);
            }
            check_true(child_ended_well(child));
            buf_finish(&text);
            buf_finish(&safe);
        }
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(names_letters_behind_little_words),
        CHECK(survives_what_crashes_the_engine),
    };
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
