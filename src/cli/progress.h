/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A progress bar on standard error; silent when that is no terminal. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

struct progress {
    bool shown;
    const char *unit; /* of what is counted, in the plural */
    int last_percent;
};

void progress_init(struct progress *p, const char *unit, bool quiet);
void progress_update(struct progress *p, size_t done, size_t total);
void progress_clear(struct progress *p); /* takes the bar off the line again */

#endif
