/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the subcommands share: the parsed arguments and how a failure is told. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "base/base.h"
#include "config.h"
#include "job/job.h"

struct arguments {
    const struct command *command; /* what it was parsed from, for a reload; the caller's */
    char **argv;
    int argc;
    struct config config; /* defaults, file, environment, flags, in this order */
    char **names;         /* what stands behind the options, of voices or inputs; owned */
    size_t nnames;
    char *input; /* file, URL or "-"; NULL when none was given */
    char *output, *format, *title, *marks, *captions, *chapters, *cover, *config_file;
    char *to;      /* bytes */
    char *key_file, *expires;
    char *why;     /* empty or "all" */
    char *lexicon; /* a file's name, and its bytes */
    struct buf lexicon_text;
    struct buf wrong; /* with check: lines on what is wrong in the settings file */
    bool force, json, explain, lines, sentences, quiet, make_key, check, measure, write, help;
};

struct command {
    const char *name, *usage, *summary;
    const char *options;  /* names of the own options it takes, space-separated */
    const char *settings; /* names of the settings shown in its help, space-separated; "*" shows all */
    const char *details;  /* further paragraphs of the help */
    enum { TAKES_NOTHING, TAKES_INPUT, TAKES_INPUTS, TAKES_NAMES } takes;
    bool (*run)(const struct arguments *arguments, struct error *err);
};

extern const struct command commands[];
extern const size_t ncommands;

bool command_cache(const struct arguments *arguments, struct error *err);
bool command_clean(const struct arguments *arguments, struct error *err);
bool command_script(const struct arguments *arguments, struct error *err);
bool command_sign(const struct arguments *arguments, struct error *err);
bool command_speak(const struct arguments *arguments, struct error *err);
bool command_voices(const struct arguments *arguments, struct error *err);
bool command_serve(const struct arguments *arguments, struct error *err);

/* Parses what stands behind the subcommand's name. The caller calls arguments_finish whatever the result.
 * Errors: USAGE, CONFIG, INPUT_MISSING (the settings file). */
bool arguments_parse(struct arguments *arguments, const struct command *command, int argc, char **argv,
                     struct error *err);
void arguments_finish(struct arguments *arguments);
/* --help: the subcommand's usage, options and settings. */
void arguments_help(const struct command *command, struct buf *out);

/* Writes to standard output, all of it. Error OUTPUT. */
bool print_out(const struct buf *text, struct error *err);
/* read_options as the arguments say; looks into them. */
struct read_options arguments_read_options(const struct arguments *arguments);

#endif
