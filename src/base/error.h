/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One table of errors (error.def): name, HTTP status, exit status, public sentence. A function that can fail
 * takes 'struct error *' last, fills it and returns false. The detail is private: it goes to the log and to
 * the author's own terminal, never into an HTTP answer. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdbool.h>

struct buf;

enum error_code {
    ERROR_NONE,
#define ERROR(name, http, exit_status, sentence) ERROR_##name,
#include "base/error.def"
#undef ERROR
    ERROR_COUNT,
};

struct error {
    enum error_code code;
    char detail[240]; /* NUL-terminated; cut if longer */
};

/* Always returns false, so that 'return error_set(...)' reads well. err may be NULL. */
bool error_set(struct error *err, enum error_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

const char *error_name(enum error_code code);     /* lower case, "no_article" */
const char *error_sentence(enum error_code code); /* public */
int error_http_status(enum error_code code);
int error_exit_status(enum error_code code);
/* The table as Markdown, the text of docs/errors.md. */
void error_document(struct buf *out);

#endif
