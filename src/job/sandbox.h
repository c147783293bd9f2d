/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sandbox: what a child may still do once it sees input (docs/processes.md has the table). Prepared once in
 * the zygote, entered by each child. */
#ifndef JOB_SANDBOX_H
#define JOB_SANDBOX_H

#include "config.h"

enum sandbox_profile {
    SANDBOX_COMPUTE, /* memory, clock and the socket; no files */
    SANDBOX_READ,    /* + reads below the character set converters of the C library */
    SANDBOX_SAY,     /* + reads below the engine's data folder */
    SANDBOX_FETCH,   /* + network, threads, reads of what resolvers and TLS need */
    SANDBOX_PROFILES
};

struct sandbox;

/* 'speech_folder': what SANDBOX_SAY may read. 'config' must outlive it. Error INTERNAL. */
struct sandbox *sandbox_create(const struct config *config, const char *speech_folder, struct error *err);
/* For this process, for good; a process that cannot be sandboxed ends with status SANDBOX_FAILED. */
enum { SANDBOX_FAILED = 71 };
void sandbox_enter(const struct sandbox *s, enum sandbox_profile profile);

#endif
