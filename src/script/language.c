/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/language.h"

#include "script/en/english.h"

#define INNER(text) {text, ABBREVIATION_INNER},
#define NUMBER(text) {text, ABBREVIATION_NUMBER},
#define OUTER(text) {text, ABBREVIATION_OUTER},
#define PLAIN(name, tag, dot, minus_word, ...) STOPPED(name, tag, dot, NULL, minus_word, __VA_ARGS__)
#define STOPPED(name, tag, dot, marks, minus_word, ...)                                                      \
    static const struct splitting name##_splitting = {.abbreviations = name##_abbreviations,                 \
                                                      .nabbreviations = COUNT_OF(name##_abbreviations),      \
                                                      .starters = name##_starters,                           \
                                                      .ordinal_dot = dot,                                    \
                                                      .terminators = marks};                                 \
    static const struct announcements name##_announcements = {__VA_ARGS__};                                  \
    static const struct language name = {.code = tag,                                                        \
                                         .splitting = &name##_splitting,                                     \
                                         .announcements = &name##_announcements,                             \
                                         .minus = minus_word};
#include "script/languages.def"

/* The general one is the last. */
static const struct language *const languages[] = {&english, &de, &es, &fr, &it, &pt,     &pl,
                                                   &nl,      &ru, &da, &kk, &hy, &general};

static bool primary_is(struct span tag, const char *code)
{
    size_t n = 0;
    while (n < tag.n && tag.p[n] != '-' && tag.p[n] != '_')
        n++;
    return span_is_nocase(span_slice(tag, 0, n), code);
}

const struct language *language_for(struct span tag)
{
    for (size_t i = 0; i + 1 < COUNT_OF(languages); i++)
        if (primary_is(tag, languages[i]->code))
            return languages[i];
    return &general;
}

size_t language_count(void)
{
    return COUNT_OF(languages);
}

const struct language *language_at(size_t index)
{
    return languages[index];
}
