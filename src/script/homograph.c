/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/homograph.h"

#include <string.h>

#include "script/homograph_table.h"

/* Words before those to be decided on that patterns may see. */
enum { LOOK_BACK = 32 };

/* A spoken word as patterns see it: as it was written, not the phonemes it may have got since. */
struct seen {
    const struct known_word *known;
    uint64_t classes;
    char after;
};

struct sentence {
    const struct seen *words;
    size_t n;
    const uint64_t *misleading; /* classes, by reading */
};

static bool ends_sentence(char after)
{
    return after && strchr(".?!:;", after);
}

static bool element_matches(const struct context_element *e, const struct seen *word)
{
    bool matches = (word->classes & e->classes) != 0;
    for (size_t i = 0; !matches && word->known && i < e->nwords; i++)
        matches = word->known->number == e->words[i];
    return matches != e->negated;
}

/* Punctuation between word i and its neighbour at this side; '.' at the ends of the text. */
static char between(const struct sentence *s, size_t i, int step)
{
    if (step < 0)
        return i == 0 ? '.' : s->words[i - 1].after;
    return i + 1 == s->n ? '.' : s->words[i].after;
}

/* The elements from k on, outwards from word i. */
static bool side_matches(const struct sentence *s, const struct side *side, size_t k, size_t i, int step)
{
    if (k == side->n)
        return true;
    const struct context_element *e = &side->elements[k];
    char mark = between(s, i, step);
    switch (e->kind) {
    case ELEMENT_CLAUSE:
        return mark != 0;
    case ELEMENT_SENTENCE:
        return ends_sentence(mark);
    case ELEMENT_GAP:
        for (size_t skipped = 0;; skipped++, i = i + (size_t)step, mark = between(s, i, step)) {
            /* What follows a gap may stand behind a comma. */
            if (ends_sentence(mark) || skipped > HOMOGRAPH_GAP)
                return false;
            if (k + 1 < side->n && element_matches(&side->elements[k + 1], &s->words[i + (size_t)step]) &&
                side_matches(s, side, k + 2, i + (size_t)step, step))
                return true;
        }
    case ELEMENT_WORD:
        break;
    }
    bool here = !mark && element_matches(e, &s->words[i + (size_t)step]);
    return (here && side_matches(s, side, k + 1, i + (size_t)step, step)) ||
           (e->optional && side_matches(s, side, k + 1, i, step));
}

static bool is_near(const struct sentence *s, const struct context_element *e, size_t i)
{
    for (int step = -1; step <= 1; step += 2)
        for (size_t at = i, n = 0; n < HOMOGRAPH_NEAR && !ends_sentence(between(s, at, step)); n++) {
            at += (size_t)step;
            if (element_matches(e, &s->words[at]))
                return true;
        }
    return false;
}

static bool context_matches(const struct sentence *s, const struct context *context, size_t i)
{
    for (size_t k = 0; k < context->near.n; k++)
        if (!is_near(s, &context->near.elements[k], i))
            return false;
    return side_matches(s, &context->before, 0, i, -1) && side_matches(s, &context->behind, 0, i, 1);
}

/* Would the engine take the word for another than it says by itself? */
static bool misled(const struct sentence *s, size_t i, uint64_t misleading)
{
    return (i > 0 && s->words[i - 1].classes & misleading) || (i > 1 && s->words[i - 2].classes & misleading);
}

static const struct choice *choice_for(const struct known_word *known, struct span word)
{
    const struct choice *choice = known ? known->choices : NULL;
    while (choice && choice->homograph->word[0] != word.p[0] && choice->homograph->word[0] < 'a')
        choice = choice->next;
    return choice;
}

/* Word i of the sentence is word w of the wording. */
static void decide(struct wording *wording, size_t w, const struct sentence *s, size_t i)
{
    const struct choice *choice = choice_for(s->words[i].known, wording_word(wording, w));
    for (size_t k = 0; choice && k < choice->ncontexts; k++) {
        if (!context_matches(s, &choice->contexts[k], i))
            continue;
        int reading = choice->contexts[k].reading;
        const char *phonemes = choice->homograph->phonemes[reading];
        bool by_itself = !phonemes || (phonemes[0] == '=' && !misled(s, i, s->misleading[reading]));
        if (!by_itself)
            wording_set_phonemes(wording, w, span_of(phonemes + (phonemes[0] == '=')));
        wording_explain(wording, w, CLASS_WORD, choice->rules[reading]);
        return;
    }
}

static bool has_homograph(const struct homographs *h, const struct wording *w, size_t first)
{
    for (size_t i = first; i < w->n; i++) {
        const struct known_word *known = homographs_word(h, wording_word(w, i));
        if (known && known->choices && !w->words[i].phonemes)
            return true;
    }
    return false;
}

void homographs_say(const struct homographs *h, struct wording *w, size_t first)
{
    if (!has_homograph(h, w, first))
        return;
    size_t base = first > LOOK_BACK ? first - LOOK_BACK : 0;
    struct seen *seen = arena_alloc(w->arena, (w->n - base) * sizeof *seen);
    for (size_t i = base; i < w->n; i++) {
        struct span word = wording_word(w, i);
        struct seen *at = &seen[i - base];
        at->known = homographs_word(h, word);
        at->classes = homographs_classes(h, at->known, word);
        at->after = w->words[i].after;
    }
    struct sentence s = {seen, w->n - base, h->misleading};
    for (size_t i = first; i < w->n; i++)
        if (!w->words[i].phonemes && !w->words[i].letter)
            decide(w, i, &s, i - base);
}
