/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Units: a factor with its power, and those behind slashes and middle dots. */
#include "script/element.h"

static int exponent_at(const struct atoms *atoms, size_t i)
{
    if (atom_is_mark(atoms, i, 0xB2))
        return 2;
    if (atom_is_mark(atoms, i, 0xB3))
        return 3;
    if (atom_is_mark(atoms, i, '^'))
        i++;
    if (!is_digits(atoms, i) || atoms->list[i].bytes != 1)
        return 1;
    char digit = atoms->text.p[atoms->list[i].at];
    return digit == '2' || digit == '3' ? digit - '0' : 1;
}

const struct entry *unit_factor(const struct scan *scan, size_t i, int *power, size_t *next)
{
    const struct entry *e =
        i < scan->atoms.n ? dictionary_find(scan->dictionary, &scan->atoms, i, SENSE_UNIT, next) : NULL;
    *power = e && e->value == 1 ? exponent_at(&scan->atoms, *next) : 1; /* value 1: lengths */
    if (e && *power > 1)
        *next += atom_is_mark(&scan->atoms, *next, '^') ? 2 : 1;
    return e;
}

size_t unit_end(const struct scan *scan, size_t i)
{
    int power;
    size_t end = i, next;
    for (int factors = 0; factors < 3; factors++) {
        size_t at = end;
        if (factors > 0) {
            if (!atom_is_mark(&scan->atoms, end, '/') && !atom_is_mark(&scan->atoms, end, 0x2022))
                break;
            at++;
        }
        const struct entry *e = unit_factor(scan, at, &power, &next);
        if (!e && factors > 0 && at < scan->atoms.n)
            e = dictionary_find(scan->dictionary, &scan->atoms, at, SENSE_PERIOD, &next);
        if (!e)
            break;
        end = next;
    }
    return end;
}

/* "kilometers (km)": the unit's own name stands before the parenthesis, so the sign says nothing new. */
bool match_explained_unit(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    (void)type;
    if (i < 3 || scan->atoms.list[i - 2].kind != ATOM_SPACE || scan->atoms.list[i - 3].kind != ATOM_WORD)
        return false;
    const struct entry *e = dictionary_find(scan->dictionary, &scan->atoms, i, SENSE_UNIT, &f->to);
    struct span word = atoms_span(&scan->atoms, i - 3, i - 2);
    for (int many = 0; e && many < 2; many++) {
        struct span name = span_of(many ? e->many : e->spoken), last = name;
        for (size_t at = 0; at < name.n; at++)
            if (name.p[at] == ' ')
                last = span_slice(name, at + 1, name.n);
        if (span_equal_nocase(last, word))
            return true;
    }
    return false;
}

bool match_unit(const struct scan *scan, size_t i, const struct element_type *type, struct field *f)
{
    (void)type;
    int power;
    size_t next;
    f->entry = unit_factor(scan, i, &power, &next);
    f->from = i;
    f->to = unit_end(scan, i);
    bool spaced =
        i > 0 && (scan->atoms.list[i - 1].kind == ATOM_SPACE || atom_is_mark(&scan->atoms, i - 1, '-'));
    return f->to > i && !(spaced && (f->entry->flags & ENTRY_ADJACENT) && f->to == i + 1);
}
