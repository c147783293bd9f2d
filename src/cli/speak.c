/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Posts in, audio files out: one into a file or to standard output, or several into a folder. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cover.h"
#include "cli/interrupt.h"
#include "cli/many.h"

static void tell_summary(const struct target *target, const struct outcome *outcome, bool shown)
{
    uint64_t seconds = outcome->duration_ms / 1000;
    if (shown)
        fprintf(stderr, "%s: %" PRIu64 " min %" PRIu64 " s, voice %s\n",
                strcmp(target->audio, "-") == 0 ? "standard output" : target->audio, seconds / 60,
                seconds % 60, outcome->voice->name);
    report_tell_notes(target, outcome);
}

static bool make_one(const struct maker *m, struct outcome *outcome, struct error *err)
{
    struct progress progress;
    progress_init(&progress, "pieces", m->arguments->quiet);
    bool ok = maker_make(m, &m->targets->rows[0], &progress, outcome);
    if (ok)
        tell_summary(&m->targets->rows[0], outcome, progress.shown);
    else
        *err = outcome->err;
    return ok;
}

static bool print_report(const struct targets *targets, const struct outcome *outcomes, struct error *err)
{
    struct buf text = BUF_EMPTY;
    report_print_json(targets, outcomes, &text);
    bool ok = print_out(&text, err);
    buf_finish(&text);
    return ok;
}

static bool make(const struct arguments *arguments, const struct targets *targets, struct pool *pool,
                 struct span cover, struct error *err)
{
    struct maker m = {arguments, targets, pool, cover};
    struct outcome *outcomes = calloc(targets->n, sizeof *outcomes);
    if (!outcomes)
        memory_exhausted();
    bool ok = targets->folder ? many_make(&m, outcomes, err) : make_one(&m, outcomes, err);
    /* What failed in the work is told before what failed in telling it. */
    if (arguments->json)
        ok &= print_report(targets, outcomes, ok ? err : NULL);
    free(outcomes);
    return ok;
}

bool command_speak(const struct arguments *arguments, struct error *err)
{
    struct targets targets;
    struct buf cover = BUF_EMPTY;
    struct pool *pool = NULL;
    interrupt_catch();
    bool ok = targets_plan(&targets, arguments, err) && cover_read(arguments, &cover, err) &&
              (pool = pool_start(&arguments->config, err)) &&
              make(arguments, &targets, pool, buf_span(&cover), err);
    if (pool)
        pool_stop(pool);
    targets_finish(&targets);
    buf_finish(&cover);
    return ok;
}
