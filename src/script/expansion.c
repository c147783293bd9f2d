/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Acronyms and the words that they stand for, before or behind parentheses. */
#include "script/expansion.h"

enum {
    /* A post has fewer; what a hostile one has more is not remembered, and looking up stays cheap. */
    ACRONYMS_MOST = 128,
    LETTERS_MOST = 8, /* of an acronym */
    EXPANSION_WORDS = 12,
};

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool expansion_letter(char c)
{
    return is_capital(c) || (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
}

static struct acronym *find(const struct memory *m, struct span letters)
{
    for (size_t i = 0; i < m->nacronyms; i++)
        if (span_equal(m->acronyms[i].letters, letters))
            return &m->acronyms[i];
    return NULL;
}

const struct acronym *memory_acronym(const struct memory *m, struct span letters)
{
    return find(m, letters);
}

struct acronym *acronym_remember(struct memory *m, struct span letters)
{
    struct acronym *known = find(m, letters);
    if (known || m->nacronyms == ACRONYMS_MOST)
        return known;
    m->acronyms = arena_grow(m->arena, m->acronyms, m->nacronyms, &m->acronyms_capacity, sizeof *m->acronyms);
    m->acronyms[m->nacronyms] = (struct acronym){.letters = letters};
    return &m->acronyms[m->nacronyms++];
}

/* The tables' word for it, if they have one, is another: "IMO" is "in my opinion", but here it is the
 * International Maritime Organization. Lexicons are not asked: their word holds in any case. */
static bool is_shadow(const struct dictionary *d, const struct acronym *a)
{
    struct span first = a->expansion;
    bool another = false;
    for (size_t i = 0; i < first.n; i++)
        if (!expansion_letter(first.p[i]))
            first.n = i;
    if (first.n > 1 && first.p[first.n - 1] == 's')
        first.n--;
    for (int sense = 1; sense < SENSES; sense++) {
        const struct entry *e = dictionary_get(d, a->letters, (enum sense)sense);
        if (e && span_equal_nocase(span_slice(span_of(e->spoken), 0, first.n), first))
            return false;
        another |= e != NULL;
    }
    return another;
}

/* Words that an acronym may pass over. */
static bool small_word(struct span word)
{
    static const char *const words[] = {"of", "the", "and", "for",  "in", "to",
                                        "a",  "an",  "on",  "with", "by", "at"};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (span_is(word, words[i]))
            return true;
    return false;
}

/* Each letter begins a word, in order, and each word but small ones and second halves ("co-operation") has
 * its letter. */
static bool initials_fit(const struct span *words, size_t count, struct span letters, bool count_small)
{
    size_t n = 0;
    for (size_t w = 0; w < count; w++) {
        bool half = w > 0 && words[w].p[-1] == '-';
        if (!count_small && small_word(words[w]))
            continue;
        if (n < letters.n && upper(words[w].p[0]) == letters.p[n])
            n++;
        else if (!half && !small_word(words[w]))
            return false;
    }
    return n == letters.n && !small_word(words[0]);
}

static bool expands(const struct span *words, size_t count, struct span letters)
{
    return count > 1 &&
           (initials_fit(words, count, letters, false) || initials_fit(words, count, letters, true));
}

struct span expansion_word(struct span text, size_t at)
{
    size_t end = at;
    while (end < text.n && expansion_letter(text.p[end]))
        end++;
    return span_slice(text, at, end);
}

struct span acronym_at(struct span text, size_t at, size_t *end)
{
    struct span word = expansion_word(text, at);
    *end = at + word.n;
    if (word.n > 2 && word.p[word.n - 1] == 's')
        word.n--;
    for (size_t i = 0; i < word.n; i++)
        if (!is_capital(word.p[i]))
            return SPAN("");
    return word.n >= 2 && word.n <= LETTERS_MOST ? word : SPAN("");
}

static void define(struct memory *m, const struct dictionary *d, struct span letters,
                   const struct span *words, size_t count)
{
    struct acronym *a = acronym_remember(m, letters);
    if (!a || a->expansion.n)
        return;
    a->expansion = (struct span){words[0].p, (size_t)(words[count - 1].p + words[count - 1].n - words[0].p)};
    a->shadows = is_shadow(d, a);
}

static bool joins_words(char c)
{
    return c == ' ' || c == '-' || c == ',' || c == '/' || c == '\'';
}

/* "Large Language Model (LLM)": words[0, n) end where the parenthesis opens, the last first. */
static void define_by_words_before(struct memory *m, const struct dictionary *d, struct span text,
                                   size_t open, struct span letters)
{
    struct span words[EXPANSION_WORDS];
    size_t first = EXPANSION_WORDS, at = open;
    while (first > 0) {
        while (at > 0 && joins_words(text.p[at - 1]))
            at--;
        size_t end = at;
        while (at > 0 && expansion_letter(text.p[at - 1]))
            at--;
        if (at == end)
            break;
        words[--first] = span_slice(text, at, end);
        size_t count = EXPANSION_WORDS - first;
        if (upper(words[first].p[0]) == letters.p[0] && expands(words + first, count, letters)) {
            define(m, d, letters, words + first, count);
            break;
        }
    }
}

/* "LLM (large language model)", "(large language model; see below)". */
static void define_by_words_inside(struct memory *m, const struct dictionary *d, struct span text,
                                   size_t open, struct span letters)
{
    struct span words[EXPANSION_WORDS];
    size_t count = 0, at = open + 1;
    while (count < EXPANSION_WORDS) {
        struct span word = expansion_word(text, at);
        if (word.n == 0)
            return;
        words[count++] = word;
        at += word.n;
        bool ends = at < text.n && (text.p[at] == ')' || text.p[at] == ';' || text.p[at] == ',');
        if (ends && expands(words, count, letters)) {
            define(m, d, letters, words, count);
            return;
        }
        while (at < text.n && joins_words(text.p[at]))
            at++;
    }
}

void expansion_note(struct memory *m, const struct dictionary *d, struct span text, size_t open)
{
    size_t end, at = open;
    struct span inside = acronym_at(text, open + 1, &end);
    if (inside.n && end < text.n && text.p[end] == ')') {
        define_by_words_before(m, d, text, open, inside);
        return;
    }
    if (at > 0 && text.p[at - 1] == ' ')
        at--;
    size_t from = at;
    while (from > 0 && expansion_letter(text.p[from - 1]) && at - from <= LETTERS_MOST)
        from--;
    struct span before = acronym_at(span_slice(text, 0, at), from, &end);
    if (before.n)
        define_by_words_inside(m, d, text, open, before);
}
