/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One table of own options and the table of settings make the parser. Settings are accepted by every
 * subcommand; its help shows those that matter to it. */
#include <assert.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "cli/options.h"

/* Values of getopt_long's val for settings: behind every letter. */
enum { FIRST_SETTING = 1000 };

struct parser {
    struct option *longs;
    char letters[64], *names; /* names: the settings with dashes, one after another */
};

static void parser_init(struct parser *p, const struct command *command)
{
    size_t n = 0;
    char *letter = p->letters;
    p->longs = calloc(nown_options + config_nrows + 1, sizeof *p->longs);
    *letter++ = ':';
    for (size_t i = 0; i < nown_options; i++) {
        const struct own_option *o = &own_options[i];
        if (!option_taken(command, o))
            continue;
        p->longs[n++] = (struct option){strdup(o->name), option_argument_kind(o), NULL, o->letter};
        *letter++ = o->letter;
        for (int colons = option_argument_kind(o); colons > 0; colons--)
            *letter++ = ':'; /* one: an argument, two: perhaps one */
    }
    *letter = '\0';
    for (size_t i = 0; i < config_nrows; i++) {
        bool flag = config_rows[i].kind == CONFIG_FLAG;
        p->longs[n++] =
            (struct option){option_dashed(config_rows[i].name), flag ? optional_argument : required_argument,
                            NULL, FIRST_SETTING + (int)i};
    }
}

static void parser_finish(struct parser *p)
{
    for (struct option *o = p->longs; o->name; o++)
        free((char *)o->name);
    free(p->longs);
}

static void set_own(struct arguments *a, int letter, const char *value)
{
    for (size_t i = 0; i < nown_options; i++) {
        if (own_options[i].letter != letter)
            continue;
        void *field = (char *)a + own_options[i].offset;
        if (own_options[i].argument) {
            free(*(char **)field);
            *(char **)field = strdup(value ? value : "");
        } else {
            *(bool *)field = true;
        }
    }
}

/* A flag may stand alone, with '=yes' or, as people write it, with 'yes' or 'no' as the next word. */
static const char *take_answer(char **argv)
{
    const char *next = argv[optind];
    if (next && (strcmp(next, "yes") == 0 || strcmp(next, "no") == 0)) {
        optind++;
        return next;
    }
    return "yes";
}

/* Walks the arguments once: own options when 'settings' is false, settings when it is true (they override the
 * file that an own option names, so they come second). */
static bool walk(struct arguments *a, const struct command *command, struct parser *p, char **argv,
                 bool settings, struct error *err)
{
    int argc = 0, c;
    while (argv[argc])
        argc++;
    optind = 0;
    while ((c = getopt_long(argc, argv, p->letters, p->longs, NULL)) != -1) {
        if (c == '?')
            return error_set(err, ERROR_USAGE, "there is no option '%s'; see 'listenpost %s --help'",
                             argv[optind - 1], command->name);
        if (c == ':')
            return error_set(err, ERROR_USAGE, "option '%s' needs a value", argv[optind - 1]);
        if (c < FIRST_SETTING && !settings)
            set_own(a, c, optarg);
        if (c < FIRST_SETTING)
            continue;
        const char *value = optarg ? optarg : take_answer(argv);
        if (settings && !config_set(&a->config, &config_rows[c - FIRST_SETTING], span_of(value), err))
            return false;
    }
    return true;
}

/* Texts go to the engine, to tags and into JSON. */
static bool check_texts(const struct arguments *a, struct error *err)
{
    const char *const texts[] = {a->title, a->config.voice, a->config.lang};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        if (!utf8_valid(span_of(texts[i])))
            return error_set(err, ERROR_USAGE, "title, voice and language must be UTF-8");
    return true;
}

static void take_names(struct arguments *a, char **rest)
{
    while (rest[a->nnames])
        a->nnames++;
    a->names = calloc(a->nnames + 1, sizeof *a->names);
    for (size_t i = 0; i < a->nnames; i++)
        a->names[i] = strdup(rest[i]);
}

static bool take_input(struct arguments *a, const struct command *command, char **rest, struct error *err)
{
    bool filter = a->lines || a->sentences;
    if (a->why && *a->why && strcmp(a->why, "all") != 0)
        return error_set(err, ERROR_USAGE, "why: nothing or 'all', not '%s'", a->why);
    if (a->why && filter)
        return error_set(err, ERROR_USAGE, "the filters tell no reasons");
    if (a->help || a->make_key)
        return true;
    if (command->takes == TAKES_NAMES || command->takes == TAKES_INPUTS)
        take_names(a, rest);
    if (command->takes == TAKES_INPUTS && !a->nnames)
        return error_set(err, ERROR_USAGE, "give an input: a file, a URL, or - for standard input");
    if (a->names)
        return true;
    if (rest[0] && (command->takes != TAKES_INPUT || filter))
        return error_set(err, ERROR_USAGE, "'%s' is one argument too many", rest[0]);
    if (rest[0] && rest[1])
        return error_set(err, ERROR_USAGE, "one input at a time: '%s' is one too many", rest[1]);
    if (command->takes == TAKES_INPUT && !rest[0] && !filter)
        return error_set(err, ERROR_USAGE, "give an input: a file, a URL, or - for standard input");
    if (rest[0])
        a->input = strdup(rest[0]);
    return true;
}

/* The file itself is a stranger's until a child process has read it. */
static bool load_lexicon(struct arguments *a, struct error *err)
{
    if (!a->lexicon || a->help)
        return true;
    if (a->sentences)
        return error_set(err, ERROR_USAGE, "a lexicon changes no sentences");
    if (file_read(a->lexicon, (size_t)a->config.lexicon_max_bytes, &a->lexicon_text, err))
        return true;
    return err->code == ERROR_INPUT_TOO_LARGE
               ? error_set(err, ERROR_LEXICON, "%s: larger than lexicon_max_bytes", a->lexicon)
               : false;
}

/* A check wants to hear of all wrong lines, not of the first. */
static bool read_settings(struct arguments *a, struct error *err)
{
    if (!a->config_file)
        return true;
    return a->check ? config_check_file(&a->config, a->config_file, &a->wrong, err)
                    : config_read_file(&a->config, a->config_file, err);
}

bool arguments_parse(struct arguments *a, const struct command *command, int argc, char **argv,
                     struct error *err)
{
    struct parser p;
    *a = (struct arguments){.command = command, .argv = argv, .argc = argc};
    config_init(&a->config);
    parser_init(&p, command);
    char **copy = calloc((size_t)argc + 1, sizeof *copy); /* getopt_long reorders it */
    memcpy(copy, argv, (size_t)argc * sizeof *copy);
    bool ok = walk(a, command, &p, copy, false, err) && read_settings(a, err) &&
              config_read_environment(&a->config, err) && walk(a, command, &p, copy, true, err) &&
              check_texts(a, err) && take_input(a, command, copy + optind, err) && load_lexicon(a, err);
    free(copy);
    parser_finish(&p);
    return ok;
}

void arguments_finish(struct arguments *a)
{
    config_finish(&a->config);
    for (size_t i = 0; i < a->nnames; i++)
        free(a->names[i]);
    free(a->names);
    free(a->input);
    free(a->output);
    free(a->format);
    free(a->title);
    free(a->marks);
    free(a->why);
    free(a->captions);
    free(a->chapters);
    free(a->cover);
    free(a->lexicon);
    buf_finish(&a->lexicon_text);
    buf_finish(&a->wrong);
    free(a->to);
    free(a->key_file);
    free(a->expires);
    free(a->config_file);
}

struct read_options arguments_read_options(const struct arguments *a)
{
    return (struct read_options){.voice = span_of(a->config.voice),
                                 .language = span_of(a->config.lang),
                                 .title = span_of(a->title),
                                 .lexicon = buf_span(&a->lexicon_text),
                                 .lexicon_name = span_of(a->lexicon),
                                 .speak_title = true,
                                 .vbr = a->config.vbr,
                                 .rate_wpm = (int)a->config.rate};
}
