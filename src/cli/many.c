/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/many.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/interrupt.h"

struct crew {
    const struct maker *maker;
    const struct targets *targets;
    struct outcome *outcomes;
    pthread_mutex_t lock; /* of what follows, and of standard error */
    size_t next, done;
    size_t counts[OUTCOME_STATES];
    struct progress progress;
};

/* Under the lock. */
static void tell_outcome(struct crew *c, const struct target *target, const struct outcome *outcome)
{
    const struct error *err = &outcome->err;
    c->counts[outcome->state]++;
    c->done++;
    if (outcome->nskipped || outcome->note.code || (outcome->state == OUTCOME_FAILED && !interrupted()))
        progress_clear(&c->progress);
    report_tell_notes(target, outcome);
    if (outcome->state == OUTCOME_FAILED && !interrupted())
        fprintf(stderr, "listenpost speak: %s: %s%s%s%s\n", target->input, error_sentence(err->code),
                err->detail[0] ? " (" : "", err->detail, err->detail[0] ? ")" : "");
    progress_update(&c->progress, c->done, c->targets->n);
}

static void *work(void *arg)
{
    struct crew *c = arg;
    pthread_mutex_lock(&c->lock);
    while (c->next < c->targets->n) {
        size_t i = c->next++;
        pthread_mutex_unlock(&c->lock);
        maker_make(c->maker, &c->targets->rows[i], NULL, &c->outcomes[i]);
        pthread_mutex_lock(&c->lock);
        tell_outcome(c, &c->targets->rows[i], &c->outcomes[i]);
    }
    pthread_mutex_unlock(&c->lock);
    return NULL;
}

/* This thread works, too: where no other can be had it does all. */
static void work_together(struct crew *c, size_t nthreads)
{
    pthread_t *threads = calloc(nthreads, sizeof *threads);
    size_t n = 0;
    while (threads && n + 1 < nthreads && pthread_create(&threads[n], NULL, work, c) == 0)
        n++;
    work(c);
    for (size_t i = 0; i < n; i++)
        pthread_join(threads[i], NULL);
    free(threads);
}

bool many_make(const struct maker *m, struct outcome *outcomes, struct error *err)
{
    struct crew c = {
        .maker = m, .targets = m->targets, .outcomes = outcomes, .lock = PTHREAD_MUTEX_INITIALIZER};
    size_t most = (size_t)m->arguments->config.jobs_max;
    progress_init(&c.progress, "posts", m->arguments->quiet);
    work_together(&c, c.targets->n < most ? c.targets->n : most);
    progress_clear(&c.progress);
    if (c.progress.shown)
        fprintf(stderr, "%s: %zu made, %zu up to date, %zu failed\n", m->arguments->output,
                c.counts[OUTCOME_MADE], c.counts[OUTCOME_FRESH], c.counts[OUTCOME_FAILED]);
    if (interrupted() && c.counts[OUTCOME_FAILED])
        return error_set(err, ERROR_CANCELLED, "interrupted");
    return c.counts[OUTCOME_FAILED] == 0 ||
           error_set(err, ERROR_INPUTS_FAILED, "%zu of %zu", c.counts[OUTCOME_FAILED], c.targets->n);
}
