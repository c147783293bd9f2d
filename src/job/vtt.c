/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job/vtt.h"

#include <inttypes.h>

void vtt_add_time(struct buf *out, uint64_t ms)
{
    buf_printf(out, "%02" PRIu64 ":%02d:%02d.%03d", ms / 3600000, (int)(ms / 60000 % 60),
               (int)(ms / 1000 % 60), (int)(ms % 1000));
}

void vtt_open_cue(struct buf *out, size_t number, uint64_t from_ms, uint64_t to_ms)
{
    buf_printf(out, "\n%zu\n", number);
    vtt_add_time(out, from_ms);
    buf_add_text(out, " --> ");
    vtt_add_time(out, to_ms);
    buf_add_byte(out, '\n');
}

void vtt_add_text(struct buf *out, struct span text)
{
    bool space = false;
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c > ' ' && c != 0x7F) {
            if (c == '&' || c == '<' || c == '>')
                buf_add_text(out, c == '&' ? "&amp;" : c == '<' ? "&lt;" : "&gt;");
            else
                buf_add_byte(out, (char)c);
        } else if (!space) {
            buf_add_byte(out, ' ');
        }
        space = c <= ' ' || c == 0x7F;
    }
}
