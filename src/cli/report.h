/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report: what became of each input (schema: docs/json.md). */
#ifndef CLI_REPORT_H
#define CLI_REPORT_H

#include "cli/targets.h"

enum outcome_state { OUTCOME_FAILED, OUTCOME_MADE, OUTCOME_FRESH, OUTCOME_STATES };

struct outcome {
    enum outcome_state state;
    uint64_t duration_ms, size_bytes; /* 0 where it failed */
    size_t nwords;                    /* spoken; 0 where it could not be read */
    uint32_t nskipped;                /* sentences that could not be spoken */
    const struct voice *voice;        /* the pool's; NULL where it could not be read */
    struct error err;                 /* why it failed */
    struct error note;                /* why there is no cover though the page's was asked for */
};

/* A line each on standard error for what did not go as asked and is no failure. */
void report_tell_notes(const struct target *target, const struct outcome *outcome);
/* One row a target, in their order. */
void report_print_json(const struct targets *targets, const struct outcome *outcomes, struct buf *out);

#endif
