/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/date_token.h"

#include "article/month.h"

enum { GAP_BYTES_MAX = 3, VALUE_MAX = 100000000, NEAR_TOKENS = 3 };

/* The value of a decimal digit as Latin, Arabic, Persian and Hindi write it; -1: it is none. */
static int digit_value(uint32_t code)
{
    static const uint32_t zeros[] = {'0', 0x660, 0x6F0, 0x966};
    for (size_t i = 0; i < COUNT_OF(zeros); i++)
        if (code >= zeros[i] && code <= zeros[i] + 9)
            return (int)(code - zeros[i]);
    return -1;
}

const struct token *token_at(const struct tokens *t, size_t i)
{
    static const struct token none = {0};
    return i < t->n ? &t->token[i] : &none;
}

struct span token_text(const struct tokens *t, size_t i)
{
    return span_slice(t->text, token_at(t, i)->from, token_at(t, i)->to);
}

static bool in_word(uint32_t code)
{
    return code_is_letter(code) || code_is_mark(code);
}

static size_t word_end(struct span text, size_t at)
{
    size_t length;
    for (bool small = false; at < text.n; at += length) {
        uint32_t code = utf8_at(text, at, &length);
        if (!in_word(code) || (small && code_is_upper(code)))
            break;
        small = code_is_lower(code);
    }
    return at;
}

/* Only a word near a day's or a year's number is looked up: most words of most lines are not. */
static void find_months(struct arena *a, struct tokens *t)
{
    for (size_t i = 0; i < t->n; i++) {
        bool near = false;
        for (size_t k = i > NEAR_TOKENS ? i - NEAR_TOKENS : 0; k <= i + 2 && k < t->n; k++)
            near = near || (t->token[k].digits && t->token[k].digits <= 4);
        if (near && !t->token[i].digits)
            t->token[i].month = month_of(a, token_text(t, i));
    }
}

void tokenize(struct arena *a, struct span text, struct tokens *out)
{
    out->text = text;
    out->n = 0;
    size_t length;
    for (size_t at = 0; at < text.n && out->n < DATE_TOKENS_MAX;) {
        uint32_t code = utf8_at(text, at, &length);
        struct token t = {.from = at, .to = at};
        for (int digit; (digit = digit_value(code)) >= 0; t.digits++) {
            t.value = t.value < VALUE_MAX ? t.value * 10 + digit : VALUE_MAX;
            t.to += length;
            code = t.to < text.n ? utf8_at(text, t.to, &length) : 0;
        }
        if (!t.digits)
            t.to = word_end(text, at);
        if (t.to > at)
            out->token[out->n++] = t;
        utf8_at(text, at, &length);
        at = t.to > at ? t.to : at + length;
    }
    find_months(a, out);
}

struct span token_gap(const struct tokens *t, size_t i)
{
    return i > 0 && i < t->n ? span_slice(t->text, t->token[i - 1].to, t->token[i].from) : (struct span){0};
}

bool token_joined(const struct tokens *t, size_t i)
{
    struct span gap = token_gap(t, i);
    return i < t->n && gap.n <= GAP_BYTES_MAX && span_find(gap, "|") == gap.n && span_find(gap, ":") == gap.n;
}

bool token_is_year(const struct token *t)
{
    return t->digits == 4;
}

bool token_is_small(const struct token *t)
{
    return t->digits == 1 || t->digits == 2;
}

int count_digits(struct span text, int most)
{
    int digits = 0;
    size_t length;
    for (size_t at = 0; at < text.n && digits < most; at += length)
        digits += digit_value(utf8_at(text, at, &length)) >= 0;
    return digits;
}
