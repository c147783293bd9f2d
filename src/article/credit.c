/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/credit.h"

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

bool credit_ends(struct span text)
{
    size_t at = text.n <= CAPTION_BYTES_MAX ? bracket(text) : text.n, length;
    struct span inner = span_trim(span_slice(text, at, text.n));
    for (size_t i = 0; i < COUNT_OF(words) && inner.n; i++) {
        size_t n = span_of(words[i]).n;
        if (!span_starts_nocase(inner, words[i]))
            continue;
        uint32_t next = utf8_at(span_slice(inner, n, inner.n), 0, &length);
        if (words[i][n - 1] == '/' || next == ':' || next == '/' ||
            span_starts(span_slice(inner, n, inner.n), " by "))
            return true;
    }
    return false;
}
