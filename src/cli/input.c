/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/input.h"

#include <string.h>
#include <unistd.h>

static bool load_url(struct input *input, struct pool *pool, const char *name, struct error *err)
{
    /* The author may name any site; the address guard holds all the same. */
    if (!pool_fetch(pool, span_of(name), SPAN(""), NULL, &input->fetched, err))
        return false;
    struct span url = buf_span(&input->fetched.url);
    input->source = (struct page_source){.bytes = buf_span(&input->fetched.body),
                                         .media_type = buf_span(&input->fetched.media_type),
                                         .language = buf_span(&input->fetched.language),
                                         .name = url,
                                         .url = url};
    return true;
}

bool input_load(struct input *input, struct pool *pool, const struct config *config, const char *name,
                struct error *err)
{
    memset(input, 0, sizeof *input);
    if (page_is_url(span_of(name)))
        return load_url(input, pool, name, err);
    size_t most = (size_t)config->page_max_bytes;
    bool standard_input = strcmp(name, "-") == 0;
    if (standard_input ? !file_read_fd(STDIN_FILENO, most, &input->file, err)
                       : !file_read(name, most, &input->file, err))
        return false;
    input->source.bytes = buf_span(&input->file);
    if (!standard_input)
        input->source.name = span_of(name);
    return true;
}

void input_finish(struct input *input)
{
    buf_finish(&input->file);
    fetched_finish(&input->fetched);
}

bool input_read(struct pool *pool, const struct config *config, const char *name, struct arena *a,
                const struct read_options *options, struct post *post, struct error *err)
{
    struct input input;
    bool ok =
        input_load(&input, pool, config, name, err) && pool_read(pool, a, &input.source, options, post, err);
    input_finish(&input);
    return ok;
}
