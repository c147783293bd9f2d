/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A script for people: what is spoken, a segment a line. */
#include "script/script.h"

void script_print_text(const struct script *script, struct buf *out)
{
    for (size_t i = 0; i < script->nsegments; i++) {
        buf_add_span(out, script->segments[i].spoken);
        buf_add_byte(out, '\n');
    }
}
