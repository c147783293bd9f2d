/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/lead.h"

#include <string.h>

/* Bytes: no language has a preposition that long. */
enum { LEAD_CERTAIN = 6, PREFIX_BYTES_MAX = 60 };

/* What stands before names, in the languages of the player; of two that begin alike the longer one first. */
static const char leads[] =
    "this post was written by|article written by|authored by|written by|posted by|"
    "published by|reported by|contributed by|contributors|contributor|submitted by|"
    "words by|story by|text by|recipe by|created by|article by|author(s)|authors|author|"
    "writer|by|geschrieben von|verfasst von|veröffentlicht von|text von|autorin|autoren|"
    "autores|autora|autore|autorka|autor|von|escrito por|publicado por|redactado por|por|"
    "écrit par|rédigé par|publié par|auteurs|auteur|par|scritto da|a cura di|di|"
    "geschreven door|door|napisał|tekst|автор текста|автор|текст|yazan|yazar|بقلم|كتبه|"
    "بواسطة|الكاتب|מאת|נכתב על ידי|लेखक|著者|筆者|執筆者|執筆|文|作者|撰文|글쓴이|작성자|글";

struct span lead_strip(struct span text)
{
    static const char *const marks[] = {"·", "•", "–", "—", "：", "／", "|", ":", ",", "-", "/", " ", ";"};
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < COUNT_OF(marks); i++) {
            size_t n = strlen(marks[i]);
            bool first = span_starts(text, marks[i]), last = text.n >= n && span_ends(text, marks[i]);
            text = span_slice(text, first ? n : 0, !first && last ? text.n - n : text.n);
            more = more || first || last;
        }
    }
    return text;
}

static bool is_space_or_mark(char c)
{
    return c == ' ' || c == ':' || c == ',' || c == '-' || c == '|' || c == '/';
}

/* A name in an element of its own may run into "By" where only a style sheet parts the two. */
static bool runs_into_name(struct span lead, struct span rest)
{
    size_t length;
    return span_is(lead, "By") && rest.n && code_is_upper(utf8_at(rest, 0, &length));
}

static bool ends_word(struct span rest)
{
    return rest.n == 0 || is_space_or_mark(rest.p[0]) || span_starts(rest, "：") || span_starts(rest, "／");
}

size_t lead_bytes(struct arena *a, struct span text)
{
    struct span lower = utf8_lower(a, span_slice(text, 0, PREFIX_BYTES_MAX)), rest = span_of(leads), lead;
    while (span_split(&rest, '|', &lead))
        if (span_equal(span_slice(lower, 0, lead.n), lead) &&
            (ends_word(span_slice(text, lead.n, text.n)) ||
             runs_into_name(span_slice(text, 0, lead.n), span_slice(text, lead.n, text.n))))
            return lead.n;
    return 0;
}

bool lead_is_certain(struct arena *a, struct span text)
{
    return lead_bytes(a, text) >= LEAD_CERTAIN;
}

struct span lead_skip(struct arena *a, struct span text)
{
    for (size_t n; text.n && (n = lead_bytes(a, text)) > 0;)
        text = lead_strip(span_slice(text, n, text.n));
    return text;
}

bool lead_is_whole(struct span text)
{
    struct span name = lead_strip(text), rest = span_of(leads), lead;
    while (span_split(&rest, '|', &lead))
        if (span_equal_nocase(name, lead))
            return true;
    return false;
}
