/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hash table from folded forms. A form of several atoms is found atom by atom: its beginnings are nodes,
 * too. */
#include "script/dictionary.h"

#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 4096, KEY_BYTES = 64, SENSES_MOST = 6 };

struct node {
    struct node *next;
    struct span key;
    const struct entry *entries[SENSES_MOST];
    size_t nentries;
    bool goes_on;    /* longer forms begin with it */
    uint64_t senses; /* of all forms that begin with it, a bit each: most questions end here */
};

_Static_assert(SENSES <= 64, "a bit for each sense");

struct dictionary {
    struct arena arena;
    struct node *buckets[BUCKETS];
};

const char *const sense_names[SENSES] = {
    "none",
#define SENSE(name) [SENSE_##name] = #name,
#include "script/senses.def"
#undef SENSE
};

struct dictionary *dictionary_create(void)
{
    struct dictionary *d = calloc(1, sizeof *d);
    if (!d)
        memory_exhausted();
    arena_init(&d->arena);
    return d;
}

void dictionary_destroy(struct dictionary *d)
{
    if (d)
        arena_finish(&d->arena);
    free(d);
}

/* Lower case, curly apostrophes straight, invisible characters out; 0 when it does not fit (then nothing has
 * that form). */
static size_t fold(struct span word, char key[KEY_BYTES])
{
    size_t n = 0, length;
    for (size_t at = 0; at < word.n; at += length) {
        uint32_t code = utf8_at(word, at, &length);
        if (code_is_control(code))
            continue;
        if (code == 0x2019)
            code = '\'';
        if (code == 0xA0 || code == 0x202F)
            code = ' ';
        if (n + 4 > KEY_BYTES)
            return 0;
        n += utf8_encode(code < 0x80 ? (code >= 'A' && code <= 'Z' ? code + 32 : code) : code_lower(code),
                         key + n);
    }
    return n;
}

static size_t bucket_of(struct span key)
{
    uint32_t h = 2166136261u; /* FNV-1a: the keys are ours, collisions cannot be provoked by texts */
    for (size_t i = 0; i < key.n; i++)
        h = (h ^ (unsigned char)key.p[i]) * 16777619u;
    return (h ^ h >> 15) % BUCKETS;
}

static struct node *find(const struct dictionary *d, struct span word)
{
    char bytes[KEY_BYTES];
    struct span key = {bytes, fold(word, bytes)};
    if (key.n == 0)
        return NULL;
    for (struct node *node = d->buckets[bucket_of(key)]; node; node = node->next)
        if (span_equal(node->key, key))
            return node;
    return NULL;
}

static struct node *find_or_add(struct dictionary *d, struct span word)
{
    struct node *node = find(d, word);
    char bytes[KEY_BYTES];
    struct span key = {bytes, fold(word, bytes)};
    if (node || key.n == 0)
        return node;
    node = arena_alloc(&d->arena, sizeof *node);
    node->key = arena_copy(&d->arena, key);
    struct node **bucket = &d->buckets[bucket_of(key)];
    node->next = *bucket;
    *bucket = node;
    return node;
}

void dictionary_add(struct dictionary *d, const struct entry *entries, size_t count)
{
    for (const struct entry *e = entries; e < entries + count; e++) {
        struct span written = span_of(e->written);
        struct node *node = find_or_add(d, written);
        struct atoms atoms = atoms_of(&d->arena, written);
        if (!node || node->nentries == SENSES_MOST || atoms.n == 0)
            continue;
        node->entries[node->nentries++] = e;
        for (size_t n = 1; n <= atoms.n; n++) {
            struct node *beginning = find_or_add(d, atoms_span(&atoms, 0, n));
            if (!beginning)
                break; /* invisible characters only */
            beginning->senses |= UINT64_C(1) << e->sense;
            beginning->goes_on |= n < atoms.n;
        }
    }
}

uint64_t dictionary_mark(const struct dictionary *d, struct atoms *atoms)
{
    uint64_t senses = 0;
    for (size_t i = 0; i < atoms->n; i++) {
        if (atoms->list[i].kind == ATOM_SPACE)
            continue;
        atoms->list[i].node = find(d, atoms_span(atoms, i, i + 1));
        senses |= atoms->list[i].node ? atoms->list[i].node->senses : 0;
    }
    return senses;
}

static bool case_fits(const struct entry *e, struct span text)
{
    size_t length;
    if (e->flags & ENTRY_EXACT)
        return span_is(text, e->written);
    return !(e->flags & ENTRY_CAPITAL) || code_is_upper(utf8_at(text, 0, &length));
}

static const struct entry *entry_of(const struct node *node, struct span text, enum sense sense)
{
    for (size_t i = 0; node && i < node->nentries; i++)
        if (node->entries[i]->sense == sense && case_fits(node->entries[i], text))
            return node->entries[i];
    return NULL;
}

const struct entry *dictionary_find(const struct dictionary *d, const struct atoms *atoms, size_t i,
                                    enum sense sense, size_t *next)
{
    const struct node *node = atoms->list[i].node;
    const struct entry *longest = NULL;
    for (size_t n = 1; node && (node->senses & UINT64_C(1) << sense); n++) {
        const struct entry *e = entry_of(node, atoms_span(atoms, i, i + n), sense);
        if (e) {
            longest = e;
            *next = i + n;
        }
        if (!node->goes_on || i + n >= atoms->n)
            break;
        node = find(d, atoms_span(atoms, i, i + n + 1));
    }
    return longest;
}

const struct entry *dictionary_get(const struct dictionary *d, struct span word, enum sense sense)
{
    return word.n ? entry_of(find(d, word), word, sense) : NULL;
}
