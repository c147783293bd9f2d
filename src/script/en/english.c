/* SPDX-License-Identifier: GPL-3.0-or-later */
/* English: the tables. */
#include "script/en/english.h"

#include "script/emoji.h"
#include "script/en/number.h"

static const struct entry words[] = {
#define M(written, spoken, value) {SENSE_MONTH, written, spoken, NULL, value, 0},
#define MC(written, spoken, value) {SENSE_MONTH, written, spoken, NULL, value, ENTRY_CAPITAL},
#define WC(written, spoken) {SENSE_WEEKDAY, written, spoken, NULL, 0, ENTRY_CAPITAL},
#define W(sense, written, spoken) {SENSE_##sense, written, spoken, NULL, 0, 0},
#define C(written, one, many, minor) {SENSE_CURRENCY, written, one, many, minor, 0},
#define K(written, one, many, minor) {SENSE_CURCODE, written, one, many, minor, ENTRY_EXACT},
#define V(written, spoken, value) {SENSE_VULGAR, written, spoken, NULL, value, 0},
#define T(written, spoken) {SENSE_TITLE, written, spoken, NULL, 0, ENTRY_EXACT},
#define NB(written, spoken) {SENSE_NUMBEREDBARE, written, spoken, NULL, 0, ENTRY_EXACT},
#define AX(written, spoken) {SENSE_ABBREV, written, spoken, NULL, 0, ENTRY_EXACT},
#define N(written, spoken) {SENSE_NUMBERED, written, spoken, NULL, 0, 0},
#define A(written, spoken) {SENSE_ABBREV, written, spoken, NULL, 0, 0},
#define S(written, spoken) {SENSE_STREET, written, spoken, NULL, 0, ENTRY_EXACT},
#define D(written, spoken) {SENSE_DIRECTION, written, spoken, NULL, 0, ENTRY_EXACT},
#define E(written, spoken) {SENSE_STATE, written, spoken, NULL, 0, ENTRY_EXACT},
#define ED(written, spoken) {SENSE_DEGREESTATE, written, spoken, NULL, 0, ENTRY_EXACT},
#define EW(written, spoken) {SENSE_STATEWORD, written, spoken, NULL, 0, ENTRY_EXACT},
#define R(name) {SENSE_REGAL, name, name, NULL, 0, ENTRY_EXACT},
#define RW(name) {SENSE_REGALWORD, name, name, NULL, 0, ENTRY_EXACT},
#define O(sense, word) {SENSE_##sense, word, word, NULL, 0, 0},
#define H(written, spoken) {SENSE_HOST, written, spoken, NULL, 0, ENTRY_EXACT},
#define F(written, spoken) {SENSE_FILETYPE, written, spoken, NULL, 0, ENTRY_EXACT},
#define Y(written, spoken) {SENSE_SYMBOL, written, spoken, NULL, 0, 0},
#define X(written, spoken) {SENSE_FIXED, written, spoken, NULL, 0, 0},
#define DU(written, one, many) {SENSE_DURATION, written, one, many, 0, ENTRY_EXACT},
#define CN(written, one, many) {SENSE_COUNTABLE, written, one, many, 0, 0},
#define P(word) {SENSE_PLURAL, word, word, NULL, 0, 0},
#define Q(word) {SENSE_SINGULAR, word, word, NULL, 0, 0},
#include "script/en/acronyms.def"
#define EM(written, name) {SENSE_EMOJI, written, name, NULL, EMOJI_PICTURE, 0},
#define EMK(kind, written, name, meaning) {SENSE_EMOJI, written, name, meaning, EMOJI_##kind, 0},
#define FL(code, country) {SENSE_FLAG, code, "flag of " country, NULL, 0, 0},
#include "script/en/emoji.def"
#include "script/en/words.def"
};

static const struct entry units[] = {
#define L(written, one, many) {SENSE_UNIT, written, one, many, 1, ENTRY_EXACT},
#define LA(written, one, many) {SENSE_UNIT, written, one, many, 1, ENTRY_EXACT | ENTRY_ADJACENT},
#define U(written, one, many) {SENSE_UNIT, written, one, many, 0, 0},
#define UE(written, one, many) {SENSE_UNIT, written, one, many, 0, ENTRY_EXACT},
#define UA(written, one, many) {SENSE_UNIT, written, one, many, 0, ENTRY_EXACT | ENTRY_ADJACENT},
#include "script/en/units.def"
};

static const struct rule_text rules[] = {
#define RULE(class, name, pattern, template) {#class, name, pattern, template},
#include "script/en/rules.def"
#undef RULE
};

static const struct entry_table tables[] = {{words, COUNT_OF(words)}, {units, COUNT_OF(units)}};

static const struct announcements announcements = {
    .code_line = "Code block , one line .",
    .code_lines = "Code block , %s lines .",
    .table = "Table",
    .column = "one column",
    .columns = "%s columns",
    .row = "one row",
    .rows = "%s rows",
    .figure = "Figure :",
    .formula = "formula",
    .note = "note %s",
};

/* English without a region is taken for American. */
static const char *const month_first[] = {"us", "ca", "ph", "pr", "gu", "um", NULL};

const struct language english = {
    .code = "en",
    .rules = rules,
    .nrules = COUNT_OF(rules),
    .tables = tables,
    .ntables = COUNT_OF(tables),
    .numbers = &english_numbers,
    .month_first = month_first,
    .splitting = &english_splitting,
    .announcements = &announcements,
    .homographs = &english_homographs,
};
