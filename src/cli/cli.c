/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"

#define INPUT_FORMS                                                                                          \
    "INPUT is a file, a URL or - for standard input: HTML, Markdown (with front matter)\n"                   \
    "or plain text, told apart by itself."
#define EXIT_STATUSES                                                                                        \
    "Exit status: 0 done, 1 the work failed, 2 wrong use, 3 the input cannot be read,\n"                     \
    "4 there is nothing to say in it, 5 the output cannot be written, 6 refused for safety."

const struct command commands[] = {
    {"speak", "INPUT... -o FILE|FOLDER/ [options]", "Makes the audio of a post, or of many.",
     "output format force title marks captions chapters cover lexicon json quiet",
     "voice rate lang code tables figures footnotes math emoji bitrate_kbps vbr vbr_quality loudness intro "
     "outro "
     "tag_text_max_bytes workers jobs_max",
     INPUT_FORMS
     "\n\nWith a folder each input becomes a file of its own name there; one that was made of the\n"
     "same text, settings and program is left as it is.\n\n" EXIT_STATUSES
     "\nWith a folder: 1 when any input failed; a line says which and why.",
     TAKES_INPUTS, command_speak},
    {"clean", "INPUT [options]",
     "Prints what of a page is the article: one block a paragraph, without the title.", "json explain",
     "lang code tables figures footnotes math drop keep", INPUT_FORMS "\n\n" EXIT_STATUSES, TAKES_INPUT,
     command_clean},
    {"script", "INPUT [options]", "Prints what will be spoken, one segment a line.",
     "json why lines sentences title lexicon", "voice lang code tables figures footnotes math emoji",
     INPUT_FORMS "\n\n" EXIT_STATUSES, TAKES_INPUT, command_script},
    {"voices", "[--measure [VOICE...]] [options]",
     "Lists the voices: those of voices/ first, then the engine's languages by code.",
     "json measure write quiet", "data_dir workers",
     "With --measure, VOICE is a name of the list; without one, all that have a file are "
     "measured.\n\n" EXIT_STATUSES,
     TAKES_NAMES, command_voices},
    {"cache", "stat|verify|gc [options]", "Looks after the finished audio that 'serve' keeps.", "json to",
     "cache_dir cache_max_bytes",
     "stat    counts what is kept, by kind.\n"
     "verify  reads every file; removes what is damaged, which is made again when it is asked for.\n"
     "gc      removes the least recently used until no more than cache_max_bytes are left.\n"
     "All three may run beside a server that uses the same folder.\n\n"
     "Exit status: 0 done, 1 damaged or unreadable files were found, 2 wrong use, 3 there is no\n"
     "such folder, 5 files could not be removed.",
     TAKES_NAMES, command_cache},
    {"sign", "URL --key-file FILE --expires TIME [options]",
     "Signs the address of a post, so that readers may listen to it whatever its site.",
     "key-file expires make-key json", "public_url",
     "Prints where a server with that key among its 'sign_keys' has the post's manifest; with\n"
     "--json also the plain link to its audio.\n\n" EXIT_STATUSES,
     TAKES_INPUT, command_sign},
    {"serve", "[options]", "Serves audio over HTTP: for readers' players and for a CMS.", "make-key check",
     "*",
     "SIGTERM and SIGINT end it after the running answers; SIGHUP reads the --config file "
     "again.\n\n" EXIT_STATUSES,
     TAKES_NOTHING, command_serve},
};
const size_t ncommands = COUNT_OF(commands);

bool print_out(const struct buf *text, struct error *err)
{
    if (!file_write_all(STDOUT_FILENO, text->p, text->n))
        return error_set(err, ERROR_OUTPUT, "standard output: %s", strerror(errno));
    return true;
}

static int tell_usage(FILE *to)
{
    fputs("usage: listenpost COMMAND [arguments]\n\nTurns posts into audio, and serves it.\n\n", to);
    for (size_t i = 0; i < ncommands; i++)
        fprintf(to, "  %-8s %s\n", commands[i].name, commands[i].summary);
    fputs("\n'listenpost COMMAND --help' says more; 'listenpost --version' prints the version.\n", to);
    return to == stdout ? 0 : error_exit_status(ERROR_USAGE);
}

static int tell_error(const struct command *command, const struct error *err)
{
    if (log_format() == LOG_FORMAT_JSON) {
        log_error("%s: %s%s%s", command->name, error_sentence(err->code), err->detail[0] ? " " : "",
                  err->detail);
        return error_exit_status(err->code);
    }
    fprintf(stderr, "listenpost %s: %s", command->name, error_sentence(err->code));
    if (err->detail[0])
        fprintf(stderr, " (%s)", err->detail);
    fputc('\n', stderr);
    return error_exit_status(err->code);
}

static bool set_log(const struct config *config, struct error *err)
{
    enum log_level level;
    log_set_format((enum log_format)config->log_format);
    if (!log_level_named(config->log_level, &level))
        return error_set(err, ERROR_CONFIG, "log_level: give error, warn, info or debug, not '%s'",
                         config->log_level);
    log_set_level(level);
    return true;
}

static int run(const struct command *command, int argc, char **argv)
{
    struct arguments arguments;
    struct error err = {0};
    bool ok = arguments_parse(&arguments, command, argc, argv, &err) && set_log(&arguments.config, &err);
    if (ok && arguments.help) {
        struct buf help = BUF_EMPTY;
        arguments_help(command, &help);
        ok = print_out(&help, &err);
        buf_finish(&help);
    } else if (ok) {
        ok = command->run(&arguments, &err);
    }
    arguments_finish(&arguments);
    return ok ? 0 : tell_error(command, &err);
}

/* A file opened later must not take the place of a closed standard stream. What is put there cannot be
 * written, so that output to a closed stream is an error and not lost. */
static void fill_standard_streams(void)
{
    for (int fd = open("/dev/null", O_RDONLY); fd >= 0; fd = open("/dev/null", O_RDONLY))
        if (fd > STDERR_FILENO) {
            close(fd);
            return;
        }
}

int cli_main(int argc, char **argv)
{
    fill_standard_streams();
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a file that grows too large is an error of write, too */
    if (argc < 2)
        return tell_usage(stderr);
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0 || strcmp(argv[1], "-h") == 0)
        return tell_usage(stdout);
    if (strcmp(argv[1], "--version") == 0) {
        puts("listenpost " LISTENPOST_VERSION);
        return 0;
    }
    for (size_t i = 0; i < ncommands; i++)
        if (strcmp(argv[1], commands[i].name) == 0)
            return run(&commands[i], argc - 1, argv + 1);
    fprintf(stderr, "listenpost: there is no command '%s'\n", argv[1]);
    return tell_usage(stderr);
}
