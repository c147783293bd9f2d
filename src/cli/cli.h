/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli: arguments become work. The subcommand table is in cli.c. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

/* Runs the command line and returns the exit status (base/error.def lists them). */
int cli_main(int argc, char **argv);

#endif
