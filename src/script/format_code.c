/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hexadecimal digits, each by its name. */
#include "script/format.h"

enum { HEX_START = 4 };

static void say_hex(struct speaker *s, struct span text, size_t most)
{
    size_t said = 0;
    for (size_t i = 0; i < text.n && said < most; i++) {
        struct span one = span_slice(text, i, i + 1);
        char upper = (char)(one.p[0] & ~0x20);
        if (one.p[0] >= '0' && one.p[0] <= '9') {
            digits_say(s, one);
        } else if (upper >= 'A' && upper <= 'F') {
            wording_add_letter(s->out, (struct span){&upper, 1});
        } else {
            wording_punctuate(s->out, ',');
            continue;
        }
        said++;
    }
}

void format_hex(struct speaker *s, size_t field)
{
    struct span text = field_text(s, field);
    say_hex(s, span_starts_nocase(text, "0x") ? span_slice(text, 2, text.n) : text, text.n);
}

/* As much of it as is needed to find it again. */
void format_hexstart(struct speaker *s, size_t field)
{
    say_hex(s, field_text(s, field), HEX_START);
}
