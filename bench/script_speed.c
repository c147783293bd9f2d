/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the script of a plain text (paragraphs between blank lines) in this process, without the sandbox:
 * the stage's own cost. Prints the CPU-seconds of the fastest of five runs; reading the file and finding the
 * paragraphs are not counted.
 *
 * usage: script_speed FILE [LANGUAGE] */
#include <stdio.h>
#include <time.h>

#include "script/script.h"

enum { RUNS = 5, TEXT_BYTES_MOST = 64 * 1024 * 1024 };

static double cpu_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void add_paragraph(struct arena *a, struct article *article, size_t *capacity, struct span text)
{
    if (span_trim(text).n == 0)
        return;
    article->blocks = arena_grow(a, article->blocks, article->nblocks, capacity, sizeof *article->blocks);
    article->blocks[article->nblocks++] = (struct block){.kind = BLOCK_PARAGRAPH, .text = span_trim(text)};
}

static void find_paragraphs(struct arena *a, struct span text, struct article *article)
{
    size_t capacity = 0, from = 0;
    for (size_t i = 0; i + 1 < text.n; i++) {
        if (text.p[i] != '\n' || text.p[i + 1] != '\n')
            continue;
        add_paragraph(a, article, &capacity, span_slice(text, from, i));
        from = i + 2;
    }
    add_paragraph(a, article, &capacity, span_slice(text, from, text.n));
}

static double write_once(const struct scripter *s, const struct config *config, const struct article *article)
{
    struct script_options options = {.language = article->language, .pauses = pauses_standard};
    struct arena a;
    struct script script;
    struct error err = {0};
    script_options_take(&options, config);
    arena_init(&a);
    double from = cpu_s();
    bool ok = script_write(s, &a, article, &options, &script, &err);
    double spent = ok ? cpu_s() - from : -1;
    arena_finish(&a);
    return spent;
}

int main(int argc, char **argv)
{
    struct config config;
    struct error err = {0};
    struct buf bytes = BUF_EMPTY;
    struct arena a;
    if (argc < 2 || !file_read(argv[1], TEXT_BYTES_MOST, &bytes, &err))
        return 2;
    config_init(&config);
    struct scripter *s = scripter_create(&config, &err);
    if (!s)
        return 1;
    arena_init(&a);
    struct article article = {.language = span_of(argc > 2 ? argv[2] : "en")};
    find_paragraphs(&a, buf_span(&bytes), &article);
    double fastest = -1;
    for (int i = 0; i < RUNS; i++) {
        double spent = write_once(s, &config, &article);
        if (spent < 0)
            return 1;
        fastest = fastest < 0 || spent < fastest ? spent : fastest;
    }
    printf("%.4f\n", fastest);
    arena_finish(&a);
    scripter_destroy(s);
    config_finish(&config);
    buf_finish(&bytes);
    return 0;
}
