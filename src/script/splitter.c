/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/splitter.h"

#include <string.h>

const struct atom *atom_at(const struct splitter *s, size_t i)
{
    return &s->atoms.list[i < s->atoms.n ? i : s->atoms.n];
}

bool mark_at(const struct splitter *s, size_t i, const char *marks)
{
    const struct atom *a = atom_at(s, i);
    return a->kind == ATOM_MARK && a->code && a->code < 0x80 && strchr(marks, (int)a->code);
}

static bool code_in(const struct atom *a, const uint32_t *codes, size_t count)
{
    for (size_t c = 0; a->kind == ATOM_MARK && c < count; c++)
        if (a->code == codes[c])
            return true;
    return false;
}

bool terminates_always(const struct splitter *s, size_t i)
{
    static const uint32_t stops[] = {0x06D4, 0x0964, 0x0965, 0x104B, 0x0589, 0x1362, 0x17D4};
    return (mark_at(s, i, ".!?") && atom_at(s, i)->bytes == 3) ||
           code_in(atom_at(s, i), stops, COUNT_OF(stops));
}

bool terminates(const struct splitter *s, size_t i)
{
    static const uint32_t others[] = {ELLIPSIS, 0x061F, 0x203D, 0x2047, 0x2048, 0x2049};
    const char *own = s->splitting->terminators;
    return mark_at(s, i, ".!?") || (own && mark_at(s, i, own)) || terminates_always(s, i) ||
           code_in(atom_at(s, i), others, COUNT_OF(others));
}

size_t skip_space(const struct splitter *s, size_t i)
{
    return atom_at(s, i)->kind == ATOM_SPACE ? i + 1 : i;
}

struct span lower_text(const struct splitter *s, size_t from, size_t to, char *bytes, size_t size)
{
    struct span text = atoms_span(&s->atoms, from, to);
    size_t n = 0, length;
    for (size_t i = 0; i < text.n && n + 4 < size; i += length)
        n += utf8_encode(code_lower(utf8_at(text, i, &length)), bytes + n);
    return (struct span){bytes, n};
}

bool capital_in(const struct splitter *s, size_t i, const char *const *list)
{
    char bytes[40];
    if (!list || !atom_is_capital(&s->atoms, i))
        return false;
    struct span word = lower_text(s, i, i + 1, bytes, sizeof bytes);
    for (; *list; list++)
        if (span_is(word, *list))
            return true;
    return false;
}

bool starts_sentence(const struct splitter *s, size_t i)
{
    return capital_in(s, i, s->splitting->starters);
}

/* The first word or number behind quotes, brackets and dashes; nothing but those: the end. */
size_t first_word(const struct splitter *s, size_t i)
{
    while (i < s->atoms.n && !atom_is_wordlike(&s->atoms, i) && !terminates(s, i))
        i++;
    return i;
}

bool small_letter(const struct splitter *s, size_t i)
{
    return atom_at(s, i)->kind == ATOM_WORD && code_is_lower(atom_at(s, i)->code);
}
