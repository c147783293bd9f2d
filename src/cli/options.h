/* SPDX-License-Identifier: GPL-3.0-or-later */
/* options: what subcommands take beside the settings; the parser and the help are made from the table. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "cli/command.h"

struct own_option {
    const char *name;
    char letter;
    const char *argument; /* NULL: a switch; in brackets: may be left out */
    size_t offset;        /* in struct arguments: char * or bool */
    const char *help;
};

extern const struct own_option own_options[];
extern const size_t nown_options;

/* Does the subcommand take it? */
bool option_taken(const struct command *command, const struct own_option *option);
/* no_argument, required_argument or optional_argument of getopt_long. */
int option_argument_kind(const struct own_option *option);
/* Is the name one of a space-separated list ("*" has all)? */
bool option_listed(const char *names, const char *name);
/* A setting's name as a flag; the caller frees it. */
char *option_dashed(const char *name);

#endif
