/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A language is data: tables of words, rules (pattern to template), abbreviations for sentence splitting; and
 * the few functions of its number grammar. A language without rules is split into sentences and handed to the
 * engine, which reads its numbers. */
#ifndef SCRIPT_LANGUAGE_H
#define SCRIPT_LANGUAGE_H

#include "script/dictionary.h"
#include "script/homograph.h"
#include "script/wording.h"

/* RULE(class, name, pattern, template): see pattern.h and template.h. */
struct rule_text {
    const char *class, *name, *pattern, *template;
};

struct entry_table {
    const struct entry *entries;
    size_t count;
};

/* Number grammar. 'digits' holds ASCII digits only. */
struct numbers {
    void (*cardinal)(struct wording *w, struct span digits);
    void (*ordinal)(struct wording *w, struct span digits);
    void (*year)(struct wording *w, long year);
    void (*decade)(struct wording *w, long year); /* 1980: the eighties of that century */
    void (*plural)(struct wording *w);            /* of the last word: "seven thirty-seven" + s */
    /* 'mixed': behind a whole number, "and a half". */
    void (*fraction)(struct wording *w, struct span numerator, struct span denominator, bool mixed);
    void (*house)(struct wording *w, struct span digits); /* the number of a house or a flight */
    const char *const *digits;                            /* ten */
    const char *point, *minus, *plus, *per;
    const char *slash;                 /* between words */
    const char *and_last;              /* before the last of hours, minutes, seconds */
    const char *and_minor;             /* between dollars and cents */
    const char *const *powers;         /* what stands before a unit: "", "", "square", "cubic" */
    const char *const (*minors)[2];    /* by a currency's value: one cent, many cents; 0: it has none */
    const char *const (*signs)[2];     /* what characters are called in addresses: "." dot; NULL at the end */
    const char *const (*operators)[2]; /* the same in a program */
    const char *const (*marks)[2];     /* and there where nothing else stands; one or two of them */
};

enum abbreviation_kind {
    ABBREVIATION_INNER = 1, /* something always follows: Mr. */
    ABBREVIATION_NUMBER,    /* inner before a number or a numeral, else it can end a sentence: No., Jan. */
    ABBREVIATION_OUTER,     /* can end a sentence: etc., Inc., p.m. */
};

struct abbreviation {
    const char *written; /* lower case, with inner dots, without the last one */
    enum abbreviation_kind kind;
};

struct splitting {
    const struct abbreviation *abbreviations;
    size_t nabbreviations;
    const char *const *starters; /* words that begin sentences, lower case; NULL at the end */
    const char *const *zones;    /* what may follow a.m. and p.m.; NULL: nothing */
    bool ordinal_dot;            /* "3. Oktober" */
    const char *terminators;     /* ASCII marks that end sentences besides . ! ?; NULL: none */
};

/* What is announced; punctuation stands alone, "%s" is the number. A table is announced as "table , columns ,
 * rows ." */
struct announcements {
    const char *code_line, *code_lines;
    const char *table, *column, *columns, *row, *rows;
    const char *figure, *formula, *note;
};

struct language {
    const char *code; /* primary subtag */
    const struct rule_text *rules;
    size_t nrules;
    const struct entry_table *tables;
    size_t ntables;
    const struct numbers *numbers; /* NULL: left to the engine, with the signs beside them */
    const char *const
        *month_first;  /* regions that write the month before the day, lower case; NULL at the end */
    const char *minus; /* what the engine's numbers need before them; NULL: nothing known */
    const struct splitting *splitting;
    const struct announcements *announcements;
    const struct homograph_tables *homographs; /* NULL: none */
};

/* By the primary subtag; a language that has no tables gets the general one. Never NULL. */
const struct language *language_for(struct span tag);
size_t language_count(void);
const struct language *language_at(size_t index);

#endif
