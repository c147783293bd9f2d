/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words said as a lexicon has them. An alias is ordinary text and is read by the rules, but no alias is
 * looked for in it: two that name each other would have no end. */
#include "script/speaker.h"

const struct lexeme *lexeme_at(const struct scan *scan, size_t i, size_t end, size_t *next)
{
    const struct lexeme *longest = NULL;
    size_t to;
    for (size_t l = 0; l < TONGUE_LEXICONS; l++) {
        const struct lexicon *lexicon = scan->tongue->lexicons[l];
        const struct lexeme *found = lexicon ? lexicon_find(lexicon, &scan->atoms, i, end, &to) : NULL;
        if (found && !(scan->tongue->inside_alias && found->alias.n) && (!longest || to > *next)) {
            longest = found;
            *next = to;
        }
    }
    return longest;
}

size_t possessive_end(const struct atoms *atoms, size_t to)
{
    if (!atom_is_mark(atoms, to, '\'') || atom_is_wordlike(atoms, to + 2) ||
        !span_is(atoms_span(atoms, to + 1 < atoms->n ? to + 1 : to, to + 2), "s"))
        return to;
    return to + 2;
}

/* As a sentence of its own, whose words all speak the place that is set, for one reason. */
static void say_alias(struct speaker *s, struct span alias)
{
    struct tongue inside = *s->scan->tongue;
    struct wording *out = s->out;
    const struct wording outside = *out;
    inside.inside_alias = true;
    out->explains = false;
    out->nreasons = 0;
    sentence_say(&inside, s->scan->memory, alias, 0, alias.n, out);
    out->explains = outside.explains;
    out->nreasons = outside.nreasons;
    out->source_at = outside.source_at;
    out->source_bytes = outside.source_bytes;
    for (size_t i = outside.n; i < out->n; i++) {
        out->words[i].source_at = out->source_at;
        out->words[i].source_bytes = out->source_bytes;
    }
}

static void say_phonemes(struct speaker *s, struct span phonemes)
{
    struct span word;
    while (span_split(&phonemes, ' ', &word))
        wording_add_phonemes(s->out, word);
}

void lexeme_say(struct speaker *s, const struct lexeme *lexeme, bool possessive)
{
    size_t first = s->out->n;
    if (lexeme->phonemes.n)
        say_phonemes(s, lexeme->phonemes);
    else
        say_alias(s, lexeme->alias);
    if (possessive && s->out->n > first)
        wording_extend_last(s->out, "'s");
}

/* The phonemes of one word, empty if the lexicons have none. */
static struct span phonemes_of(const struct tongue *t, struct span word)
{
    for (size_t l = 0; l < TONGUE_LEXICONS; l++) {
        const struct lexeme *found =
            t->lexicons[l] && t->lexicons[l]->has_phonemes ? lexicon_find_word(t->lexicons[l], word) : NULL;
        if (found)
            return span_find_byte(found->phonemes, ' ') == found->phonemes.n ? found->phonemes : SPAN("");
    }
    return SPAN("");
}

void words_pronounce(const struct tongue *t, struct wording *words, size_t first)
{
    for (size_t i = first; i < words->n; i++) {
        struct span word = wording_word(words, i);
        if (words->words[i].phonemes || words->words[i].letter)
            continue;
        struct span phonemes = phonemes_of(t, word);
        if (phonemes.n)
            wording_set_phonemes(words, i, phonemes);
    }
}
