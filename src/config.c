/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <ctype.h>
#include <errno.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

const struct config_row config_rows[] = {
#define NUMBER(name, standard, least, most, unit, help)                                                      \
    {#name, CONFIG_NUMBER, offsetof(struct config, name), #standard, least, most, unit, help},
#define TEXT(name, standard, help)                                                                           \
    {#name, CONFIG_TEXT, offsetof(struct config, name), standard, 0, 0, "", help},
#define FLAG(name, standard, help)                                                                           \
    {#name, CONFIG_FLAG, offsetof(struct config, name), standard ? "yes" : "no", 0, 0, "", help},
#define CHOICE(name, standard, words, help)                                                                  \
    {#name, CONFIG_CHOICE, offsetof(struct config, name), standard, 0, 0, words, help},
#include "config.def"
#undef NUMBER
#undef TEXT
#undef FLAG
#undef CHOICE
};
const size_t config_nrows = sizeof config_rows / sizeof config_rows[0];

/* A file of settings is small; a large one is a mistake. */
enum { CONFIG_FILE_BYTES = 1 << 20 };

static void *field(struct config *c, const struct config_row *row)
{
    return (char *)c + row->offset;
}

static void set_text(struct config *c, const struct config_row *row, struct span value)
{
    char **text = field(c, row);
    free(*text);
    *text = strndup(value.p, value.n);
}

void config_init(struct config *c)
{
    memset(c, 0, sizeof *c);
    for (size_t i = 0; i < config_nrows; i++)
        config_set(c, &config_rows[i], span_of(config_rows[i].standard), NULL);
}

void config_finish(struct config *c)
{
    for (size_t i = 0; i < config_nrows; i++)
        if (config_rows[i].kind == CONFIG_TEXT)
            free(*(char **)field(c, &config_rows[i]));
    memset(c, 0, sizeof *c);
}

void config_copy(struct config *to, const struct config *from)
{
    *to = *from;
    for (size_t i = 0; i < config_nrows; i++)
        if (config_rows[i].kind == CONFIG_TEXT) {
            char **text = field(to, &config_rows[i]);
            *text = strdup(*text);
        }
}

static size_t value_bytes(const struct config_row *row)
{
    return row->kind == CONFIG_NUMBER ? sizeof(int64_t)
           : row->kind == CONFIG_FLAG ? sizeof(bool)
                                      : sizeof(int);
}

bool config_same(const struct config *a, const struct config *b, const struct config_row *row)
{
    const char *x = (const char *)a + row->offset, *y = (const char *)b + row->offset;
    if (row->kind == CONFIG_TEXT)
        return strcmp(*(char *const *)x, *(char *const *)y) == 0;
    return memcmp(x, y, value_bytes(row)) == 0;
}

void config_take(struct config *to, const struct config *from, const struct config_row *row)
{
    const char *value = (const char *)from + row->offset;
    if (row->kind == CONFIG_TEXT)
        set_text(to, row, span_of(*(char *const *)value));
    else
        memcpy(field(to, row), value, value_bytes(row));
}

const struct config_row *config_find(struct span name)
{
    for (size_t i = 0; i < config_nrows; i++) {
        const char *row = config_rows[i].name;
        size_t k = 0;
        while (k < name.n && row[k] && (row[k] == name.p[k] || (row[k] == '_' && name.p[k] == '-')))
            k++;
        if (k == name.n && !row[k])
            return &config_rows[i];
    }
    return NULL;
}

static bool set_number(struct config *c, const struct config_row *row, struct span value, struct error *err)
{
    char digits[32] = "", *end = digits;
    if (value.n < sizeof digits)
        memcpy(digits, value.p, value.n);
    errno = 0;
    long long number = strtoll(digits, &end, 10);
    if (end == digits || *end || errno || number < row->least || number > row->most)
        return error_set(err, ERROR_CONFIG, "%s: give a number from %lld to %lld (%s), not '%.*s'", row->name,
                         (long long)row->least, (long long)row->most, row->unit, (int)value.n, value.p);
    *(int64_t *)field(c, row) = number;
    return true;
}

static bool set_flag(struct config *c, const struct config_row *row, struct span value, struct error *err)
{
    bool yes = span_is_nocase(value, "yes") || span_is_nocase(value, "true") || span_is(value, "1");
    bool no = span_is_nocase(value, "no") || span_is_nocase(value, "false") || span_is(value, "0");
    if (!yes && !no)
        return error_set(err, ERROR_CONFIG, "%s: give yes or no, not '%.*s'", row->name, (int)value.n,
                         value.p);
    *(bool *)field(c, row) = yes;
    return true;
}

static bool set_choice(struct config *c, const struct config_row *row, struct span value, struct error *err)
{
    struct span rest = span_of(row->unit), word;
    for (int i = 0; span_split(&rest, '|', &word); i++)
        if (span_equal_nocase(word, value)) {
            *(int *)field(c, row) = i;
            return true;
        }
    return error_set(err, ERROR_CONFIG, "%s: give one of %s, not '%.*s'", row->name, row->unit,
                     value.n < 80 ? (int)value.n : 80, value.p);
}

bool config_set(struct config *c, const struct config_row *row, struct span value, struct error *err)
{
    value = span_trim(value);
    if (row->kind == CONFIG_NUMBER)
        return set_number(c, row, value, err);
    if (row->kind == CONFIG_FLAG)
        return set_flag(c, row, value, err);
    if (row->kind == CONFIG_CHOICE)
        return set_choice(c, row, value, err);
    set_text(c, row, value);
    return true;
}

static bool read_line(struct config *c, struct span line, struct error *err)
{
    line = span_trim(line);
    if (line.n == 0 || line.p[0] == '#')
        return true;
    size_t equals = span_find_byte(line, '=');
    struct span name = span_trim(span_slice(line, 0, equals));
    const struct config_row *row = config_find(name);
    if (equals == line.n)
        return error_set(err, ERROR_CONFIG, "write 'name = value', not '%.*s'", (int)name.n, name.p);
    if (!row)
        return error_set(err, ERROR_CONFIG, "there is no setting '%.*s'", (int)name.n, name.p);
    return config_set(c, row, span_slice(line, equals + 1, line.n), err);
}

/* wrong: NULL to stop at the first wrong line. */
static bool read_file(struct config *c, const char *path, struct buf *wrong, struct error *err)
{
    struct buf text = BUF_EMPTY;
    bool ok = file_read(path, CONFIG_FILE_BYTES, &text, err);
    struct span rest = buf_span(&text), line;
    for (int number = 1; ok && span_line(&rest, &line); number++) {
        struct error inner = {0};
        if (read_line(c, line, &inner))
            continue;
        if (wrong)
            buf_printf(wrong, "%s:%d: %s\n", path, number, inner.detail);
        else
            ok = error_set(err, ERROR_CONFIG, "%s:%d: %.160s", path, number, inner.detail);
    }
    buf_finish(&text);
    return ok;
}

bool config_read_file(struct config *c, const char *path, struct error *err)
{
    return read_file(c, path, NULL, err);
}

bool config_check_file(struct config *c, const char *path, struct buf *wrong, struct error *err)
{
    return read_file(c, path, wrong, err);
}

bool config_read_environment(struct config *c, struct error *err)
{
    for (size_t i = 0; i < config_nrows; i++) {
        char name[80];
        int n = snprintf(name, sizeof name, "LISTENPOST_%s", config_rows[i].name);
        for (int k = 0; k < n; k++)
            name[k] = (char)toupper((unsigned char)name[k]);
        const char *value = getenv(name);
        if (value && !config_set(c, &config_rows[i], span_of(value), err))
            return false;
    }
    return true;
}

static void document_words(struct buf *out, struct span words)
{
    const char *between = "";
    for (struct span word; span_split(&words, '|', &word); between = ", ")
        buf_printf(out, "%s%.*s", between, (int)word.n, word.p);
}

void config_document(struct buf *out)
{
    buf_add_text(out, "| setting | default | range | meaning |\n| --- | --- | --- | --- |\n");
    for (size_t i = 0; i < config_nrows; i++) {
        const struct config_row *row = &config_rows[i];
        buf_printf(out, "| `%s` | %s%s%s | ", row->name, *row->standard ? "`" : "", row->standard,
                   *row->standard ? "`" : "");
        if (row->kind == CONFIG_NUMBER)
            buf_printf(out, "%lld to %lld %s", (long long)row->least, (long long)row->most, row->unit);
        else if (row->kind == CONFIG_FLAG)
            buf_add_text(out, "yes, no");
        else if (row->kind == CONFIG_CHOICE)
            document_words(out, span_of(row->unit));
        buf_printf(out, " | %s |\n", row->help);
    }
}

static bool try_path(struct buf *out, const char *base, const char *middle, const char *name)
{
    size_t before = out->n;
    buf_printf(out, "%s%s/%s", base, middle, name);
    if (access(out->p, R_OK) == 0)
        return true;
    out->n = before;
    return false;
}

bool config_data_path(const struct config *c, const char *name, struct buf *out, struct error *err)
{
    if (*c->data_dir) {
        if (try_path(out, c->data_dir, "", name))
            return true;
        return error_set(err, ERROR_INPUT_MISSING, "%s is not in data_dir (%s)", name, c->data_dir);
    }
    char program[PATH_MAX] = "";
    ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);
    if (n > 0 && try_path(out, dirname(program), "/../share/listenpost", name))
        return true;
    if (try_path(out, LISTENPOST_INSTALLED_DATA, "", name) || try_path(out, LISTENPOST_SOURCE, "", name))
        return true;
    return error_set(err, ERROR_INPUT_MISSING, "%s: not beside the program and not in %s; set data_dir", name,
                     LISTENPOST_INSTALLED_DATA);
}

void config_cache_path(const struct config *c, struct buf *out)
{
    const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    if (*c->cache_dir)
        buf_add_text(out, c->cache_dir);
    else if (cache && *cache)
        buf_printf(out, "%s/listenpost", cache);
    else
        buf_printf(out, "%s/.cache/listenpost", home && *home ? home : "/var");
}
