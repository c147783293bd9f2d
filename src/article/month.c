/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/month.h"

#include <string.h>

enum { WORD_BYTES_MAX = 40, LETTERS_MIN = 3 };

static const struct month {
    int number;
    const char *names;
} months[] = {
#define MONTH(number, names) {number, names},
#include "article/month.def"
#undef MONTH
};

/* Names come whole first, so that "mart" is Turkish for March before it is short for anything. */
static int find(struct span word, bool whole)
{
    for (size_t i = 0; i < COUNT_OF(months); i++) {
        struct span rest = span_of(months[i].names), name;
        while (span_split(&rest, ' ', &name))
            if (span_equal(word, whole ? name : span_slice(name, 0, word.n)))
                return months[i].number;
    }
    return 0;
}

int month_of(struct arena *a, struct span word)
{
    if (word.n < LETTERS_MIN || word.n > WORD_BYTES_MAX)
        return 0;
    struct span lower = utf8_lower(a, word);
    int month = find(lower, true);
    if (!month && utf8_count(lower) >= LETTERS_MIN)
        month = find(lower, false);
    /* Hebrew writes "in" on the name itself: "3 בנובמבר". */
    struct span in = span_slice(lower, span_starts(lower, "ב") ? strlen("ב") : lower.n, lower.n);
    return month || !in.n ? month : find(in, true);
}
