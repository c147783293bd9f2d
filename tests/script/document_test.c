/* SPDX-License-Identifier: GPL-3.0-or-later */
/* docs/how-it-reads.md and docs/lexicons.md say what is said; this holds them to their word. */
#include "check.h"
#include "script/script.h"

/* | `written` | spoken | */
static bool parse_row(struct span line, struct span *written, struct span *spoken)
{
    size_t end = span_find(line, "` | ");
    if (!span_starts(line, "| `") || end == line.n || !span_ends(line, " |"))
        return false;
    *written = span_slice(line, 3, end);
    *spoken = span_slice(line, end + 4, line.n - 2);
    return true;
}

static struct span said_part(struct span text)
{
    size_t from = span_find(text, "## How it is said"), to = span_find(text, "## What the engine gets");
    return span_slice(text, from, to);
}

static void says_what_the_document_says(void)
{
    struct config config;
    struct error err = {0};
    struct buf text = BUF_EMPTY;
    size_t rows = 0;
    config_init(&config);
    struct scripter *s = scripter_create(&config, &err);
    check_true(file_read(LISTENPOST_SOURCE "/docs/how-it-reads.md", 1 << 20, &text, &err));
    struct span rest = said_part(buf_span(&text)), line, written, spoken;
    while (span_line(&rest, &line)) {
        struct arena a;
        if (!parse_row(line, &written, &spoken))
            continue;
        arena_init(&a);
        check_span(script_line(s, &a, SPAN("en"), NULL, written), spoken);
        arena_finish(&a);
        rows++;
    }
    check_true(rows > 50);
    buf_finish(&text);
    scripter_destroy(s);
    config_finish(&config);
}

/* The first block between fences behind this word. */
static struct span block_behind(struct span text, const char *word)
{
    struct span rest = span_slice(text, span_find(text, word), text.n);
    rest = span_slice(rest, span_find(rest, "\n```"), rest.n);
    rest = span_slice(rest, 1 + span_find(span_slice(rest, 1, rest.n), "\n") + 1, rest.n);
    return span_slice(rest, 0, span_find(rest, "\n```") + 1);
}

/* The rows up to the next heading. */
static size_t check_rows(const struct scripter *s, const struct lexicon *lexicon, struct arena *a,
                         struct span text)
{
    struct span line, written, spoken;
    size_t rows = 0;
    while (span_line(&text, &line) && !span_starts(line, "## "))
        if (parse_row(line, &written, &spoken)) {
            check_span(script_line(s, a, SPAN("en-us"), lexicon, written), spoken);
            rows++;
        }
    return rows;
}

static void lexicons_do_what_their_document_says(void)
{
    static const char *const names[] = {"`my.lex`:", "`my.pls`:"};
    struct config config;
    struct error err = {0};
    struct buf file = BUF_EMPTY;
    struct arena a;
    arena_init(&a);
    config_init(&config);
    struct scripter *s = scripter_create(&config, &err);
    check_true(file_read(LISTENPOST_SOURCE "/docs/lexicons.md", 1 << 20, &file, &err));
    struct span text = buf_span(&file);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const struct lexicon *lexicon =
            script_lexicon(&a, &config, block_behind(text, names[i]), span_of(names[i]), SPAN("en-us"), &err);
        check_text(span_of(err.detail), "");
        check_true(lexicon &&
                   check_rows(s, lexicon, &a, span_slice(text, span_find(text, names[i]), text.n)) > 2);
    }
    scripter_destroy(s);
    buf_finish(&file);
    config_finish(&config);
    arena_finish(&a);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {CHECK(says_what_the_document_says),
                                          CHECK(lexicons_do_what_their_document_says)};
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
