/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"
#include "cli/input.h"

bool command_clean(const struct arguments *arguments, struct error *err)
{
    struct read_options options = arguments_read_options(arguments);
    options.article_only = true;
    options.explain = arguments->explain;
    struct pool *pool = pool_start(&arguments->config, err);
    if (!pool)
        return false;
    struct arena a;
    arena_init(&a);
    struct post post;
    struct buf out = BUF_EMPTY;
    bool ok = input_read(pool, &arguments->config, arguments->input, &a, &options, &post, err);
    if (ok && arguments->json)
        article_print_json(&post.article, &out);
    else if (ok && arguments->explain)
        article_print_verdicts(&post.article, &out);
    else if (ok)
        article_print_text(&post.article, &out);
    ok = ok && print_out(&out, err);
    if (ok && post.article.nblocks == 0)
        ok = error_set(err, ERROR_NO_ARTICLE, "everything was dropped");
    buf_finish(&out);
    arena_finish(&a);
    pool_stop(pool);
    return ok;
}
