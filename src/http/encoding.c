/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/encoding.h"

/* "q=0", "q=0.000": refused. */
static bool is_refused(struct span parameters)
{
    size_t at = span_find_nocase(parameters, "q=");
    struct span weight = span_trim(span_slice(parameters, at + 2, parameters.n));
    if (at == parameters.n)
        return false;
    for (size_t i = 0; i < weight.n; i++)
        if (weight.p[i] != '0' && weight.p[i] != '.')
            return false;
    return true;
}

bool encoding_accepts_gzip(struct span accept_encoding)
{
    struct span coding;
    bool any = false;
    while (span_split(&accept_encoding, ',', &coding)) {
        size_t semicolon = span_find_byte(coding, ';');
        struct span name = span_trim(span_slice(coding, 0, semicolon));
        bool accepted = !is_refused(span_slice(coding, semicolon, coding.n));
        if (span_is_nocase(name, "gzip") || span_is_nocase(name, "x-gzip"))
            return accepted;
        if (span_is(name, "*"))
            any = accepted;
    }
    return any;
}
