/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letters, words, streets and serials. */
#include "script/format.h"

void format_letters(struct speaker *s, size_t field)
{
    letters_say(s->out, field_text(s, field), "");
}

void format_words(struct speaker *s, size_t field)
{
    words_say(s, field_at(s, field)->from, field_at(s, field)->to);
}

void format_street(struct speaker *s, size_t field)
{
    const struct field *f = field_at(s, field);
    const struct atoms *atoms = &s->scan->atoms;
    const struct dictionary *d = s->scan->dictionary;
    char bytes[DIGITS_BYTES];
    size_t next;
    for (size_t i = f->from; i < f->to; i = next) {
        const struct entry *e = i == f->from ? dictionary_find(d, atoms, i, SENSE_DIRECTION, &next) : NULL;
        if (!e && i > f->from && dictionary_find(d, atoms, i, SENSE_STREET, &next) && next == f->to)
            e = dictionary_find(d, atoms, i, SENSE_STREET, &next);
        if (e) {
            wording_add_text(s->out, span_of(e->spoken));
        } else if (atoms->list[i].kind == ATOM_DIGITS) {
            next = integer_end(atoms, i) + 1;
            numbers(s)->ordinal(s->out, only_digits(atoms_span(atoms, i, next), bytes));
        } else if (atoms->list[i].kind == ATOM_WORD) {
            word_say(s, i, &next);
        } else {
            next = i + 1;
        }
    }
}

/* 13700: thirteen seven hundred; other long numbers digit by digit. */
static void say_long_number(struct speaker *s, struct span digits)
{
    if (digits.n == 5 && digits.p[0] != '0' && digits.p[2] != '0' && span_ends(digits, "00")) {
        cardinal_say(s, span_slice(digits, 0, 2));
        cardinal_say(s, span_slice(digits, 2, 5));
    } else {
        digits_say(s, digits);
    }
}

/* Letters and digits mixed: short capitals letter by letter, numbers of up to four digits as numbers. */
void format_serial(struct speaker *s, size_t field)
{
    const struct field *f = field_at(s, field);
    for (size_t i = f->from; i < f->to; i++) {
        struct span text = atoms_span(&s->scan->atoms, i, i + 1);
        if (i > f->from && i + 1 == f->to && span_is(text, "s") &&
            s->scan->atoms.list[i - 1].kind == ATOM_DIGITS)
            numbers(s)->plural(s->out);
        else if (s->scan->atoms.list[i].kind == ATOM_DIGITS && text.n > 4)
            say_long_number(s, text);
        else if (s->scan->atoms.list[i].kind == ATOM_DIGITS && text.n > 2)
            numbers(s)->house(s->out, text);
        else if (s->scan->atoms.list[i].kind == ATOM_DIGITS)
            cardinal_say(s, text);
        else if (text.n <= 3 && atom_is_upper(&s->scan->atoms, i))
            letters_say(s->out, text, "");
        else if (s->scan->atoms.list[i].kind != ATOM_MARK)
            wording_add_letter(s->out, text);
    }
}
