/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cover.h"

#include <string.h>

bool cover_is_pages(const struct arguments *arguments)
{
    return arguments->cover && strcmp(arguments->cover, "page") == 0;
}

void cover_fetch(struct pool *pool, const struct article *article, struct buf *picture, struct error *note)
{
    struct fetched fetched = {0};
    if (!article->image.n)
        error_set(note, ERROR_INPUT_MISSING, "the page names no picture");
    else if (pool_fetch_picture(pool, article->image, &fetched, note) &&
             !cover_media_type(buf_span(&fetched.body)))
        error_set(note, ERROR_INPUT_BINARY, "it is neither JPEG nor PNG");
    else if (!note->code)
        buf_add_span(picture, buf_span(&fetched.body));
    fetched_finish(&fetched);
}

bool cover_read(const struct arguments *arguments, struct buf *picture, struct error *err)
{
    if (!arguments->cover || cover_is_pages(arguments))
        return true;
    if (!file_read(arguments->cover, (size_t)arguments->config.cover_max_bytes, picture, err))
        return err->code == ERROR_INPUT_TOO_LARGE
                   ? error_set(err, ERROR_USAGE, "%s: more than cover_max_bytes", arguments->cover)
                   : false;
    if (!cover_media_type(buf_span(picture)))
        return error_set(err, ERROR_USAGE, "%s: a cover is a JPEG or PNG picture", arguments->cover);
    return true;
}
