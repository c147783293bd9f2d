/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sorted array: a text narrows it byte by byte to the entries that begin so, and is given up after the
 * first byte that none has. No collisions for a hostile file to provoke, and a step costs the logarithm. */
#include "script/lexicon.h"

#include <stdlib.h>
#include <string.h>

void lexicon_init(struct lexicon *l, struct arena *a)
{
    *l = (struct lexicon){.arena = a};
}

/* What a character is in a grapheme, case apart; 0: nothing. */
static uint32_t plain(uint32_t code)
{
    if (code < 0x80 && code > ' ')
        return code == '`' ? '\'' : code;
    if (code_is_space(code) || code == '\t' || code == '\n' || code == '\r')
        return ' ';
    if (code_is_control(code))
        return 0;
    if (code == 0x2019 || code == 0x2018 || code == 0x2BC)
        return '\'';
    return code == 0x2010 || code == 0x2011 ? '-' : code;
}

struct span lexicon_grapheme(struct arena *a, struct span written)
{
    struct span text = utf8_compose(a, written);
    struct buf out = BUF_EMPTY;
    size_t length;
    for (size_t at = 0; at < text.n; at += length) {
        uint32_t code = plain(utf8_at(text, at, &length));
        bool again = code == ' ' && (out.n == 0 || out.p[out.n - 1] == ' ');
        if (code && !again)
            buf_add_code(&out, code);
    }
    struct span grapheme = arena_copy(a, span_trim(buf_span(&out)));
    buf_finish(&out);
    return grapheme.n > GRAPHEME_BYTES ? SPAN("") : grapheme;
}

static bool has_capital(struct span word)
{
    size_t length;
    for (size_t at = 0; at < word.n; at += length)
        if (code_is_upper(utf8_at(word, at, &length)))
            return true;
    return false;
}

void lexicon_add(struct lexicon *l, const struct lexeme *lexeme)
{
    l->list = arena_grow(l->arena, l->list, l->n, &l->capacity, sizeof *l->list);
    l->list[l->n] = (struct lexeme){.grapheme = arena_copy(l->arena, lexeme->grapheme),
                                    .alias = arena_copy(l->arena, lexeme->alias),
                                    .phonemes = arena_copy(l->arena, lexeme->phonemes),
                                    .key = utf8_lower(l->arena, lexeme->grapheme),
                                    .exact = has_capital(lexeme->grapheme),
                                    .line = lexeme->line,
                                    .order = (uint32_t)l->n};
    l->has_phonemes |= lexeme->phonemes.n > 0;
    l->n++;
}

void lexicon_add_all(struct lexicon *l, const struct lexicon *other)
{
    for (size_t i = 0; i < other->n; i++)
        lexicon_add(l, &other->list[i]);
}

static int compare_bytes(struct span a, struct span b)
{
    int difference = memcmp(a.p, b.p, a.n < b.n ? a.n : b.n);
    return difference ? difference : (a.n > b.n) - (a.n < b.n);
}

/* By key; of one key the exact ones first, in order. */
static int compare(const void *left, const void *right)
{
    const struct lexeme *a = left, *b = right;
    int difference = compare_bytes(a->key, b->key);
    if (!difference)
        difference = (int)b->exact - (int)a->exact;
    if (!difference && a->exact)
        difference = compare_bytes(a->grapheme, b->grapheme);
    return difference ? difference : (a->order > b->order) - (a->order < b->order);
}

static bool same_word(const struct lexeme *a, const struct lexeme *b)
{
    return a->exact == b->exact &&
           span_equal(a->exact ? a->grapheme : a->key, b->exact ? b->grapheme : b->key);
}

bool lexicon_seal(struct lexicon *l, struct lexeme *first, struct lexeme *again)
{
    size_t kept = 0, n = l->n;
    if (l->n)
        qsort(l->list, l->n, sizeof *l->list, compare);
    for (size_t i = 0; i < n; i++) {
        if (kept && same_word(&l->list[kept - 1], &l->list[i])) {
            *first = l->list[kept - 1];
            *again = l->list[i];
        } else {
            l->list[kept++] = l->list[i];
        }
    }
    l->n = kept;
    for (size_t i = 0; i < l->n; i++)
        l->first[(unsigned char)l->list[i].key.p[0] + 1] = (uint32_t)i + 1;
    for (size_t b = 1; b < COUNT_OF(l->first); b++)
        if (l->first[b] < l->first[b - 1])
            l->first[b] = l->first[b - 1];
    return kept == n;
}

/* The entries that begin with the bytes taken so far. */
struct walk {
    const struct lexicon *lexicon;
    size_t from, to, depth;
    bool space; /* the last character was one */
};

/* The first entry of [from, to) whose byte at 'depth' is at least this. */
static size_t lower_bound(const struct walk *w, unsigned byte)
{
    size_t from = w->from, to = w->to;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        struct span key = w->lexicon->list[middle].key;
        unsigned here = w->depth < key.n ? (unsigned char)key.p[w->depth] : 0;
        if (here < byte)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

static void take_byte(struct walk *w, unsigned char byte)
{
    if (w->depth == 0) {
        w->from = w->lexicon->first[byte];
        w->to = w->lexicon->first[byte + 1u];
    } else {
        size_t from = lower_bound(w, byte);
        w->to = lower_bound(w, byte + 1u);
        w->from = from;
    }
    w->depth++;
}

static bool take_code(struct walk *w, uint32_t raw)
{
    uint32_t code = plain(raw);
    if (code == 0 || (code == ' ' && w->space))
        return true;
    w->space = code == ' ';
    char bytes[4];
    size_t n = utf8_encode(code_lower(code), bytes);
    for (size_t i = 0; i < n && w->from < w->to; i++)
        take_byte(w, (unsigned char)bytes[i]);
    return w->from < w->to;
}

/* The text as a grapheme would have it; empty when it is too long for one. */
static struct span as_grapheme(struct span text, char out[GRAPHEME_BYTES + 4])
{
    size_t n = 0, length;
    for (size_t at = 0; at < text.n; at += length) {
        uint32_t code = plain(utf8_at(text, at, &length));
        if (code == 0 || (code == ' ' && n && out[n - 1] == ' '))
            continue;
        n += utf8_encode(code, out + n);
        if (n > GRAPHEME_BYTES)
            return SPAN("");
    }
    return (struct span){out, n};
}

/* Entries of the same key stand together: exact ones by grapheme, then the one for any case. Where would an
 * exact one for this grapheme stand? With 'any': where does the one for any case stand? */
static size_t place(const struct walk *w, struct span grapheme, bool any)
{
    size_t from = w->from, to = w->to;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        const struct lexeme *e = &w->lexicon->list[middle];
        bool before = e->key.n == w->depth && e->exact && (any || compare_bytes(e->grapheme, grapheme) < 0);
        if (before)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

static const struct lexeme *taken(const struct walk *w, struct span text)
{
    char bytes[GRAPHEME_BYTES + 4];
    if (w->lexicon->list[w->from].key.n != w->depth)
        return NULL;
    struct span written = as_grapheme(text, bytes);
    size_t i = place(w, written, false);
    if (i < w->to && w->lexicon->list[i].exact && span_equal(w->lexicon->list[i].grapheme, written))
        return &w->lexicon->list[i];
    i = place(w, written, true);
    bool there = i < w->to && w->lexicon->list[i].key.n == w->depth;
    return there ? &w->lexicon->list[i] : NULL;
}

/* A possessive s, or an apostrophe that nothing follows. */
static bool only_s_follows(const struct atoms *atoms, size_t i)
{
    return !atom_is_wordlike(atoms, i) ||
           (span_is_nocase(atoms_span(atoms, i, i + 1), "s") && !atom_is_wordlike(atoms, i + 1) &&
            !(atom_is_mark(atoms, i + 1, '\'') && atom_is_wordlike(atoms, i + 2)));
}

static bool begins_word(const struct atoms *atoms, size_t i)
{
    if (i == 0)
        return true;
    bool joined = i > 1 && atom_is_mark(atoms, i - 1, '\'') && atom_is_wordlike(atoms, i - 2);
    return !atom_is_wordlike(atoms, i - 1) && !(joined && atom_is_wordlike(atoms, i));
}

static bool ends_word(const struct atoms *atoms, size_t end)
{
    if (!atom_is_wordlike(atoms, end - 1))
        return true;
    return !atom_is_wordlike(atoms, end) &&
           !(atom_is_mark(atoms, end, '\'') && !only_s_follows(atoms, end + 1));
}

const struct lexeme *lexicon_find(const struct lexicon *l, const struct atoms *atoms, size_t i, size_t end,
                                  size_t *next)
{
    const struct lexeme *found = NULL;
    struct walk w = {.lexicon = l, .to = l->n};
    size_t length;
    if (!begins_word(atoms, i))
        return NULL;
    for (size_t j = i; j < end && j < atoms->n; j++) {
        struct span atom = atoms_span(atoms, j, j + 1);
        for (size_t at = 0; at < atom.n; at += length)
            if (!take_code(&w, utf8_at(atom, at, &length)))
                return found;
        const struct lexeme *here =
            atoms->list[j].kind == ATOM_SPACE ? NULL : taken(&w, atoms_span(atoms, i, j + 1));
        if (here && ends_word(atoms, j + 1)) {
            found = here;
            *next = j + 1;
        }
    }
    return found;
}

const struct lexeme *lexicon_find_word(const struct lexicon *l, struct span word)
{
    struct walk w = {.lexicon = l, .to = l->n};
    size_t length;
    for (size_t at = 0; at < word.n; at += length)
        if (!take_code(&w, utf8_at(word, at, &length)))
            return NULL;
    return w.depth ? taken(&w, word) : NULL;
}
