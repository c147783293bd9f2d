/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/homograph_table.h"

#include <string.h>

#include "script/phonemes.h"

enum { OTHER = 63, PATTERN_ELEMENTS = 12, ELEMENT_WORDS = 60 };

struct compiler {
    struct homographs *h;
    const struct homograph_tables *tables;
    const struct homograph_kind *kind; /* whose patterns are 'contexts' */
    struct context *contexts;
    struct error *err;
};

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

static size_t bucket_of(struct span word)
{
    uint32_t h = 2166136261u; /* FNV-1a: the keys are ours, collisions cannot be provoked by texts */
    for (size_t i = 0; i < word.n; i++)
        h = (h ^ (unsigned char)(is_capital(word.p[i]) ? word.p[i] + 32 : word.p[i])) * 16777619u;
    return (h ^ h >> 15) % WORD_BUCKETS;
}

const struct known_word *homographs_word(const struct homographs *h, struct span word)
{
    const struct known_word *known = h->words[bucket_of(word)];
    while (known && !span_equal_nocase(known->text, word))
        known = known->next;
    return known;
}

uint64_t homographs_classes(const struct homographs *h, const struct known_word *known, struct span word)
{
    if (known && known->classes)
        return known->classes;
    for (const struct known_word *ending = h->endings; ending; ending = ending->next)
        if (word.n > ending->text.n &&
            span_equal_nocase(span_slice(word, word.n - ending->text.n, word.n), ending->text))
            return ending->classes;
    return UINT64_C(1) << OTHER;
}

static struct known_word *add_word(struct homographs *h, struct span word)
{
    struct known_word *known = (struct known_word *)homographs_word(h, word);
    if (known)
        return known;
    struct known_word **bucket = &h->words[bucket_of(word)];
    known = arena_alloc(h->arena, sizeof *known);
    *known = (struct known_word){.text = word, .number = ++h->nwords, .next = *bucket};
    return *bucket = known;
}

static void add_ending(struct homographs *h, struct span text, uint64_t class)
{
    struct known_word **at = &h->endings;
    while (*at && (*at)->text.n >= text.n && !span_equal((*at)->text, text))
        at = &(*at)->next;
    if (!*at || !span_equal((*at)->text, text)) {
        struct known_word *ending = arena_alloc(h->arena, sizeof *ending);
        *ending = (struct known_word){.text = text, .next = *at};
        *at = ending;
    }
    (*at)->classes |= class;
}

static void add_class(struct homographs *h, const struct word_class *class, uint64_t bit)
{
    struct span words = span_of(class->words), word;
    while (span_split(&words, ' ', &word)) {
        if (span_starts(word, "*"))
            add_ending(h, span_slice(word, 1, word.n), bit);
        else if (word.n)
            add_word(h, word)->classes |= bit;
    }
}

static uint64_t class_named(const struct homograph_tables *tables, struct span name)
{
    for (size_t i = 0; i < tables->nclasses; i++)
        if (span_is(name, tables->classes[i].name))
            return UINT64_C(1) << i;
    return span_is(name, "OTHER") ? UINT64_C(1) << OTHER : 0;
}

/* "the|DET", "!x", "x?", "^": without ~ before it. */
static bool compile_element(struct compiler *c, struct span text, struct context_element *e)
{
    static const char *const edges[] = {"^", "$", "^^", "$$", ".."};
    *e = (struct context_element){.kind = ELEMENT_WORD};
    for (size_t i = 0; i < COUNT_OF(edges); i++)
        if (span_is(text, edges[i])) {
            e->kind = i < 2 ? ELEMENT_CLAUSE : i < 4 ? ELEMENT_SENTENCE : ELEMENT_GAP;
            return true;
        }
    e->negated = span_starts(text, "!");
    e->optional = span_ends(text, "?");
    text = span_slice(text, e->negated, text.n - e->optional);
    e->words = arena_alloc(c->h->arena, ELEMENT_WORDS * sizeof *e->words);
    struct span word;
    while (span_split(&text, '|', &word)) {
        bool class = word.n > 1 && is_capital(word.p[0]) && is_capital(word.p[1]);
        uint64_t bit = class ? class_named(c->tables, word) : 0;
        if (word.n == 0 || (class && !bit) || e->nwords == ELEMENT_WORDS)
            return false;
        e->classes |= bit;
        if (!class)
            e->words[e->nwords++] = add_word(c->h, word)->number;
    }
    return e->classes || e->nwords;
}

/* Before the homograph the order of the elements is turned round. */
static void place(struct arena *a, struct side *side, const struct context_element *elements, size_t n,
                  bool turned)
{
    side->elements = arena_alloc(a, (n + 1) * sizeof *elements);
    side->n = n;
    for (size_t i = 0; i < n; i++)
        side->elements[turned ? n - 1 - i : i] = elements[i];
}

static bool compile_pattern(struct compiler *c, const struct homograph_rule *rule, struct context *out)
{
    struct context_element elements[PATTERN_ELEMENTS];
    struct span pattern = span_of(rule->pattern), text;
    size_t n = 0, near = 0, self = PATTERN_ELEMENTS;
    while (span_split(&pattern, ' ', &text)) {
        if (n == PATTERN_ELEMENTS)
            return false;
        if (span_is(text, "*")) {
            if (self != PATTERN_ELEMENTS)
                return false;
            self = n;
            continue;
        }
        bool is_near = span_starts(text, "~");
        if ((is_near && near++ != n) ||
            !compile_element(c, span_slice(text, is_near, text.n), &elements[n++]))
            return false;
    }
    if (self == PATTERN_ELEMENTS || self < near)
        return false;
    out->reading = rule->reading;
    place(c->h->arena, &out->near, elements, near, false);
    place(c->h->arena, &out->before, elements + near, self - near, true);
    place(c->h->arena, &out->behind, elements + self, n - self, false);
    return true;
}

static bool compile_kind(struct compiler *c, const struct homograph_kind *kind)
{
    c->kind = kind;
    c->contexts = arena_alloc(c->h->arena, (kind->nrules + 1) * sizeof *c->contexts);
    for (size_t i = 0; i < kind->nrules; i++)
        if (!compile_pattern(c, &kind->rules[i], &c->contexts[i]))
            return error_set(c->err, ERROR_CONFIG, "malformed pattern of homographs: %s",
                             kind->rules[i].pattern);
    return true;
}

static bool add_homograph(struct compiler *c, const struct homograph *homograph)
{
    if (c->kind != homograph->kind && !compile_kind(c, homograph->kind))
        return false;
    struct choice *choice = arena_alloc(c->h->arena, sizeof *choice);
    *choice = (struct choice){
        .homograph = homograph, .contexts = c->contexts, .ncontexts = homograph->kind->nrules};
    for (size_t i = 0; i < HOMOGRAPH_READINGS; i++) {
        const char *phonemes = homograph->phonemes[i], *name = homograph->kind->readings[i];
        if (phonemes && (!phonemes_good(span_of(phonemes + (phonemes[0] == '='))) || !name))
            return error_set(c->err, ERROR_CONFIG, "homograph %s: no phonemes: %s", homograph->word,
                             phonemes);
        choice->rules[i] = arena_printf(c->h->arena, "homograph, %s", name ? name : "").p;
    }
    struct known_word *word = add_word(c->h, span_of(homograph->word));
    struct choice **end = is_capital(homograph->word[0]) ? &word->choices : &choice->next;
    if (end == &choice->next)
        for (end = &word->choices; *end;)
            end = &(*end)->next;
    choice->next = *end;
    *end = choice;
    return true;
}

struct homographs *homographs_compile(struct arena *a, const struct homograph_tables *tables,
                                      struct error *err)
{
    struct homographs *h = arena_alloc(a, sizeof *h);
    struct compiler c = {.h = h, .tables = tables, .err = err};
    h->arena = a;
    for (size_t i = 0; i < tables->nclasses; i++)
        add_class(h, &tables->classes[i], class_named(tables, span_of(tables->classes[i].name)));
    for (size_t i = 0; i < HOMOGRAPH_READINGS; i++)
        if (tables->misleading[i])
            h->misleading[i] = class_named(tables, span_of(tables->misleading[i]));
    for (size_t i = 0; i < tables->nhomographs; i++)
        if (!add_homograph(&c, &tables->homographs[i]))
            return NULL;
    return h;
}
