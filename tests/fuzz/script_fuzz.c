/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text as a block of any kind and language: what is written crosses the process boundary, whose reader
 * checks every promise of script.h, the safe form included. */
#include <stdlib.h>

#include "script/safe.h"
#include "script/script.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct scripter *scripter; /* made once: the fuzzer's entry has no other place to keep it */

/* Phonemes stand for words that we know, never for brackets in the text. */
static void check_brackets(const struct script *script, const struct block *block)
{
    for (size_t i = 0; i < script->nsegments && block->nannotations == 0; i++)
        for (size_t k = 0; k < script->segments[i].ntokens; k++) {
            const struct token *t = &script->segments[i].tokens[k];
            struct span source = span_slice(block->text, t->source_at, t->source_at + t->source_bytes);
            if (script->segments[i].spoken.p[t->spoken_at] == '[' && span_find_byte(source, '[') < source.n)
                abort();
        }
}

static void write_and_read(struct arena *a, const struct article *article)
{
    const struct block *block = &article->blocks[0];
    struct script_options options = {.language = SPAN("en"),
                                     .pauses = pauses_standard,
                                     .segment_bytes = 300,
                                     .code = block->ordinal % POLICY_COUNT,
                                     .tables = 1 + block->ordinal % 2,
                                     .figures = block->ordinal % POLICY_COUNT,
                                     .math = block->ordinal % POLICY_COUNT,
                                     .table_max_rows = 8,
                                     .why = block->ordinal % 2};
    struct script script, copy;
    struct error err = {0};
    struct buf message = BUF_EMPTY;
    if (!script_write(scripter, a, article, &options, &script, &err))
        return;
    script_put(&script, &message);
    struct wire w = {.rest = buf_span(&message)};
    if (!script_get(a, &w, article, &copy) || !wire_done(&w))
        abort();
    check_brackets(&copy, block);
    buf_finish(&message);
}

enum { ANNOTATIONS = 6 };

/* Annotations of all kinds at places that the text's own bytes choose, as the article stage promises them. */
static void annotate(struct block *block, struct annotation *annotations)
{
    static const char *const languages[] = {"fr", "ru", "ja", "en-gb", "tlh"};
    size_t at = 0, replaced = 0;
    struct span text = block->text;
    block->annotations = annotations;
    for (size_t i = 0; i < ANNOTATIONS && at < text.n && utf8_valid(text); i++) {
        size_t byte = (unsigned char)text.p[at], end = at;
        struct annotation note = {.kind = (enum annotation_kind)(byte % ANNOTATION_KINDS), .pause_ms = 700};
        size_t most = note.kind == ANNOTATION_LANGUAGE || note.kind == ANNOTATION_CODE ? byte % 40 : byte % 9;
        while (end < text.n && (end < at + most || ((unsigned char)text.p[end] & 0xC0) == 0x80))
            end++;
        bool replaces =
            note.kind == ANNOTATION_SAY || note.kind == ANNOTATION_FORMULA || note.kind == ANNOTATION_NOTE;
        note.at = (uint32_t)at;
        note.bytes = note.kind == ANNOTATION_PAUSE ? 0 : (uint32_t)(end - at);
        note.value = span_slice(text, 0, byte % 20 < at ? 0 : at);
        if (note.kind == ANNOTATION_LANGUAGE)
            note.value = span_of(languages[byte % COUNT_OF(languages)]);
        if (!replaces || at >= replaced)
            annotations[block->nannotations++] = note;
        replaced = replaces && at >= replaced ? end : replaced;
        at = byte % 3 ? end + (end < text.n && end == at) : at;
        while (at < text.n && ((unsigned char)text.p[at] & 0xC0) == 0x80)
            at++;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const languages[] = {"en", "de", "ru", "ar", "zh", "tlh", "el", "hi"};
    struct arena a;
    struct buf safe = BUF_EMPTY;
    if (!scripter) {
        struct config config;
        struct error err = {0};
        config_init(&config);
        scripter = scripter_create(&config, &err);
        if (!scripter) {
            log_error("%s", err.detail);
            abort();
        }
        config_finish(&config);
    }
    if (size < 2)
        return 0;
    arena_init(&a);
    struct span language = span_of(languages[data[0] % 8]), bytes = {(const char *)data + 2, size - 2};
    struct block block = {
        .kind = (enum block_kind)(data[1] % BLOCK_KINDS), .ordinal = data[1] / 32, .text = bytes};
    struct annotation annotations[ANNOTATIONS];
    annotate(&block, annotations);
    struct article article = {.language = language, .blocks = &block, .nblocks = 1};
    write_and_read(&a, &article);
    script_line(scripter, &a, language, NULL, bytes);
    safe_text(language, bytes, &safe);
    if (!safe_check(language, buf_span(&safe)))
        abort();
    buf_finish(&safe);
    struct wire w = {.rest = bytes};
    struct script script;
    script_get(&a, &w, &article, &script);
    arena_finish(&a);
    return 0;
}
