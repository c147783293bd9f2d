/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"

#include <assert.h>
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/buf.h"

static const struct row {
    const char *name;
    int http_status, exit_status;
    const char *sentence;
} rows[ERROR_COUNT] = {
    [ERROR_NONE] = {"none", 200, 0, "No error."},
#define ERROR(name, http, exit_status, sentence) [ERROR_##name] = {#name, http, exit_status, sentence},
#include "base/error.def"
#undef ERROR
};

bool error_set(struct error *err, enum error_code code, const char *format, ...)
{
    if (!err)
        return false;
    err->code = code;
    va_list args;
    va_start(args, format);
    vsnprintf(err->detail, sizeof err->detail, format, args);
    va_end(args);
    return false;
}

static const struct row *row_of(enum error_code code)
{
    assert(code >= 0 && code < ERROR_COUNT);
    return &rows[code];
}

const char *error_name(enum error_code code)
{
    static _Thread_local char lower[32];
    const char *name = row_of(code)->name;
    size_t i = 0;
    for (; name[i] && i < sizeof lower - 1; i++)
        lower[i] = (char)tolower((unsigned char)name[i]);
    lower[i] = '\0';
    return lower;
}

const char *error_sentence(enum error_code code)
{
    return row_of(code)->sentence;
}

int error_http_status(enum error_code code)
{
    return row_of(code)->http_status;
}

int error_exit_status(enum error_code code)
{
    return row_of(code)->exit_status;
}

void error_document(struct buf *out)
{
    buf_add_text(out, "| name | HTTP status | exit status | sentence |\n| --- | --- | --- | --- |\n");
    for (int code = ERROR_NONE + 1; code < ERROR_COUNT; code++)
        buf_printf(out, "| `%s` | %d | %d | %s |\n", error_name((enum error_code)code),
                   rows[code].http_status, rows[code].exit_status, rows[code].sentence);
}
