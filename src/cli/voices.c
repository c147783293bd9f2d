/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/measure.h"

static bool list_voices(const struct arguments *arguments, const struct voices *voices, struct error *err)
{
    struct buf out = BUF_EMPTY;
    if (arguments->json)
        voices_print_json(voices, &out);
    else
        voices_print_text(voices, &out);
    bool ok = print_out(&out, err);
    buf_finish(&out);
    return ok;
}

bool command_voices(const struct arguments *arguments, struct error *err)
{
    if (!arguments->measure && (arguments->nnames || arguments->write))
        return error_set(err, ERROR_USAGE, "%s: only with --measure",
                         arguments->write ? "--write" : arguments->names[0]);
    struct pool *pool = pool_start(&arguments->config, err);
    if (!pool)
        return false;
    bool ok = arguments->measure ? measure_voices(arguments, pool, err)
                                 : list_voices(arguments, pool_voices(pool), err);
    pool_stop(pool);
    return ok;
}
