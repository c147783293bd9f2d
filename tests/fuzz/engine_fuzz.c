/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text, through the whole way to the real engine: script, process boundary, speech. The engine is never
 * to be handed what breaks it, and what it says must keep the contract of speech.h. In the product each step
 * has a process of its own; here one process says them all, which only makes the engine's life harder. */
#include <stdlib.h>

#include "script/phonemes.h"
#include "script/segment.h"
#include "speech/speech.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FRAMES = 4 * SPEECH_RATE_HZ, SEGMENTS = 3 };

/* Made once: the fuzzer's entry has no other place to keep them. */
static struct scripter *scripter;
static struct voices *voices;
static int16_t frames[FRAMES];

static void start(void)
{
    struct config config;
    struct error err = {0};
    config_init(&config);
    scripter = scripter_create(&config, &err);
    voices = scripter && speech_start(&err) ? voices_load(&config, &err) : NULL;
    config_finish(&config);
    if (voices)
        return;
    log_error("%s", err.detail);
    abort();
}

static void say(struct arena *a, const struct segment *segment, bool safest)
{
    struct manner manner = {.voice = voices_for_language(voices, segment->language)};
    struct speech speech = {.frames = frames, .capacity = FRAMES};
    struct error err = {0};
    if (!speech_say(a, &manner, segment, safest, &speech, &err) || speech.nframes > FRAMES ||
        speech.nmarks != segment->ntokens)
        abort();
    for (size_t i = 0; i < speech.nmarks; i++)
        if (speech.marks[i].frame > speech.nframes ||
            (i > 0 && speech.marks[i].frame < speech.marks[i - 1].frame))
            abort();
}

/* The bytes as words, those behind a '[' as phonemes: each byte one that phonemes have. */
static void word_bytes(struct wording *w, struct span bytes)
{
    static const char sounds[] = "abdefghijklmnoprstuvwxzADEINOQSTUVZ@0235:;',#?~^-=%*&\"|/";
    struct span word;
    char phonemes[PHONEMES_BYTES];
    while (span_split(&bytes, ' ', &word)) {
        size_t n = 0;
        w->source_at = (uint32_t)(w->source_at + w->source_bytes);
        w->source_bytes = (uint32_t)word.n;
        if (!span_starts(word, "[")) {
            wording_add(w, word);
            continue;
        }
        for (; n + 1 < word.n && n < PHONEMES_BYTES; n++)
            phonemes[n] = sounds[(unsigned char)word.p[n + 1] % (sizeof sounds - 1)];
        if (phonemes_good((struct span){phonemes, n}))
            wording_add_phonemes(w, (struct span){phonemes, n});
        wording_punctuate(w, ",;:.!?"[n % 6]);
    }
}

/* As a lexicon would: words and phonemes in a row. */
static bool write_phonemes(struct arena *a, const struct article *article, struct script *out)
{
    struct segment_maker maker = {.arena = a, .language = article->language};
    struct wording w;
    wording_init(&w, a);
    word_bytes(&w, article->blocks[0].text);
    segment_add(&maker, &w, &pauses_standard, 100);
    out->segments = arena_alloc(a, sizeof *out->segments);
    out->nsegments = segment_take(&maker, 0, 100, out->segments);
    wording_finish(&w);
    buf_finish(&maker.spoken);
    return out->nsegments > 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const languages[] = {"en", "de", "es", "fr", "it", "pt", "pl", "nl"};
    if (!scripter)
        start();
    if (size < 2 || !utf8_valid((struct span){(const char *)data + 2, size - 2}))
        return 0;
    struct arena a;
    arena_init(&a);
    struct block block = {.kind = data[1] % 2 ? BLOCK_PARAGRAPH : BLOCK_HEADING,
                          .text = {(const char *)data + 2, size - 2}};
    struct article article = {
        .language = span_of(languages[data[0] % COUNT_OF(languages)]), .blocks = &block, .nblocks = 1};
    struct script_options options = {
        .language = SPAN("en"), .pauses = pauses_standard, .segment_bytes = 300, .table_max_rows = 8};
    struct script script = {0}, copy;
    struct error err = {0};
    struct buf message = BUF_EMPTY;
    if (data[1] & 4 ? write_phonemes(&a, &article, &script)
                    : script_write(scripter, &a, &article, &options, &script, &err)) {
        script_put(&script, &message);
        struct wire w = {.rest = buf_span(&message)};
        if (!script_get(&a, &w, &article, &copy))
            abort();
        for (size_t i = 0; i < copy.nsegments && i < SEGMENTS; i++)
            say(&a, &copy.segments[i], data[1] & 2);
    }
    buf_finish(&message);
    arena_finish(&a);
    return 0;
}
