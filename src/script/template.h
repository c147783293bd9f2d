/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a record says: words as they stand, {n} field n in its own way, {n:format} in a format of format.c,
 * and [ ... ] only when the fields named inside are there. Punctuation characters go to the word before. */
#ifndef SCRIPT_TEMPLATE_H
#define SCRIPT_TEMPLATE_H

#include "script/element.h"

struct speaker {
    const struct scan *scan;
    const struct record *record; /* the one being said */
    struct wording *out;
};

typedef void format_fn(struct speaker *s, size_t field);

/* NULL if there is none of that name. */
format_fn *format_named(struct span name);

/* Error CONFIG: malformed, an unknown format, or a field the pattern has not. */
bool template_check(const struct rule_text *text, size_t nfields, struct error *err);
void template_say(struct speaker *s, const char *template);

/* lexeme.c: the longest entry of the lexicons at atom i that ends at or before 'end', and the atom behind it;
 * NULL if there is none. */
const struct lexeme *lexeme_at(const struct scan *scan, size_t i, size_t end, size_t *next);
/* Its words speak the source that is set; 'possessive': the last of them takes an 's. */
void lexeme_say(struct speaker *s, const struct lexeme *lexeme, bool possessive);
/* The atom behind an 's that stands at 'to', else 'to'. */
size_t possessive_end(const struct atoms *atoms, size_t to);

/* word.c: atoms [from, to) as ordinary text: words, acronyms, marks; for what no rule knows. */
void words_say(struct speaker *s, size_t from, size_t to);
/* One atom; *next is the one behind what was said (an apostrophe and its ending go with their word). */
void word_say(struct speaker *s, size_t i, size_t *next);
/* Letter by letter, as the engine says them best: W H O becomes W.H.O */
void letters_say(struct wording *out, struct span letters, const char *ending);
/* Number words of digits, by the language. */
void cardinal_say(struct speaker *s, struct span digits);
void digits_say(struct speaker *s, struct span digits);

#endif
