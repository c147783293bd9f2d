/* SPDX-License-Identifier: GPL-3.0-or-later */
/* English: words written alike and said differently. */
#include "script/en/english.h"

static const struct word_class classes[] = {
#define CLASS(name, words) {#name, words},
#include "script/en/word_classes.def"
#undef CLASS
};

#define RULE(reading, pattern)                                                                               \
    {                                                                                                        \
        reading, pattern                                                                                     \
    }
#define READINGS(...)                                                                                        \
    {                                                                                                        \
        __VA_ARGS__                                                                                          \
    }
#define KIND(name, readings, ...)                                                                            \
    static const struct homograph_rule name##_rules[] = {__VA_ARGS__};                                       \
    static const struct homograph_kind name##_kind = {READINGS readings, name##_rules,                       \
                                                      COUNT_OF(name##_rules)};
#include "script/en/homograph_kinds.def"

static const struct homograph homographs[] = {
#define HOMOGRAPH(kind, word, ...) {word, &kind##_kind, {__VA_ARGS__}},
#include "script/en/homographs.def"
};

const struct homograph_tables english_homographs = {
    classes, COUNT_OF(classes), homographs, COUNT_OF(homographs), {"MISLEADING_FIRST", "MISLEADING_SECOND"}};
