/* SPDX-License-Identifier: GPL-3.0-or-later */
/* docs/how-it-reads.md says what is said; this holds it to its word. */
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

int main(int argc, char **argv)
{
    static const struct check checks[] = {CHECK(says_what_the_document_says)};
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
