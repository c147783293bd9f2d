/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a lexicon: lines, or XML inside the beginning of a lexicon. What is accepted keeps its
 * promises, and a text of its own words, said with it, crosses the process boundary. */
#include <stdlib.h>

#include "script/lexicon_file.h"
#include "script/phonemes.h"
#include "script/script.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct scripter *scripter; /* made once: the fuzzer's entry has no other place to keep it */

static const char *const heads[] = {
    "", "@lang de\n", "<lexicon version=\"1.0\" alphabet=\"ipa\"><lexeme><grapheme>",
    "<lexicon version=\"1.0\" alphabet=\"x-espeak\"><lexeme><grapheme>a</grapheme><phoneme>"};

static void check_promises(const struct lexicon *l)
{
    for (size_t i = 0; i < l->n; i++) {
        struct span phonemes = l->list[i].phonemes, word;
        if (!l->list[i].grapheme.n || (phonemes.n > 0) == (l->list[i].alias.n > 0))
            abort();
        while (span_split(&phonemes, ' ', &word))
            if (!phonemes_good(word))
                abort();
    }
}

static void say(struct arena *a, const struct lexicon *l)
{
    struct script_options options = {.language = l->language,
                                     .pauses = pauses_standard,
                                     .segment_bytes = 300,
                                     .table_max_rows = 8,
                                     .lexicon = l};
    struct buf text = BUF_EMPTY, message = BUF_EMPTY;
    for (size_t i = 0; i < l->n; i++)
        buf_printf(&text, "%.*s's %.*s-x, ", (int)l->list[i].grapheme.n, l->list[i].grapheme.p,
                   (int)l->list[i].grapheme.n, l->list[i].grapheme.p);
    struct block block = {.kind = BLOCK_PARAGRAPH, .text = buf_span(&text)};
    struct article article = {.language = l->language, .blocks = &block, .nblocks = 1};
    struct script script, copy;
    struct error err = {0};
    if (script_write(scripter, a, &article, &options, &script, &err)) {
        script_put(&script, &message);
        struct wire w = {.rest = buf_span(&message)};
        if (!script_get(a, &w, &article, &copy) || !wire_done(&w))
            abort();
    }
    buf_finish(&message);
    buf_finish(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct config config;
    struct error err = {0};
    struct arena a;
    struct lexicon lexicon;
    if (size < 1)
        return 0;
    config_init(&config);
    if (!scripter && !(scripter = scripter_create(&config, &err)))
        abort();
    arena_init(&a);
    struct buf text = BUF_EMPTY;
    buf_add_text(&text, heads[data[0] % COUNT_OF(heads)]);
    buf_add(&text, data + 1, size - 1);
    const struct lexicon_limits limits = lexicon_limits(&config);
    const struct lexicon_file file = {buf_span(&text), SPAN("x"), SPAN("en-us")};
    if (lexicon_read(&a, &limits, &file, &lexicon, ERROR_LEXICON, &err)) {
        check_promises(&lexicon);
        say(&a, &lexicon);
    } else if (err.code != ERROR_LEXICON || !err.detail[0]) {
        abort();
    }
    buf_finish(&text);
    arena_finish(&a);
    config_finish(&config);
    return 0;
}
