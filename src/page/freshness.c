/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page/freshness.h"

#include "page/page.h"

/* At most PAGE_MAX_AGE_S; -1: no number. */
static int64_t seconds(struct span text)
{
    int64_t n = 0;
    text = span_trim(text);
    if (text.n >= 2 && text.p[0] == '"' && text.p[text.n - 1] == '"')
        text = span_slice(text, 1, text.n - 1);
    if (text.n == 0)
        return -1;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] < '0' || text.p[i] > '9')
            return -1;
        n = n * 10 + (text.p[i] - '0');
        n = n < PAGE_MAX_AGE_S ? n : PAGE_MAX_AGE_S;
    }
    return n;
}

/* What one directive allows; -1: nothing about it. */
static int64_t directive_s(struct span directive)
{
    struct span value = directive, name;
    if (!span_split(&value, '=', &name))
        return -1;
    name = span_trim(name);
    if (span_is_nocase(name, "no-cache") || span_is_nocase(name, "no-store"))
        return 0;
    if (!span_is_nocase(name, "max-age"))
        return -1;
    int64_t n = seconds(value);
    return n < 0 ? 0 : n;
}

int64_t freshness_max_age_s(struct span cache_control, struct span age)
{
    int64_t least = -1, passed = seconds(age);
    struct span rest = cache_control, directive;
    while (span_split(&rest, ',', &directive)) {
        int64_t n = directive_s(directive);
        if (n >= 0 && (least < 0 || n < least))
            least = n;
    }
    if (least < 0 || passed < 0)
        return least;
    return least > passed ? least - passed : 0;
}

bool page_is_validator(struct span text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] < ' ' || text.p[i] > '~')
            return false;
    return text.n > 0 && text.n <= PAGE_VALIDATOR_BYTES;
}
