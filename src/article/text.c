/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/text.h"

#include "article/fold.h"

#include <string.h>

enum {
    WRAP_BYTES_MIN = 40, /* lines of hard-wrapped prose lie between these */
    WRAP_BYTES_MAX = 100,
    ORDINAL_DIGITS_MAX = 3,
};

/* Takes "- ", "* ", "• " or "12. " off the line; false if it begins with none. */
static bool take_bullet(struct span *text, int *ordinal)
{
    static const char *const bullets[] = {"- ", "* ", "• ", "– ", "· ", "‣ ", "◦ "};
    for (size_t i = 0; i < COUNT_OF(bullets); i++)
        if (span_starts(*text, bullets[i])) {
            *text = span_slice(*text, strlen(bullets[i]), text->n);
            return true;
        }
    size_t n = 0;
    int value = 0;
    while (n < text->n && n < ORDINAL_DIGITS_MAX && text->p[n] >= '0' && text->p[n] <= '9')
        value = value * 10 + (text->p[n++] - '0');
    struct span rest = span_slice(*text, n, text->n);
    if (n == 0 || !(span_starts(rest, ". ") || span_starts(rest, ") ")))
        return false;
    *text = span_slice(rest, 2, rest.n);
    *ordinal = value;
    return true;
}

static void add_line(struct arena *a, struct lines *out, struct span text)
{
    struct line line = {.kind = BLOCK_PARAGRAPH, .text = fold_span(a, text)};
    if (take_bullet(&line.text, &line.ordinal)) {
        line.kind = BLOCK_ITEM;
        line.level = 1;
    }
    if (!line.text.n)
        return;
    out->lines = arena_grow(a, out->lines, out->nlines, &out->capacity, sizeof *out->lines);
    out->lines[out->nlines++] = line;
}

/* Most lines end in mid-sentence at about the same column: a newline is a space, a blank line ends the
 * paragraph. */
static bool is_wrapped(struct span text)
{
    size_t inner = 0, wrapped = 0;
    struct span line, before = {0};
    for (struct span rest = text; span_line(&rest, &line); before = line) {
        line = span_trim(line);
        if (line.n > 2 * WRAP_BYTES_MAX)
            return false;
        if (!line.n || !before.n)
            continue;
        inner++;
        wrapped += before.n >= WRAP_BYTES_MIN && before.n <= WRAP_BYTES_MAX && !text_ends_sentence(before);
    }
    return inner > 0 && wrapped * 10 >= inner * 6;
}

static void add_wrapped(struct arena *a, struct span text, struct lines *out)
{
    struct buf paragraph = BUF_EMPTY;
    struct span line;
    for (struct span rest = text; span_line(&rest, &line);) {
        line = span_trim(line);
        struct span item = line;
        int ordinal;
        if (!line.n || take_bullet(&item, &ordinal)) {
            add_line(a, out, buf_span(&paragraph));
            buf_clear(&paragraph);
        }
        buf_add_span(&paragraph, line);
        buf_add_byte(&paragraph, ' ');
    }
    add_line(a, out, buf_span(&paragraph));
    buf_finish(&paragraph);
}

bool text_lines(struct arena *a, const struct config *config, struct span text, struct lines *out,
                struct error *err)
{
    *out = (struct lines){0};
    size_t count = 0;
    for (size_t at = 0; at < text.n; at++)
        count += text.p[at] == '\n';
    if (count >= (size_t)config->parse_max_lines)
        return error_set(err, ERROR_PAGE_TOO_COMPLEX, "more than parse_max_lines");
    if (is_wrapped(text)) {
        add_wrapped(a, text, out);
        return true;
    }
    struct span line;
    for (struct span rest = text; span_line(&rest, &line);)
        add_line(a, out, line);
    return true;
}
