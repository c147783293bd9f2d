/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/targets.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- names ---- */

/* ".html", ".md", ".php", but not the ".2 notes" of "release 1.2 notes". */
static size_t ending_at(struct span name)
{
    enum { ENDING_MOST = 8 };
    size_t dot = name.n;
    while (dot > 0 && name.p[dot - 1] != '.')
        dot--;
    if (dot <= 1 || dot == name.n || name.n - dot > ENDING_MOST)
        return name.n;
    for (size_t i = dot; i < name.n; i++) {
        char c = name.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'), digit = c >= '0' && c <= '9';
        if (!letter && (!digit || i == dot))
            return name.n;
    }
    return dot - 1;
}

static struct span last_part(struct span path)
{
    while (path.n && path.p[path.n - 1] == '/')
        path.n--;
    size_t at = path.n;
    while (at > 0 && path.p[at - 1] != '/')
        at--;
    return span_slice(path, at, path.n);
}

/* The part before the last one; empty when there is none, or when it is no name. */
static struct span folder_part(struct span path)
{
    path.n = (size_t)(last_part(path).p - path.p);
    struct span folder = last_part(path);
    bool none = span_is(folder, ".") || span_is(folder, "..");
    return none ? SPAN("") : folder;
}

/* What an input's files are called: the last part of its name or address without its ending; that of a
 * folder's index ("winter-harbour/index.md", as site generators keep posts) is its folder's name. Empty when
 * there is none. */
static struct span base_name(const char *input)
{
    struct span name = span_of(input), path;
    bool is_url = page_is_url(name);
    if (is_url) {
        name.n = span_find_byte(name, '#');
        name.n = span_find_byte(name, '?');
    }
    path = is_url ? span_slice(name, span_find(name, "://") + 3, name.n) : name;
    name = last_part(path);
    name.n = ending_at(name);
    struct span folder = folder_part(path);
    if (folder.n && span_is_nocase(name, "index"))
        name = folder;
    bool none = span_is(name, "-") || span_is(name, ".") || span_is(name, "..");
    return none ? SPAN("") : name;
}

/* ---- a folder ---- */

static bool is_folder(const char *name)
{
    struct stat found;
    return stat(name, &found) == 0 && S_ISDIR(found.st_mode);
}

static bool means_folder(const char *name)
{
    return span_ends(span_of(name), "/") || is_folder(name);
}

/* With those above it. */
static bool make_folder(const char *name, struct error *err)
{
    char *path = strdup(name);
    bool ok = true;
    for (char *slash = path + 1; ok && (slash = strchr(slash, '/')); *slash++ = '/') {
        *slash = '\0';
        ok = mkdir(path, 0777) == 0 || errno == EEXIST;
    }
    free(path);
    return (ok && is_folder(name)) ||
           error_set(err, ERROR_OUTPUT, "%s: %s", name, strerror(ok ? ENOTDIR : errno));
}

static const char *const formats[] = {"mp3", "wav", "flac", "opus", "ogg"};

static bool take_format(struct targets *t, const char *format, struct error *err)
{
    t->ending = span_of(formats[0]);
    if (!format)
        return true;
    for (size_t i = 0; i < COUNT_OF(formats); i++)
        if (span_is_nocase(span_of(format), formats[i])) {
            t->ending = span_of(formats[i]);
            return true;
        }
    return error_set(err, ERROR_USAGE, "--format %s: give mp3, wav, flac, opus or ogg", format);
}

static bool plan_one(struct targets *t, struct target *row, const struct arguments *arguments,
                     struct error *err)
{
    struct span base = base_name(row->input);
    if (!base.n)
        return error_set(err, ERROR_USAGE, "%s has no name for a file in a folder: give -o a file",
                         row->input);
    struct buf stem = BUF_EMPTY;
    bool slash = span_ends(span_of(arguments->output), "/");
    buf_printf(&stem, "%s%s%.*s", arguments->output, slash ? "" : "/", (int)base.n, base.p);
    bool ok = companions_beside(&row->companions, arguments, stem.p, err);
    if (asprintf(&row->audio, "%s.%.*s", stem.p, (int)t->ending.n, t->ending.p) < 0)
        memory_exhausted();
    buf_finish(&stem);
    return ok;
}

/* ---- collisions ---- */

struct file_name {
    const char *name, *input;
};

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct file_name *)a)->name, ((const struct file_name *)b)->name);
}

static size_t add_names(const struct target *row, struct file_name *to)
{
    const char *names[COMPANIONS_MOST];
    size_t n = companions_list(&row->companions, names);
    to[0] = (struct file_name){row->audio, row->input};
    for (size_t i = 0; i < n; i++)
        to[i + 1] = (struct file_name){names[i], row->input};
    return n + 1;
}

static bool check_collisions(const struct targets *t, struct error *err)
{
    struct file_name *all = calloc(t->n * (1 + COMPANIONS_MOST), sizeof *all);
    size_t n = 0;
    for (size_t i = 0; i < t->n; i++)
        n += add_names(&t->rows[i], all + n);
    qsort(all, n, sizeof *all, by_name);
    bool ok = true;
    for (size_t i = 1; ok && i < n; i++)
        if (by_name(&all[i - 1], &all[i]) == 0)
            ok = error_set(err, ERROR_USAGE, "%s and %s would both become %s", all[i - 1].input, all[i].input,
                           all[i].name);
    for (size_t i = 0; ok && i < n; i++)
        if (strcmp(all[i].name, all[i].input) == 0)
            ok = error_set(err, ERROR_USAGE, "%s would be overwritten", all[i].input);
    free(all);
    return ok;
}

/* ---- the plan ---- */

static bool plan_folder(struct targets *t, const struct arguments *arguments, struct error *err)
{
    if (arguments->title && t->n > 1)
        return error_set(err, ERROR_USAGE, "a title is for one input");
    if (!take_format(t, arguments->format, err))
        return false;
    for (size_t i = 0; i < t->n; i++)
        if (!plan_one(t, &t->rows[i], arguments, err))
            return false;
    return check_collisions(t, err) && make_folder(arguments->output, err);
}

static bool plan_file(struct targets *t, const struct arguments *arguments, struct error *err)
{
    const char *name = arguments->output;
    if (t->n > 1)
        return error_set(err, ERROR_USAGE,
                         "'%s' is one input too many for %s; a folder takes several: -o DIR/",
                         t->rows[1].input, name);
    if (arguments->format || arguments->force)
        return error_set(err, ERROR_USAGE, "--format and --force are for a folder: -o DIR/");
    bool to_stdout = strcmp(name, "-") == 0;
    t->rows[0].audio = strdup(name);
    t->ending = to_stdout ? SPAN("mp3") : file_ending(t->rows[0].audio);
    if (!span_is_nocase(t->ending, "mp3") && !audio_file_knows(t->ending))
        return error_set(err, ERROR_USAGE, "%s: name it .mp3, .wav, .flac, .opus or .ogg", name);
    if (to_stdout && arguments->json)
        return error_set(err, ERROR_USAGE, "audio and the report cannot both go to standard output");
    if (to_stdout && arguments->config.vbr)
        return error_set(err, ERROR_USAGE, "--vbr is for files: what stands first is known last");
    if (to_stdout && isatty(STDOUT_FILENO))
        return error_set(err, ERROR_USAGE, "standard output is a terminal: send it to a file or a player");
    if (!companions_named(&t->rows[0].companions, arguments, name, err))
        return false;
    const char *names[COMPANIONS_MOST];
    size_t n = companions_list(&t->rows[0].companions, names);
    for (size_t i = 0; i < n && arguments->json; i++)
        if (strcmp(names[i], "-") == 0)
            return error_set(err, ERROR_USAGE, "only one of them can go to standard output: --json or '-'");
    return true;
}

bool targets_plan(struct targets *t, const struct arguments *arguments, struct error *err)
{
    *t = (struct targets){.n = arguments->nnames};
    t->rows = calloc(t->n, sizeof *t->rows);
    for (size_t i = 0; i < t->n; i++)
        t->rows[i].input = arguments->names[i];
    if (!arguments->output)
        return error_set(err, ERROR_USAGE,
                         "say where the audio goes: -o post.mp3, or -o - for standard output");
    t->folder = means_folder(arguments->output);
    if (t->folder ? !plan_folder(t, arguments, err) : !plan_file(t, arguments, err))
        return false;
    if (arguments->cover && !span_is_nocase(t->ending, "mp3"))
        return error_set(err, ERROR_USAGE, "%s: only an MP3 has room for a cover", t->rows[0].audio);
    return true;
}

void targets_finish(struct targets *t)
{
    for (size_t i = 0; i < t->n; i++) {
        free(t->rows[i].audio);
        companions_finish(&t->rows[i].companions);
    }
    free(t->rows);
    *t = (struct targets){0};
}
