/* SPDX-License-Identifier: GPL-3.0-or-later */
/* targets: which files are made of which inputs. */
#ifndef CLI_TARGETS_H
#define CLI_TARGETS_H

#include "cli/companions.h"

struct target {
    const char *input; /* the arguments' */
    char *audio;       /* a file's name, or "-" */
    struct companions companions;
};

struct targets {
    struct target *rows; /* in the order of the inputs */
    size_t n;
    bool folder;        /* the output is a folder, where what is up to date stays */
    struct span ending; /* of all audio: "mp3", ... */
};

/* Before any work. One input may go to a file or to standard output; into a folder any number, each under its
 * own name with the ending of the format. A folder whose name ends in '/' is made if it is missing. Errors:
 * USAGE (inputs that would become one file, a format nobody knows ...), OUTPUT. The caller calls
 * targets_finish whatever the result. */
bool targets_plan(struct targets *t, const struct arguments *arguments, struct error *err);
void targets_finish(struct targets *t);

#endif
