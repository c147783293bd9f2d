/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/encoding.h"

#include <zlib.h>

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

struct blob *encoding_pack(struct span bytes)
{
    z_stream z = {.next_in = (Bytef *)bytes.p, .avail_in = (uInt)bytes.n};
    struct buf out = BUF_EMPTY;
    if (deflateInit2(&z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        return NULL;
    uLong most = deflateBound(&z, z.avail_in);
    z.next_out = (Bytef *)buf_reserve(&out, most);
    z.avail_out = (uInt)most;
    bool ok = deflate(&z, Z_FINISH) == Z_STREAM_END && z.total_out < bytes.n;
    out.n = z.total_out;
    deflateEnd(&z);
    if (ok)
        return blob_create(&out);
    buf_finish(&out);
    return NULL;
}
