/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/credit.h"

#include "article/line.h"

enum { CAPTION_BYTES_MAX = 300, CREDIT_BYTES_MAX = 80 };

static const char *const words[] = {
    "image",  "images",   "photo",      "photos",   "picture",    "pictures", "pic",      "credit", "file",
    "getty",  "ap photo", "photograph", "courtesy", "screenshot", "bild",     "foto",     "fotos",  "quelle",
    "crédit", "fuente",   "imagen",     "imagem",   "zdjęcie",    "фото",     "reuters/", "afp/",
};

/* The last bracket of the text, that opens with '(' or '['; text.n if it does not end in one. */
static size_t bracket(struct span text)
{
    char open = span_ends(text, ")") ? '(' : span_ends(text, "]") ? '[' : '\0';
    size_t at = text.n;
    while (open && at > 0 && text.n - at < CREDIT_BYTES_MAX && text.p[at - 1] != open)
        at--;
    return open && at > 0 && text.p[at - 1] == open ? at : text.n;
}

/* The last words of the text, behind a bar or a full stop; text.n if they are a sentence themselves. */
static size_t last_words(struct span text)
{
    size_t at = text.n;
    if (text.n < 2 || text_ends_sentence(text))
        return text.n;
    for (; at > 2 && text.n - at < CREDIT_BYTES_MAX; at--)
        if (text.p[at - 1] == ' ' && (text.p[at - 2] == '.' || text.p[at - 2] == '|'))
            return at;
    return text.n;
}

/* "Image: Ann Lee", "Photo by Ann Lee", "AFP/Getty": who made a picture? */
static bool is_credit(struct span text)
{
    size_t length;
    for (size_t i = 0; i < COUNT_OF(words) && text.n; i++) {
        size_t n = span_of(words[i]).n;
        if (!span_starts_nocase(text, words[i]))
            continue;
        uint32_t next = utf8_at(span_slice(text, n, text.n), 0, &length);
        if (words[i][n - 1] == '/' || next == ':' || next == '/' ||
            span_starts(span_slice(text, n, text.n), " by "))
            return true;
    }
    return false;
}

bool credit_ends(struct span text)
{
    if (text.n > CAPTION_BYTES_MAX)
        return false;
    return is_credit(span_trim(span_slice(text, bracket(text), text.n))) ||
           is_credit(span_slice(text, last_words(text), text.n));
}
