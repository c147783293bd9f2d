/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cover.h"

bool cover_read(const struct arguments *arguments, struct buf *picture, struct error *err)
{
    if (!arguments->cover)
        return true;
    if (!file_read(arguments->cover, (size_t)arguments->config.cover_max_bytes, picture, err))
        return err->code == ERROR_INPUT_TOO_LARGE
                   ? error_set(err, ERROR_USAGE, "%s: more than cover_max_bytes", arguments->cover)
                   : false;
    if (!cover_media_type(buf_span(picture)))
        return error_set(err, ERROR_USAGE, "%s: a cover is a JPEG or PNG picture", arguments->cover);
    return true;
}
