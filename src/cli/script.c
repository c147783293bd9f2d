/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/input.h"

static bool print_script(const struct arguments *arguments, struct pool *pool, struct error *err)
{
    struct read_options options = arguments_read_options(arguments);
    struct arena a;
    options.why = arguments->why;
    arena_init(&a);
    struct post post;
    struct buf out = BUF_EMPTY;
    bool ok = input_read(pool, &arguments->config, arguments->input, &a, &options, &post, err);
    if (ok && arguments->json)
        script_print_json(&post.article, &post.script, &out);
    else if (ok && arguments->why)
        script_print_why(&post.article, &post.script, *arguments->why, &out);
    else if (ok)
        script_print_text(&post.script, &out);
    ok = ok && print_out(&out, err);
    buf_finish(&out);
    arena_finish(&a);
    return ok;
}

static bool filter_lines(const struct arguments *arguments, struct pool *pool, struct span lines,
                         struct error *err)
{
    const char *lang = *arguments->config.lang ? arguments->config.lang : arguments->config.default_lang;
    const struct line_options options = {.language = span_of(lang),
                                         .lexicon = buf_span(&arguments->lexicon_text),
                                         .lexicon_name = span_of(arguments->lexicon),
                                         .sentences = arguments->sentences};
    struct buf out = BUF_EMPTY;
    bool ok = pool_lines(pool, &options, lines, &out, err) && print_out(&out, err);
    buf_finish(&out);
    return ok;
}

/* Whole lines are answered as they come, so that the filter can stand in a conversation. */
static bool filter(const struct arguments *arguments, struct pool *pool, struct error *err)
{
    enum { READ_BYTES = 1 << 16 };
    size_t most = (size_t)arguments->config.page_max_bytes;
    struct buf waiting = BUF_EMPTY;
    bool ok = true;
    for (ssize_t got = 1; ok && got > 0;) {
        got = read(STDIN_FILENO, buf_reserve(&waiting, READ_BYTES), READ_BYTES);
        if (got < 0)
            ok = error_set(err, ERROR_INPUT_MISSING, "standard input: %s", strerror(errno));
        waiting.n += got > 0 ? (size_t)got : 0;
        const char *newline = waiting.n ? memrchr(waiting.p, '\n', waiting.n) : NULL;
        size_t whole = got <= 0 ? waiting.n : newline ? (size_t)(newline - waiting.p) + 1 : 0;
        if (waiting.n - whole > most)
            ok = error_set(err, ERROR_INPUT_TOO_LARGE, "a line of more than %zu bytes", most);
        if (ok && whole) {
            ok = filter_lines(arguments, pool, (struct span){waiting.p, whole}, err);
            memmove(waiting.p, waiting.p + whole, waiting.n - whole);
            waiting.n -= whole;
        }
    }
    buf_finish(&waiting);
    return ok;
}

bool command_script(const struct arguments *arguments, struct error *err)
{
    struct pool *pool = pool_start(&arguments->config, err);
    if (!pool)
        return false;
    bool ok = arguments->lines || arguments->sentences ? filter(arguments, pool, err)
                                                       : print_script(arguments, pool, err);
    pool_stop(pool);
    return ok;
}
