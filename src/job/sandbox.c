/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job/sandbox.h"

#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

struct sandbox {
    int unused;
};

struct sandbox *sandbox_create(const struct config *config, const char *speech_folder, struct error *err)
{
    (void)config;
    (void)speech_folder;
    (void)err;
    return calloc(1, sizeof(struct sandbox));
}

void sandbox_enter(const struct sandbox *s, enum sandbox_profile profile)
{
    (void)s;
    (void)profile;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        _exit(1);
}
