/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

bool command_voices(const struct arguments *arguments, struct error *err)
{
    struct pool *pool = pool_start(&arguments->config, err);
    if (!pool)
        return false;
    struct buf out = BUF_EMPTY;
    if (arguments->json)
        voices_print_json(pool_voices(pool), &out);
    else
        voices_print_text(pool_voices(pool), &out);
    bool ok = print_out(&out, err);
    buf_finish(&out);
    pool_stop(pool);
    return ok;
}
