/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/template.h"

#include <string.h>

/* "{2:year}" without braces: the field's index and the format's name. */
static bool parse_field(struct span inside, size_t *field, struct span *format)
{
    size_t colon = span_find_byte(inside, ':');
    struct span digits = span_slice(inside, 0, colon);
    *format = span_slice(inside, colon + 1, inside.n);
    *field = (size_t)digits_value(digits);
    return digits.n > 0 && *field >= 1 && *field <= FIELDS_MOST;
}

bool template_check(const struct rule_text *text, size_t nfields, struct error *err)
{
    struct span rest = span_of(text->template);
    while (rest.n) {
        size_t open = span_find_byte(rest, '{'), close = span_find_byte(rest, '}');
        if (open == rest.n)
            break;
        struct span format;
        size_t field;
        if (close < open || !parse_field(span_slice(rest, open + 1, close), &field, &format) ||
            field > nfields || (format.n && !format_named(format)))
            return error_set(err, ERROR_CONFIG, "rule '%s': its template is malformed", text->name);
        rest = span_slice(rest, close + 1, rest.n);
    }
    return true;
}

static bool all_there(const struct record *record, struct span section)
{
    while (section.n) {
        size_t open = span_find_byte(section, '{');
        if (open == section.n)
            break;
        struct span format;
        size_t field, close = span_find_byte(section, '}');
        if (parse_field(span_slice(section, open + 1, close), &field, &format) &&
            record->fields[field - 1].from == record->fields[field - 1].to)
            return false;
        section = span_slice(section, close + 1, section.n);
    }
    return true;
}

static void say_own_way(struct speaker *s, size_t field)
{
    const struct field *f = &s->record->fields[field];
    if (f->entry && f->entry->sense != SENSE_UNIT)
        wording_add_text(s->out, span_of(f->entry->spoken));
    else if (f->from < f->to && s->scan->atoms.list[f->from].kind == ATOM_WORD)
        words_say(s, f->from, f->to);
    else if (f->from < f->to)
        format_named(SPAN("number"))(s, field);
}

static void say_piece(struct speaker *s, struct span piece)
{
    if (piece.n < 2 || piece.p[0] != '{') {
        wording_add_text(s->out, piece);
        return;
    }
    struct span format;
    size_t field;
    parse_field(span_slice(piece, 1, piece.n - 1), &field, &format);
    if (s->record->fields[field - 1].from == s->record->fields[field - 1].to)
        return;
    if (format.n)
        format_named(format)(s, field - 1);
    else
        say_own_way(s, field - 1);
}

void template_say(struct speaker *s, const char *template)
{
    struct span rest = span_of(template), piece;
    bool silent = false;
    while (span_split(&rest, ' ', &piece)) {
        if (span_is(piece, "["))
            silent = !all_there(s->record, span_slice(rest, 0, span_find_byte(rest, ']')));
        else if (span_is(piece, "]"))
            silent = false;
        else if (!silent)
            say_piece(s, piece);
    }
}
