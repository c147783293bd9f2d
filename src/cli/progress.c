/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/progress.h"

#include <stdio.h>
#include <unistd.h>

enum { BAR_CELLS = 40 };

void progress_init(struct progress *p, const char *unit, bool quiet)
{
    *p = (struct progress){.shown = !quiet && isatty(STDERR_FILENO), .unit = unit, .last_percent = -1};
}

void progress_update(struct progress *p, size_t done, size_t total)
{
    int percent = total ? (int)(done * 100 / total) : 100;
    if (!p->shown || percent == p->last_percent)
        return;
    p->last_percent = percent;
    int cells = percent * BAR_CELLS / 100;
    char bar[BAR_CELLS + 1];
    for (int i = 0; i < BAR_CELLS; i++)
        bar[i] = i < cells ? '#' : '.';
    bar[BAR_CELLS] = '\0';
    fprintf(stderr, "\r[%s] %3d %%  %zu of %zu %s", bar, percent, done, total, p->unit);
}

void progress_clear(struct progress *p)
{
    if (p->shown && p->last_percent >= 0)
        fputs("\r\033[K", stderr);
    p->last_percent = -1;
}
