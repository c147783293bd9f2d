/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences to spoken words: scan, choose the longest record at each place, say it. */
#ifndef SCRIPT_SPEAKER_H
#define SCRIPT_SPEAKER_H

#include "script/lexicon.h"
#include "script/template.h"

enum { LEXICON_AUTHOR, LEXICON_STANDING, TONGUE_LEXICONS };

/* Of each group (pattern.h) its rules, in their order; NULL at the end. */
struct rule_index {
    const struct rule **of_group[RULE_GROUPS];
};

/* A language made ready: its dictionary filled, its rules compiled. */
struct tongue {
    const struct language *language;
    struct dictionary *dictionary;
    const struct rule_index *rules;
    int emoji; /* enum emoji_policy; the caller sets it */
    /* Where two have an entry of the same length, the first wins; NULL: none. */
    const struct lexicon *lexicons[TONGUE_LEXICONS];
    bool inside_alias;                   /* the text is an alias: no alias is taken in it */
    const struct homographs *homographs; /* NULL: none */
};

/* What does not live in the dictionary lives in the arena. Error CONFIG. */
bool tongue_init(struct tongue *t, struct arena *a, const struct language *language, struct error *err);
void tongue_finish(struct tongue *t);

/* lexeme.c: the words from 'first' on that the lexicons have phonemes for, wherever the words come from. */
void words_pronounce(const struct tongue *t, struct wording *words, size_t first);
/* Adds the words of text[from, to) to the wording; their source spans are offsets into text. 'memory' is the
 * post's. */
void sentence_say(const struct tongue *t, const struct memory *memory, struct span text, size_t from,
                  size_t to, struct wording *out);
/* The same of a program's text (program.h). */
void code_say(const struct tongue *t, const struct memory *memory, struct span text, size_t from, size_t to,
              struct wording *out);

#endif
