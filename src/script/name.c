/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Elements that are decided by more than one word: names of streets, plurals, quotation marks. */
#include <string.h>

#include "script/element.h"

enum { STREET_WORDS = 4 };

static size_t after_space(const struct atoms *atoms, size_t i)
{
    return i < atoms->n && atoms->list[i].kind == ATOM_SPACE ? i + 1 : i;
}

/* [N.] Capitalised words or ordinals, then a kind of street; "E Arques Ave", "N 1st St". */
bool match_streetname(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    (void)type;
    const struct atoms *atoms = &scan->atoms;
    size_t at = i, next;
    for (int words = 0; words < STREET_WORDS && at < atoms->n; words++) {
        if (words > 0 && dictionary_find(scan->dictionary, atoms, at, SENSE_STREET, &next)) {
            f->to = next;
            return true;
        }
        size_t digits = integer_end(atoms, at);
        if (digits > at && ordinal_suffix_at(atoms, digits))
            at = digits + 1;
        else if (atom_is_capital(atoms, at))
            at++;
        else
            return false;
        if (atom_is_mark(atoms, at, '.') && words == 0)
            at++;
        if (after_space(atoms, at) == at)
            return false;
        at = after_space(atoms, at);
    }
    return false;
}

/* Main of "Main St.", when the post says Main Street elsewhere. */
bool match_known_street(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    (void)type;
    (void)f;
    return atom_is_capital(&scan->atoms, i) &&
           memory_knows_street(scan->memory, atoms_span(&scan->atoms, i, i + 1));
}

/* A noun in the plural by its looks, in languages that end it in s: what a count is followed by, and a year
 * is not. */
bool match_plural(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    (void)type;
    (void)f;
    struct span word = atoms_span(&scan->atoms, i, i + 1);
    if (scan->atoms.list[i].kind != ATOM_WORD || atom_is_capital(&scan->atoms, i))
        return false;
    if (dictionary_get(scan->dictionary, word, SENSE_PLURAL))
        return true;
    if (dictionary_get(scan->dictionary, word, SENSE_SINGULAR))
        return false;
    return word.n > 3 && span_ends(word, "s") && !span_ends(word, "ss") && !span_ends(word, "us");
}

/* A double quote that cannot be one that closes: no other stands open before it in this sentence. */
bool match_noquote(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    (void)type;
    (void)f;
    if (!atom_is_mark(&scan->atoms, i, '"'))
        return false;
    size_t quotes = 0, from = i > 400 ? i - 400 : 0;
    for (size_t j = from; j < i; j++)
        quotes += atom_is_mark(&scan->atoms, j, '"') && !atom_is_wordlike(&scan->atoms, j - (j > 0));
    return quotes % 2 == 0;
}
