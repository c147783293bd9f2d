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

/* A row of '=' or '-' as typewriters draw them. */
static bool is_rule(struct span text)
{
    size_t n = 0;
    while (n < text.n && text.p[n] == text.p[0])
        n++;
    return n >= 3 && n == text.n && memchr("=-_*~#", text.p[0], 6);
}

/* A rule right below a line makes it a heading, as in Setext; anywhere else it divides and says nothing. */
static void add_rule(struct lines *out, struct span rule, bool below)
{
    struct line *line = below && out->nlines ? &out->lines[out->nlines - 1] : NULL;
    if (!line || line->kind != BLOCK_PARAGRAPH || line->text.n > WRAP_BYTES_MAX ||
        (rule.p[0] != '=' && rule.p[0] != '-'))
        return;
    line->kind = BLOCK_HEADING;
    line->level = rule.p[0] == '=' ? 1 : 2;
}

/* Most longer lines end in mid-sentence at about the same column, and what follows goes on with a small
 * letter: a newline is a space, a blank line ends the paragraph. */
static bool is_wrapped(struct span text)
{
    size_t inner = 0, wrapped = 0, small = 0, length;
    struct span line, before = {0};
    for (struct span rest = text; span_line(&rest, &line); before = line) {
        line = span_trim(line);
        if (line.n > 2 * WRAP_BYTES_MAX)
            return false;
        if (!line.n || !before.n)
            continue;
        if (before.n < WRAP_BYTES_MIN)
            continue;
        bool broken = before.n <= WRAP_BYTES_MAX && !text_ends_sentence(before);
        inner++;
        wrapped += broken;
        small += broken && code_is_lower(utf8_at(line, 0, &length));
    }
    return inner > 0 && wrapped * 10 >= inner * 6 && small * 10 >= wrapped * 4;
}

static void add_wrapped(struct arena *a, struct span text, struct lines *out)
{
    struct buf paragraph = BUF_EMPTY;
    struct span line;
    for (struct span rest = text; span_line(&rest, &line);) {
        line = span_trim(line);
        struct span item = line;
        int ordinal;
        bool rule = is_rule(line);
        if (!line.n || rule || take_bullet(&item, &ordinal)) {
            bool below = buf_span(&paragraph).n > 0;
            add_line(a, out, buf_span(&paragraph));
            buf_clear(&paragraph);
            if (rule) {
                add_rule(out, line, below);
                continue;
            }
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
    bool below = false;
    for (struct span rest = text; span_line(&rest, &line); below = span_trim(line).n > 0) {
        if (is_rule(span_trim(line)))
            add_rule(out, span_trim(line), below);
        else
            add_line(a, out, line);
    }
    return true;
}
