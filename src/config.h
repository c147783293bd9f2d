/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one table of settings (config.def) as a struct. Later sources override earlier ones: defaults, file,
 * environment, flags. Every stage may include this; nobody keeps settings elsewhere. */
#ifndef CONFIG_H
#define CONFIG_H

#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"

/* What is done with a kind of block; the words of CHOICE rows that offer it, in the same order. */
enum policy { POLICY_SKIP, POLICY_ANNOUNCE, POLICY_READ, POLICY_COUNT };
#define POLICIES "skip|announce|read"
enum emoji_policy { EMOJI_AUTO, EMOJI_DROP, EMOJI_NAME };

struct config {
#define NUMBER(name, standard, least, most, unit, help) int64_t name;
#define TEXT(name, standard, help) char *name; /* owned, never NULL */
#define FLAG(name, standard, help) bool name;
#define CHOICE(name, standard, words, help) int name; /* index of the word */
#include "config.def"
#undef NUMBER
#undef TEXT
#undef FLAG
#undef CHOICE
};

enum config_kind { CONFIG_NUMBER, CONFIG_TEXT, CONFIG_FLAG, CONFIG_CHOICE };

struct config_row {
    const char *name;
    enum config_kind kind;
    size_t offset; /* in struct config */
    const char *standard;
    int64_t least, most;
    const char *unit, *help; /* unit of a choice: its words, divided by '|' */
};

extern const struct config_row config_rows[];
extern const size_t config_nrows;

void config_init(struct config *c); /* the defaults */
void config_finish(struct config *c);
void config_copy(struct config *to, const struct config *from);

bool config_same(const struct config *a, const struct config *b, const struct config_row *row);
void config_take(struct config *to, const struct config *from,
                 const struct config_row *row); /* copies one value */

/* The row of that name; dashes and underscores are alike. NULL if there is none. */
const struct config_row *config_find(struct span name);
/* Error CONFIG: not a number, out of range, not yes/no, none of the words. */
bool config_set(struct config *c, const struct config_row *row, struct span value, struct error *err);
/* Lines 'name = value', '#' begins a comment, blank lines are skipped. Errors: CONFIG with file and line. */
bool config_read_file(struct config *c, const char *path, struct error *err);
/* The same, but reads on behind a wrong line and appends 'FILE:LINE: what is wrong' as a line to *wrong.
 * Errors: those of file_read. */
bool config_check_file(struct config *c, const char *path, struct buf *wrong, struct error *err);
/* LISTENPOST_NAME for every row. Error CONFIG. */
bool config_read_environment(struct config *c, struct error *err);
/* The rows as Markdown, the text of docs/configuration.md. */
void config_document(struct buf *out);

/* Finds a file or folder of the program's data ("voices", "web-widget/listen-post.js"): in data_dir if set,
 * else beside the program (../share/listenpost), else where it was installed, else in the source tree it was
 * built from. Appends the path to *out. Error INPUT_MISSING says where was looked. */
bool config_data_path(const struct config *c, const char *name, struct buf *out, struct error *err);
/* cache_dir, or the default one for this user. */
void config_cache_path(const struct config *c, struct buf *out);

#endif
