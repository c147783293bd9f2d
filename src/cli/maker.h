/* SPDX-License-Identifier: GPL-3.0-or-later */
/* maker: makes the audio of one input, whole or not at all, or finds that it is up to date. */
#ifndef CLI_MAKER_H
#define CLI_MAKER_H

#include "cli/progress.h"
#include "cli/report.h"

/* The same for all inputs; several threads may use it at once. */
struct maker {
    const struct arguments *arguments;
    const struct targets *targets;
    struct pool *pool;
    struct span cover; /* a picture's bytes; empty: none */
};

/* Fills *outcome, also on failure. progress: of its segments; NULL: not shown. Errors: those of input_read,
 * pool_speak; OUTPUT; CANCELLED after an interrupt. */
bool maker_make(const struct maker *m, const struct target *target, struct progress *progress,
                struct outcome *outcome);

#endif
