/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/atom.h"

static uint32_t fold(uint32_t code)
{
    static const struct {
        uint32_t from, to;
    } folds[] = {
        {0x2018, '\''}, {0x2019, '\''}, {0x201A, '\''},    {0x201B, '\''},    {0x02BC, '\''},
        {0x2032, '\''}, {0x00B4, '\''}, {'`', '\''},       {0x201C, '"'},     {0x201D, '"'},
        {0x201E, '"'},  {0x201F, '"'},  {0x2033, '"'},     {0xAB, '"'},       {0xBB, '"'},
        {0x2010, '-'},  {0x2011, '-'},  {0x2012, DASH_EN}, {0x2015, DASH_EM}, {0xBA, SIGN_DEGREE},
        {0x2044, '/'},  {0x2215, '/'},  {0xFF0E, '.'},     {0xFF0C, ','},     {0xFF01, '!'},
        {0xFF1F, '?'},  {0x3002, '.'},  {0x3001, ','},     {0xB7, 0x2022},
    };
    for (size_t i = 0; code > 0x7F && i < COUNT_OF(folds); i++)
        if (folds[i].from == code)
            return folds[i].to;
    return code == '`' ? '\'' : code;
}

static enum atom_kind kind_of(uint32_t code)
{
    if (code >= '0' && code <= '9')
        return ATOM_DIGITS;
    if (code == 0xBA || code == 0xAA)
        return ATOM_MARK;
    if (code_is_letter(code))
        return ATOM_WORD;
    return code_is_space(code) ? ATOM_SPACE : ATOM_MARK;
}

/* Δt is a sign and a letter. */
static bool greek(uint32_t code)
{
    return code >= 0x370 && code < 0x400;
}

static bool continues(const struct atom *last, enum atom_kind kind, uint32_t code)
{
    if (last->kind == ATOM_WORD && (code_is_mark(code) || code_is_control(code)))
        return true;
    return kind == last->kind && kind != ATOM_MARK;
}

struct atoms atoms_of(struct arena *a, struct span text)
{
    struct atoms atoms = {.text = text};
    size_t capacity = 0, length;
    uint32_t before = 0;
    for (size_t at = 0; at < text.n; at += length) {
        uint32_t code = utf8_at(text, at, &length);
        enum atom_kind kind = kind_of(code);
        struct atom *last = atoms.n ? &atoms.list[atoms.n - 1] : NULL;
        bool parts = kind == ATOM_WORD && greek(code) != greek(before) && (code < 0x80 || before < 0x80);
        before = code;
        if (last && continues(last, kind, code) && !parts) {
            last->bytes += (uint32_t)length;
            continue;
        }
        atoms.list = arena_grow(a, atoms.list, atoms.n, &capacity, sizeof *atoms.list);
        atoms.list[atoms.n++] = (struct atom){.kind = kind,
                                              .code = kind == ATOM_MARK   ? fold(code)
                                                      : kind == ATOM_WORD ? code
                                                                          : 0,
                                              .at = (uint32_t)at,
                                              .bytes = (uint32_t)length};
    }
    atoms.list = arena_grow(a, atoms.list, atoms.n, &capacity, sizeof *atoms.list);
    atoms.list[atoms.n] = (struct atom){.kind = ATOM_END, .at = (uint32_t)text.n};
    return atoms;
}

struct span atoms_span(const struct atoms *atoms, size_t from, size_t to)
{
    size_t start = atoms->list[from].at, end = to ? atoms->list[to - 1].at + atoms->list[to - 1].bytes : 0;
    return span_slice(atoms->text, start, end > start ? end : start);
}

bool atom_is_mark(const struct atoms *atoms, size_t i, uint32_t code)
{
    return i < atoms->n && atoms->list[i].kind == ATOM_MARK && atoms->list[i].code == code;
}

bool atom_is_wordlike(const struct atoms *atoms, size_t i)
{
    return i < atoms->n && (atoms->list[i].kind == ATOM_WORD || atoms->list[i].kind == ATOM_DIGITS);
}

bool atom_is_upper(const struct atoms *atoms, size_t i)
{
    if (i >= atoms->n || atoms->list[i].kind != ATOM_WORD)
        return false;
    struct span word = atoms_span(atoms, i, i + 1);
    size_t length;
    for (size_t at = 0; at < word.n; at += length) {
        uint32_t code = utf8_at(word, at, &length);
        if (!code_is_upper(code) && !code_is_mark(code))
            return false;
    }
    return true;
}

bool atom_is_capital(const struct atoms *atoms, size_t i)
{
    return i < atoms->n && atoms->list[i].kind == ATOM_WORD && code_is_upper(atoms->list[i].code);
}
