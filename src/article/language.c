/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/language.h"

enum { LANGUAGE_BYTES = 35 };

struct span language_tag(struct arena *a, struct span text)
{
    struct span tag = span_trim(span_slice(text, 0, span_find_byte(text, ',')));
    if (tag.n < 2 || tag.n > LANGUAGE_BYTES)
        return (struct span){0};
    char *p = arena_string(a, tag);
    for (size_t i = 0; i < tag.n; i++) {
        if (p[i] >= 'A' && p[i] <= 'Z')
            p[i] = (char)(p[i] | 32);
        if (p[i] == '_')
            p[i] = '-';
        if (!((p[i] >= 'a' && p[i] <= 'z') || (p[i] >= '0' && p[i] <= '9') || p[i] == '-'))
            return (struct span){0};
    }
    size_t first = span_find_byte((struct span){p, tag.n}, '-');
    return first == 2 || first == 3 ? (struct span){p, tag.n} : (struct span){0};
}
