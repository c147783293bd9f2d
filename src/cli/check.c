/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 'serve --check': everything that a start would stumble over, each thing told, and more that a start would
 * only find out later. Nothing is listened on or stored; the child process that loads the voices is ended. */
#include "cli/check.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "http/http.h"

/* As many as are read of a settings file. */
enum { SETTINGS_BYTES = 1 << 20 };

struct report {
    struct buf out;
    size_t nchecks, nwrong;
};

static void note(struct report *r, const char *what, bool ok, const char *detail)
{
    r->nchecks++;
    r->nwrong += !ok;
    buf_printf(&r->out, "%-6s %-22s %s\n", ok ? "ok" : "wrong", what, detail);
}

static void check_file(struct report *r, const struct arguments *a)
{
    struct span rest = buf_span(&a->wrong), line;
    if (!rest.n) {
        note(r, "settings", true, a->config_file ? a->config_file : "no file");
        return;
    }
    while (span_line(&rest, &line)) {
        char detail[400];
        snprintf(detail, sizeof detail, "%.*s", (int)line.n, line.p);
        note(r, "settings", false, detail);
    }
}

/* The last line of the settings file that says what holds; 0: none, a flag or the environment does. */
static int line_of(const struct arguments *a, const struct config_row *row)
{
    struct buf text = BUF_EMPTY;
    struct config said;
    struct span line;
    int found = 0;
    config_copy(&said, &a->config);
    bool there = a->config_file && file_read(a->config_file, SETTINGS_BYTES, &text, NULL);
    struct span rest = buf_span(&text);
    for (int number = 1; there && span_line(&rest, &line); number++) {
        size_t equals = span_find_byte(line, '=');
        if (equals == line.n || config_find(span_trim(span_slice(line, 0, equals))) != row)
            continue;
        bool set = config_set(&said, row, span_slice(line, equals + 1, line.n), NULL);
        found = set && config_same(&said, &a->config, row) ? number : found;
    }
    buf_finish(&text);
    config_finish(&said);
    return found;
}

static void check_server(struct report *r, const struct arguments *a)
{
    for (size_t i = 0; i < nserver_checks; i++) {
        struct error err = {0};
        struct buf detail = BUF_EMPTY;
        bool ok = server_checks[i].check(&a->config, &err);
        int line = ok ? 0 : line_of(a, config_find(span_of(server_checks[i].setting)));
        if (line)
            buf_printf(&detail, "%s:%d: ", a->config_file, line);
        buf_add_text(&detail, ok ? "" : err.detail);
        note(r, server_checks[i].setting, ok, ok ? "" : detail.p);
        buf_finish(&detail);
    }
}

/* The folder, or the one above it in which it will be made, takes new files. */
static bool can_store(const char *folder)
{
    char path[4096];
    struct stat found;
    if (strlen(folder) >= sizeof path)
        return false;
    strcpy(path, folder);
    while (stat(path, &found) != 0 && errno == ENOENT) {
        char *slash = strrchr(path, '/');
        if (!slash)
            strcpy(path, ".");
        else if (slash == path)
            path[1] = '\0';
        else
            *slash = '\0';
    }
    if (stat(path, &found) == 0 && !S_ISDIR(found.st_mode))
        errno = ENOTDIR;
    else if (faccessat(AT_FDCWD, path, W_OK | X_OK, AT_EACCESS) == 0)
        return true;
    return false;
}

static void check_cache(struct report *r, const struct config *config)
{
    struct buf folder = BUF_EMPTY, detail = BUF_EMPTY;
    config_cache_path(config, &folder);
    bool ok = config->cache_max_bytes == 0 || can_store(folder.p);
    buf_printf(&detail, "%s%s%s", folder.p, ok ? "" : ": ", ok ? "" : strerror(errno));
    if (config->cache_max_bytes == 0)
        buf_add_text(&detail, " is not used: cache_max_bytes is 0");
    note(r, "cache_dir", ok, detail.p);
    buf_finish(&folder);
    buf_finish(&detail);
}

static void check_store(struct report *r, const struct config *config)
{
    struct buf detail = BUF_EMPTY;
    bool ok = !*config->store_dir || can_store(config->store_dir);
    buf_printf(&detail, "%s%s%s", config->store_dir, ok ? "" : ": ", ok ? "" : strerror(errno));
    note(r, "store_dir", ok, detail.p);
    buf_finish(&detail);
}

static void check_player(struct report *r, const struct config *config)
{
    struct buf path = BUF_EMPTY;
    struct error err = {0};
    bool ok = config_data_path(config, "web-widget/listen-post.js", &path, &err);
    note(r, "player", ok, ok ? path.p : err.detail);
    buf_finish(&path);
}

static void check_voice(struct report *r, const struct config *config, const struct voices *voices)
{
    bool named = !*config->voice || voices_named(voices, span_of(config->voice));
    bool spoken = voices_for_language(voices, span_of(config->default_lang)) != NULL;
    note(r, "voice", named, named ? config->voice : error_sentence(ERROR_VOICE_UNKNOWN));
    note(r, "default_lang", spoken, spoken ? config->default_lang : error_sentence(ERROR_LANGUAGE_UNKNOWN));
}

/* The pool loads them all; it would stop at wrong rules, which have a row of their own. */
static void check_pool(struct report *r, const struct config *config)
{
    struct error err = {0};
    struct config rest;
    bool ok = article_check_config(config, &err);
    note(r, "keep, drop", ok, ok ? "" : err.detail);
    config_copy(&rest, config);
    if (!ok) {
        config_set(&rest, config_find(SPAN("keep")), SPAN(""), NULL);
        config_set(&rest, config_find(SPAN("drop")), SPAN(""), NULL);
    }
    err = (struct error){0};
    struct pool *pool = pool_start(&rest, &err);
    note(r, "voices, site_lexicons", pool != NULL, pool ? "" : err.detail);
    if (pool) {
        check_voice(r, &rest, pool_voices(pool));
        pool_stop(pool);
    }
    config_finish(&rest);
}

bool check_settings(const struct arguments *a, struct error *err)
{
    struct report r = {0};
    check_file(&r, a);
    check_server(&r, a);
    check_cache(&r, &a->config);
    check_store(&r, &a->config);
    check_player(&r, &a->config);
    check_pool(&r, &a->config);
    bool ok = print_out(&r.out, err);
    buf_finish(&r.out);
    return ok && (r.nwrong == 0 || error_set(err, ERROR_CONFIG, "%zu of %zu checks", r.nwrong, r.nchecks));
}
