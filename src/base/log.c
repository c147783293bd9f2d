/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/log.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/json.h"

static const char *const names[] = {"error", "warn", "info", "debug"};

static atomic_int threshold = LOG_LEVEL_WARN, shape = LOG_FORMAT_TEXT;

void log_set_level(enum log_level level)
{
    atomic_store(&threshold, (int)level);
}

bool log_level_named(const char *name, enum log_level *out)
{
    for (int i = 0; i <= LOG_LEVEL_DEBUG; i++)
        if (strcmp(names[i], name) == 0) {
            *out = (enum log_level)i;
            return true;
        }
    return false;
}

void log_set_format(enum log_format format)
{
    atomic_store(&shape, (int)format);
}

enum log_format log_format(void)
{
    return (enum log_format)atomic_load_explicit(&shape, memory_order_relaxed);
}

bool log_enabled(enum log_level level)
{
    return (int)level <= atomic_load_explicit(&threshold, memory_order_relaxed);
}

static void tell_time(char time[40])
{
    struct timespec now;
    struct tm utc;
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &utc);
    size_t n = strftime(time, 40, "%Y-%m-%dT%H:%M:%S", &utc);
    snprintf(time + n, 40 - n, ".%03ldZ", now.tv_nsec / 1000000);
}

/* Control bytes in a message (they can come from a page or a request) must not forge or break lines. */
static void defuse(char *line)
{
    for (; *line; line++)
        if ((unsigned char)*line < 0x20 || *line == 0x7f)
            *line = '?';
}

static void print_text(enum log_level level, const char *message, const struct log_field *fields,
                       size_t nfields, struct buf *out)
{
    char time[40];
    tell_time(time);
    buf_printf(out, "%s %s %s", time, names[level], message);
    for (size_t i = 0; i < nfields; i++) {
        const struct log_field *f = &fields[i];
        if (f->text)
            buf_printf(out, " %s=%s", f->name, f->text);
        else
            buf_printf(out, " %s=%.*f", f->name, f->decimals, f->number);
    }
    defuse(out->p);
}

static void print_json(enum log_level level, const char *message, const struct log_field *fields,
                       size_t nfields, struct buf *out)
{
    char time[40];
    struct json j = json_to(out);
    tell_time(time);
    json_open(&j, '{');
    json_field_text(&j, "time", span_of(time));
    json_field_text(&j, "level", span_of(names[level]));
    json_field_text(&j, "message", span_of(message));
    for (size_t i = 0; i < nfields; i++) {
        const struct log_field *f = &fields[i];
        json_key(&j, f->name);
        if (f->text)
            json_add_text(&j, span_of(f->text));
        else
            json_add_real(&j, f->number, f->decimals);
    }
    json_close(&j, '}');
}

void log_event(enum log_level level, const char *message, const struct log_field *fields, size_t nfields)
{
    if (!log_enabled(level))
        return;
    struct buf line = BUF_EMPTY;
    (log_format() == LOG_FORMAT_JSON ? print_json : print_text)(level, message, fields, nfields, &line);
    buf_add_byte(&line, '\n');
    file_write_all(STDERR_FILENO, line.p, line.n); /* at once, so that lines of two processes do not mix */
    buf_finish(&line);
}

void log_line(enum log_level level, const char *format, ...)
{
    char message[1024];
    if (!log_enabled(level))
        return;
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    log_event(level, message, NULL, 0);
}
