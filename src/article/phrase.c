/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/phrase.h"

#include <string.h>

enum { LINE_BYTES_MAX = 400, START_BYTES_MAX = 160, LEAD_BYTES_MAX = 240, STAMP_BYTES_MAX = 80 };

static const double ALL_LINK = 0.8;

static const struct phrase {
    const char *words;
    size_t n;
    enum phrase_how how;
    const char *reason;
} phrases[] = {
#define PHRASE(words, how, reason) {words, sizeof(words) - 1, PHRASE_##how, reason},
#include "article/phrase.def"
#undef PHRASE
};

static bool counts(uint32_t code)
{
    return code_is_letter(code) || code_is_digit(code) || code == 0xA9;
}

/* Lower case, straight apostrophes, without what is neither letter nor digit at both ends. */
static struct span plain(struct arena *a, struct span text)
{
    size_t length;
    while (text.n && !counts(utf8_at(text, 0, &length)))
        text = span_slice(text, length, text.n);
    while (text.n && !counts(utf8_before(text, text.n, &length)))
        text = span_slice(text, 0, text.n - length);
    struct span lower = utf8_lower(a, text);
    if (!lower.n || !memchr(lower.p, 0xE2, lower.n)) /* where curly apostrophes begin */
        return lower;
    struct buf out = BUF_EMPTY;
    for (size_t at = 0; at < lower.n; at += length) {
        uint32_t code = utf8_at(lower, at, &length);
        buf_add_code(&out, code == 0x2019 || code == 0x2018 ? '\'' : code);
    }
    struct span copy = arena_copy(a, buf_span(&out));
    buf_finish(&out);
    return copy;
}

/* Does what follows the words at a lead show that the line leads elsewhere? */
static bool leads(struct span rest, double link_share)
{
    if (rest.n == 0 || link_share >= ALL_LINK)
        return true;
    rest = span_trim(rest);
    return rest.n && memchr(":|>", rest.p[0], 3) != NULL;
}

/* Mostly a date or a time: at least three digits, and one in six characters. */
static bool is_stamp(struct span rest)
{
    size_t digits = 0, all = 0, length;
    for (size_t at = 0; at < rest.n; at += length) {
        uint32_t code = utf8_at(rest, at, &length);
        digits += code_is_digit(code);
        all += code_is_digit(code) || code_is_letter(code);
    }
    return digits >= 3 && digits * 6 >= all;
}

static bool matches(const struct phrase *phrase, struct span line, double link_share)
{
    if (phrase->how == PHRASE_INSIDE)
        return memmem(line.p, line.n, phrase->words, phrase->n) != NULL;
    bool open = phrase->words[phrase->n - 1] == '*';
    size_t n = phrase->n - open, length;
    if (n > line.n || memcmp(phrase->words, line.p, n) != 0)
        return false;
    struct span rest = span_slice(line, n, line.n);
    if (rest.n && counts(utf8_at(rest, 0, &length)))
        return false;
    switch (phrase->how) {
    case PHRASE_LEAD:
        return line.n <= LEAD_BYTES_MAX && leads(rest, link_share);
    case PHRASE_START:
        return line.n <= START_BYTES_MAX;
    case PHRASE_STAMP:
        return line.n <= STAMP_BYTES_MAX && is_stamp(rest);
    default:
        return rest.n == 0 || open;
    }
}

const char *phrase_find(struct arena *a, struct span text, double link_share, unsigned hows)
{
    if (text.n > LINE_BYTES_MAX)
        return NULL;
    struct span line = plain(a, text);
    for (size_t i = 0; i < COUNT_OF(phrases) && line.n; i++) {
        const struct phrase *phrase = &phrases[i];
        bool begins = phrase->words[0] == line.p[0] || phrase->how == PHRASE_INSIDE;
        if (phrase->how & hows && begins && matches(phrase, line, link_share))
            return phrase->reason;
    }
    return NULL;
}
