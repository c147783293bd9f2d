/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/range.h"

/* Digits only; a number too large for us is larger than any file: saturates. */
static bool read_number(struct span digits, uint64_t *number)
{
    *number = 0;
    for (size_t i = 0; i < digits.n; i++) {
        if (digits.p[i] < '0' || digits.p[i] > '9')
            return false;
        uint64_t digit = (uint64_t)(digits.p[i] - '0');
        *number = *number > (UINT64_MAX - digit) / 10 ? UINT64_MAX : *number * 10 + digit;
    }
    return digits.n > 0;
}

static enum range_verdict read_suffix(struct span digits, uint64_t whole_bytes, struct range *out)
{
    uint64_t n;
    if (!read_number(digits, &n))
        return RANGE_WHOLE;
    if (n == 0 || whole_bytes == 0)
        return RANGE_UNSATISFIABLE;
    out->size_bytes = n < whole_bytes ? n : whole_bytes;
    out->first = whole_bytes - out->size_bytes;
    return RANGE_PART;
}

enum range_verdict range_read(struct span header, uint64_t whole_bytes, struct range *out)
{
    size_t equals = span_find_byte(header, '=');
    if (!span_is_nocase(span_slice(header, 0, equals), "bytes") || equals == header.n)
        return RANGE_WHOLE;
    struct span spec = span_trim(span_slice(header, equals + 1, header.n));
    size_t dash = span_find_byte(spec, '-');
    if (dash == spec.n || span_find_byte(spec, ',') != spec.n)
        return RANGE_WHOLE;
    struct span last_digits = span_slice(spec, dash + 1, spec.n);
    if (dash == 0)
        return read_suffix(last_digits, whole_bytes, out);
    uint64_t first, last = UINT64_MAX;
    if (!read_number(span_slice(spec, 0, dash), &first) ||
        (last_digits.n && !read_number(last_digits, &last)) || last < first)
        return RANGE_WHOLE;
    if (first >= whole_bytes)
        return RANGE_UNSATISFIABLE;
    if (last >= whole_bytes)
        last = whole_bytes - 1;
    *out = (struct range){first, last - first + 1};
    return RANGE_PART;
}
