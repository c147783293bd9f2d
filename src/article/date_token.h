/* SPDX-License-Identifier: GPL-3.0-or-later */
/* date_token: the numbers and words of a line that may hold a day. */
#ifndef ARTICLE_DATE_TOKEN_H
#define ARTICLE_DATE_TOKEN_H

#include "base/base.h"

enum { DATE_TOKENS_MAX = 128 };

struct token {
    size_t from, to; /* bytes */
    int value;       /* of a number, at most 100,000,000 */
    int digits;      /* 0: a word */
    int month;       /* of a word near a number, 1 to 12; 0: none */
};

struct tokens {
    struct span text;
    struct token token[DATE_TOKENS_MAX];
    size_t n;
};

/* Cuts the text, whose bytes must outlive *out. Digits are those of Latin, Arabic, Persian and Hindi; a
 * capital behind a small letter begins a word, since elements that a style sheet parts run together in the
 * text. */
void tokenize(struct arena *a, struct span text, struct tokens *out);
/* An empty word beyond the last one. */
const struct token *token_at(const struct tokens *t, size_t i);
struct span token_text(const struct tokens *t, size_t i);
/* What stands between token i and the one before; empty for the first. */
struct span token_gap(const struct tokens *t, size_t i);
/* Nothing but a little punctuation and space before token i? */
bool token_joined(const struct tokens *t, size_t i);
bool token_is_year(const struct token *t);
/* A number of one or two digits? */
bool token_is_small(const struct token *t);
/* Digits in the text, counted up to 'most'. */
int count_digits(struct span text, int most);

#endif
