/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text as a block of any kind and language: what is written crosses the process boundary, whose reader
 * checks every promise of script.h, the safe form included. */
#include <stdlib.h>

#include "script/safe.h"
#include "script/script.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct scripter *scripter; /* made once: the fuzzer's entry has no other place to keep it */

static void write_and_read(struct arena *a, const struct article *article)
{
    struct script_options options = {.language = SPAN("en"), .pauses = pauses_standard, .segment_bytes = 300};
    struct script script, copy;
    struct error err = {0};
    struct buf message = BUF_EMPTY;
    if (!script_write(scripter, a, article, &options, &script, &err))
        return;
    script_put(&script, &message);
    struct wire w = {.rest = buf_span(&message)};
    if (!script_get(a, &w, article, &copy) || !wire_done(&w))
        abort();
    buf_finish(&message);
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
    struct article article = {.language = language, .blocks = &block, .nblocks = 1};
    write_and_read(&a, &article);
    script_line(scripter, &a, language, bytes);
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
