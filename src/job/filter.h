/* SPDX-License-Identifier: GPL-3.0-or-later */
/* filter: the system calls of each profile as a compiled seccomp program. */
#ifndef JOB_FILTER_H
#define JOB_FILTER_H

#include <linux/filter.h>

#include "job/sandbox.h"

struct filter {
    struct sock_filter *code; /* the caller frees it */
    unsigned short ncodes;
};

/* Error INTERNAL. */
bool filter_compile(enum sandbox_profile profile, struct filter *out, struct error *err);
/* For this process; needs no_new_privs. */
bool filter_load(const struct filter *f);

#endif
