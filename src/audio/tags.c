/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audio/tags.h"

void tag_add(struct buf *out, struct span text)
{
    size_t begin = out->n;
    for (size_t i = 0, length; i < text.n && out->n - begin + 4 <= TAG_BYTES; i += length) {
        uint32_t code = utf8_at(text, i, &length);
        buf_add_code(out, code < 0x20 || code == 0x7F ? ' ' : code);
    }
}
