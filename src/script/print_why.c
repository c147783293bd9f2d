/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reasons as a table for people: block and byte, class, rule, what is written, what is said. */
#include "script/script.h"

enum { RULE_WIDTH_MOST = 36, WRITTEN_WIDTH_MOST = 32 };

/* A text on one line and no wider than the column; the rest of it becomes an ellipsis. */
static struct span excerpt(struct arena *a, struct span text, size_t width)
{
    struct buf out = BUF_EMPTY;
    size_t length, count = 0;
    for (size_t i = 0; i < text.n; i += length, count++) {
        uint32_t code = utf8_at(text, i, &length);
        if (count + 1 == width && i + length < text.n) {
            buf_add_code(&out, 0x2026);
            break;
        }
        buf_add_code(&out, code_is_space(code) || code_is_control(code) ? ' ' : code);
    }
    struct span copy = arena_copy(a, buf_span(&out));
    buf_finish(&out);
    return copy;
}

static void add_column(struct buf *out, struct span text, size_t width)
{
    buf_add_span(out, text);
    for (size_t n = utf8_count(text); n < width; n++)
        buf_add_byte(out, ' ');
    buf_add_text(out, "  ");
}

struct row {
    struct span place, class, rule, written, said;
};

static struct row row_of(struct arena *a, const struct article *article, const struct reason *r)
{
    bool title = r->block == SEGMENT_TITLE;
    struct span written = title ? article->title : article->blocks[r->block].text;
    struct row row = {
        .class = span_of(class_names[r->class]), .rule = r->rule, .said = r->said.n ? r->said : SPAN("-")};
    row.place =
        title ? arena_printf(a, "title:%u", r->source_at) : arena_printf(a, "%d:%u", r->block, r->source_at);
    if (r->safe && r->said.n && !span_is(r->rule, "safe form"))
        row.rule = arena_printf(a, "%.*s, safe form", (int)r->rule.n, r->rule.p);
    row.rule = excerpt(a, row.rule, RULE_WIDTH_MOST);
    row.written =
        excerpt(a, span_slice(written, r->source_at, r->source_at + r->source_bytes), WRITTEN_WIDTH_MOST);
    return row;
}

static size_t wider(size_t width, struct span text)
{
    size_t own = utf8_count(text);
    return own > width ? own : width;
}

void script_print_why(const struct article *article, const struct script *script, bool all, struct buf *out)
{
    struct arena a;
    arena_init(&a);
    struct row *rows = arena_alloc(&a, (script->nreasons + 1) * sizeof *rows);
    struct row *const head = rows;
    *rows++ = (struct row){SPAN("place"), SPAN("class"), SPAN("rule"), SPAN("written"), SPAN("said")};
    for (size_t i = 0; i < script->nreasons; i++)
        if (all || !script->reasons[i].plain)
            *rows++ = row_of(&a, article, &script->reasons[i]);
    size_t place = 0, class = 0, rule = 0, written = 0;
    for (const struct row *row = head; row < rows; row++) {
        place = wider(place, row->place);
        class = wider(class, row->class);
        rule = wider(rule, row->rule);
        written = wider(written, row->written);
    }
    for (const struct row *row = head; row < rows; row++) {
        add_column(out, row->place, place);
        add_column(out, row->class, class);
        add_column(out, row->rule, rule);
        add_column(out, row->written, written);
        buf_add_span(out, row->said);
        buf_add_byte(out, '\n');
    }
    arena_finish(&a);
}
