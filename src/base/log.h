/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line a message on standard error: text, or a JSON object. Levels: ERROR somebody must act; WARN
 * something was lost or worked around; INFO a job or a request began or ended; DEBUG steps inside one. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stdbool.h>
#include <stddef.h>

enum log_level { LOG_LEVEL_ERROR, LOG_LEVEL_WARN, LOG_LEVEL_INFO, LOG_LEVEL_DEBUG };
enum log_format { LOG_FORMAT_TEXT, LOG_FORMAT_JSON }; /* in the order of the setting's words */

/* At any time, from any thread. WARN and text until then. */
void log_set_level(enum log_level level);
/* "error", "warn", "info", "debug"; false: none of them. */
bool log_level_named(const char *name, enum log_level *out);
void log_set_format(enum log_format format);
enum log_format log_format(void);
bool log_enabled(enum log_level level);

void log_line(enum log_level level, const char *format, ...) __attribute__((format(printf, 2, 3)));

struct log_field {
    const char *name;
    const char *text; /* NULL: the number counts */
    double number;
    int decimals;
};

/* A message with members of its own: "message name=value ..." as text. */
void log_event(enum log_level level, const char *message, const struct log_field *fields, size_t nfields);

#define log_error(...) log_line(LOG_LEVEL_ERROR, __VA_ARGS__)
#define log_warn(...) log_line(LOG_LEVEL_WARN, __VA_ARGS__)
#define log_info(...) log_line(LOG_LEVEL_INFO, __VA_ARGS__)
#define log_debug(...) log_line(LOG_LEVEL_DEBUG, __VA_ARGS__)

#endif
