/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/program.h"

#include <string.h>

enum { MARKS_ALONE_MOST = 4, SIGN_MOST = 3 };

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* Does a new word begin at byte i > 0? */
static bool is_hump(struct span word, size_t i)
{
    if (!is_upper(word.p[i]))
        return false;
    if (is_lower(word.p[i - 1]))
        return true;
    bool plural = i + 2 == word.n && word.p[i + 1] == 's';
    return is_upper(word.p[i - 1]) && i + 1 < word.n && is_lower(word.p[i + 1]) && !plural;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool program_differs(struct span text)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i], before = i > 0 ? text.p[i - 1] : ' ';
        bool plain = is_lower(c) || is_upper(c) || is_digit(c) || c == ' ' || (c & 0x80);
        bool mixed = c != ' ' && before != ' ' && is_digit(c) != is_digit(before);
        if (!plain || mixed || (i > 0 && is_hump(text, i)))
            return true;
    }
    return false;
}

void program_divide(struct arena *a, struct atoms *atoms)
{
    struct atoms out = {.text = atoms->text};
    size_t capacity = 0;
    for (size_t i = 0; i <= atoms->n; i++) { /* the end goes along */
        struct atom atom = atoms->list[i];
        struct span word = atom.kind == ATOM_WORD ? atoms_span(atoms, i, i + 1) : (struct span){0};
        size_t from = 0;
        for (size_t at = 1; at < word.n; at++) {
            if (!is_hump(word, at))
                continue;
            out.list = arena_grow(a, out.list, out.n, &capacity, sizeof *out.list);
            out.list[out.n] = atom;
            out.list[out.n++].bytes = (uint32_t)(at - from);
            atom.at += (uint32_t)(at - from);
            atom.bytes -= (uint32_t)(at - from);
            atom.code = (uint32_t)word.p[at];
            from = at;
        }
        out.list = arena_grow(a, out.list, out.n, &capacity, sizeof *out.list);
        out.list[out.n++] = atom;
    }
    out.n--;
    *atoms = out;
}

bool program_obeys(const struct rule *rule, const struct atoms *atoms, size_t i)
{
    bool name = atoms->list[i].kind == ATOM_WORD && atoms->list[i + 1].kind == ATOM_WORD;
    if (name && rule_class(rule) == CLASS_SERIAL)
        return false;
    if (rule_class(rule) == CLASS_DATE)
        return span_starts(span_of(rule_source(rule)->name), "iso");
    static const enum reason_class classes[] = {CLASS_ELECTRONIC, CLASS_MATH, CLASS_SERIAL, CLASS_DECIMAL,
                                                CLASS_CARDINAL};
    for (size_t k = 0; k < COUNT_OF(classes); k++)
        if (rule_class(rule) == classes[k])
            return !span_starts(span_of(rule_source(rule)->name), "hashtag");
    return false;
}

static bool only_marks(const struct atoms *atoms)
{
    size_t nmarks = 0;
    for (size_t i = 0; i < atoms->n && nmarks <= MARKS_ALONE_MOST; i++) {
        if (atom_is_wordlike(atoms, i))
            return false;
        nmarks += atoms->list[i].kind == ATOM_MARK;
    }
    return nmarks <= MARKS_ALONE_MOST;
}

bool program_say_word(struct speaker *s, size_t i)
{
    struct span word = atoms_span(&s->scan->atoms, i, i + 1);
    const struct entry *entry = dictionary_get(s->scan->dictionary, word, SENSE_ABBREV);
    if (!entry || !strchr(entry->spoken, '.'))
        return false;
    wording_add_text(s->out, span_of(entry->spoken));
    wording_because(s->out, CLASS_LETTERS, "acronym in a name");
    return true;
}

/* The longest sign that begins at atom i; the atom behind it, or i. */
static size_t say_sign(struct speaker *s, const char *const (*signs)[2], size_t i)
{
    const struct atoms *atoms = &s->scan->atoms;
    size_t most = i + SIGN_MOST < atoms->n ? i + SIGN_MOST : atoms->n;
    for (size_t end = most; end > i; end--)
        for (const char *const(*sign)[2] = signs; (*sign)[0]; sign++)
            if (span_is(atoms_span(atoms, i, end), (*sign)[0])) {
                wording_widen(s->out, atoms_span(atoms, i, end).n);
                wording_add_text(s->out, span_of((*sign)[1]));
                wording_because(s->out, CLASS_ELECTRONIC, "sign in a program");
                return end;
            }
    return i;
}

/* What no operator begins with. */
static void say_single(struct speaker *s, size_t i)
{
    const struct atoms *atoms = &s->scan->atoms;
    bool after = atom_is_wordlike(atoms, i + 1);
    bool spaced = i > 0 && atoms->list[i - 1].kind == ATOM_SPACE && atoms->list[i + 1].kind == ATOM_SPACE;
    uint32_t code = atoms->list[i].code;
    bool option =
        code == '-' && atom_is_wordlike(atoms, i + 1) && (i == 0 || atoms->list[i - 1].kind == ATOM_SPACE);
    if (code == '-' && (spaced || (option && atoms->list[i + 1].kind == ATOM_DIGITS)))
        wording_add_text(s->out, span_of(s->scan->language->numbers->minus));
    else if (option)
        say_sign(s, s->scan->language->numbers->signs, i);
    else if (code == ',' || code == ';' || (code == '(' && after) ||
             (code == ':' && !after && !atom_is_mark(atoms, i + 1, ':')))
        wording_punctuate(s->out, ',');
}

void program_say_mark(struct speaker *s, size_t i, size_t *next)
{
    const struct atoms *atoms = &s->scan->atoms;
    const struct numbers *numbers = s->scan->language->numbers;
    bool alone = only_marks(atoms);
    bool stop = !alone && atom_is_mark(atoms, i, '.') && !atom_is_wordlike(atoms, i + 1) &&
                !atom_is_mark(atoms, i + 1, '.');
    wording_because(s->out, CLASS_PUNCTUATION, NULL);
    size_t end = alone ? say_sign(s, numbers->marks, i) : i;
    if (end == i && !stop)
        end = say_sign(s, numbers->operators, i);
    if (end == i && !alone)
        say_single(s, i);
    *next = end > i ? end : i + 1;
}
