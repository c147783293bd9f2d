/* SPDX-License-Identifier: GPL-3.0-or-later */
/* child: what a forked child does: sandbox itself, take one request, answer, leave. */
#ifndef JOB_CHILD_H
#define JOB_CHILD_H

#include <sys/types.h>

#include "job/sandbox.h"
#include "script/script.h"
#include "speech/speech.h"

enum step_id { STEP_FETCH, STEP_READ, STEP_SAY, STEP_ENCODE, STEP_DECODE, STEP_IDS };

struct step_kind;

/* Loaded by the zygote before any input is seen; its children read it. */
struct workshop {
    const struct config *config;
    const struct step_kind *kinds; /* by step_id */
    struct scripter *scripter;
    struct detector *detector; /* NULL: not loaded yet, or it cannot be */
    struct voices *voices;
    char speech_data[KEY_HEX + 1];
    struct sandbox *sandbox;
};

/* One step inside its child. */
struct step_call {
    const struct workshop *workshop;
    int socket;          /* only for tests that misbehave on it */
    int memory;          /* the step's memfd, or -1 */
    struct span request; /* from the front */
    struct arena *arena;
    struct buf *reply;
};

struct step_kind {
    const char *name;
    enum sandbox_profile profile;
    /* Answers in call->reply; false: *err goes to the front instead. */
    bool (*run)(struct step_call *call, struct error *err);
};

/* The steps, by step_id. */
extern const struct step_kind step_kinds[STEP_IDS];

/* Wall clock time of a step. */
int64_t step_timeout_ms(const struct config *config, enum step_id step);

/* Never returns. 'socket' and 'memory' (or -1) are the child's; all other descriptors but standard error are
 * closed. */
_Noreturn void child_main(const struct workshop *workshop, enum step_id step, int socket, int memory,
                          pid_t zygote);

#endif
