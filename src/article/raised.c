/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/raised.h"

enum { RAISED_BYTES_MAX = 6, RAISED_DIGITS_MAX = 3, RAISED_NODES_MAX = 4 };

/* 0: it has no raised form that we read. */
static uint32_t raised(uint32_t code)
{
    static const uint32_t digits[] = {0x2070, 0xB9,   0xB2,   0xB3,   0x2074,
                                      0x2075, 0x2076, 0x2077, 0x2078, 0x2079};
    if (code >= '0' && code <= '9')
        return digits[code - '0'];
    if (code == '-' || code == 0x2212 || code == 0x2013)
        return 0x207B;
    return code == 'n' ? 0x207F : 0;
}

static bool takes_exponent(struct span before)
{
    size_t length;
    uint32_t last = before.n ? utf8_before(before, before.n, &length) : ' ';
    return code_is_letter(last) || code_is_digit(last) || last == ')' || last == ']';
}

struct span raised_text(struct arena *a, const struct tree *tree, uint32_t index, struct span before)
{
    const struct node *node = &tree->nodes[index];
    struct buf out = BUF_EMPTY;
    if (node->tag != TAG_SUP || node->end - index > RAISED_NODES_MAX || !takes_exponent(before))
        return (struct span){0};
    struct span text = span_trim(tree_text(a, tree, index));
    size_t digits = 0, others = 0, length;
    for (size_t at = 0; text.n <= RAISED_BYTES_MAX && at < text.n; at += length) {
        uint32_t code = utf8_at(text, at, &length);
        digits += code_is_digit(code) || code == 'n';
        others += raised(code) == 0 || (at > 0 && !code_is_digit(code));
        buf_add_code(&out, raised(code));
    }
    struct span made = digits > 0 && digits <= RAISED_DIGITS_MAX && others == 0
                           ? arena_copy(a, buf_span(&out))
                           : (struct span){0};
    buf_finish(&out);
    return made;
}
