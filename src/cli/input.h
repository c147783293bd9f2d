/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An input the author names (file, URL or "-") as a page's source. */
#ifndef CLI_INPUT_H
#define CLI_INPUT_H

#include "job/job.h"

struct input {
    struct page_source source; /* looks into the two below */
    struct buf file;
    struct fetched fetched;
};

/* Errors: INPUT_MISSING, INPUT_TOO_LARGE, those of page_fetch. The caller calls input_finish whatever the
 * result. */
bool input_load(struct input *input, struct pool *pool, const struct config *config, const char *name,
                struct error *err);
void input_finish(struct input *input);

/* Loads and reads in one, into the arena. */
bool input_read(struct pool *pool, const struct config *config, const char *name, struct arena *a,
                const struct read_options *options, struct post *post, struct error *err);

#endif
