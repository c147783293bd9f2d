/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses of the net, paths and file names. */
#include <string.h>

#include "script/format.h"

static void say_electronic(struct speaker *s, size_t from, size_t to, bool all_signs)
{
    const struct atoms *atoms = &s->scan->atoms;
    for (size_t i = from; i < to; i++) {
        struct span text = atoms_span(atoms, i, i + 1);
        const struct entry *e = i > from && atom_is_mark(atoms, i - 1, '.')
                                    ? dictionary_get(s->scan->dictionary, text, SENSE_FILETYPE)
                                    : NULL;
        if (!e && i > from && atom_is_mark(atoms, i - 1, '.'))
            e = dictionary_get(s->scan->dictionary, text, SENSE_HOST);
        if (e && !atom_is_wordlike(atoms, i + 1))
            wording_add_text(s->out, span_of(e->spoken));
        else if (atoms->list[i].kind == ATOM_DIGITS)
            digits_say(s, text);
        else if (atoms->list[i].kind == ATOM_WORD)
            words_say(s, i, i + 1);
        for (const char *const(*sign)[2] = numbers(s)->signs; atoms->list[i].kind == ATOM_MARK && (*sign)[0];
             sign++)
            if (span_is(text, (*sign)[0]) && (all_signs || strcmp((*sign)[0], "_") != 0))
                wording_add_text(s->out, span_of((*sign)[1]));
    }
}

void format_electronic(struct speaker *s, size_t field)
{
    say_electronic(s, field_at(s, field)->from, field_at(s, field)->to, true);
}

void format_path(struct speaker *s, size_t field)
{
    say_electronic(s, field_at(s, field)->from, field_at(s, field)->to, false);
}

enum { URL_PATH_MOST = 30, URL_DIGITS_MOST = 3, URL_ALONE_MOST = 60 };

static bool has_inner_capital(struct span word)
{
    for (size_t i = 1; i < word.n; i++)
        if (word.p[i] >= 'A' && word.p[i] <= 'Z')
            return true;
    return false;
}

/* Long, or with the number of something or a key like hFc5Q in it. */
static bool tedious(const struct atoms *atoms, size_t from, size_t to)
{
    size_t touching = 0;
    bool digits = false, mixed = false;
    for (size_t i = from; i < to; i++) {
        touching = atom_is_wordlike(atoms, i) ? touching + 1 : 0;
        digits = touching && (digits || atoms->list[i].kind == ATOM_DIGITS);
        mixed = touching && (mixed || has_inner_capital(atoms_span(atoms, i, i + 1)));
        if (touching > 2 || (digits && mixed) ||
            (atoms->list[i].kind == ATOM_DIGITS && atoms->list[i].bytes > URL_DIGITS_MOST))
            return true;
    }
    return atoms_span(atoms, from, to).n > URL_PATH_MOST;
}

/* Without scheme and www; a long path, one with a number in it and a query are not read when the address
 * stands in a sentence, a very long one nowhere: nobody writes it down by ear. */
void format_url(struct speaker *s, size_t field)
{
    const struct field *f = field_at(s, field);
    const struct atoms *atoms = &s->scan->atoms;
    size_t from = f->from, host_end = f->to;
    bool file = span_is_nocase(atoms_span(atoms, from, from + 1), "file");
    if (!file && atom_is_mark(atoms, from + 1, ':'))
        from += 4;
    if (span_is_nocase(atoms_span(atoms, from, from + 1), "www") && from + 2 < f->to)
        from += 2;
    for (size_t i = f->to; i > from; i--)
        if (atom_is_mark(atoms, i - 1, '/') || atom_is_mark(atoms, i - 1, '?'))
            host_end = i - 1;
    bool whole =
        f->from == 0 && f->to + 1 >= atoms->n && atoms_span(atoms, host_end, f->to).n <= URL_ALONE_MOST;
    bool brief = !file && !whole && host_end < f->to && tedious(atoms, host_end, f->to);
    size_t end = brief ? host_end : f->to;
    for (size_t i = from; !file && !whole && i < end; i++)
        if (atom_is_mark(atoms, i, '?') || atom_is_mark(atoms, i, '#'))
            end = i;
    while (end > from && atom_is_mark(atoms, end - 1, '/'))
        end--;
    say_electronic(s, from, end, true);
}
