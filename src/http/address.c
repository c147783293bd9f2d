/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/address.h"

void address_write(const struct config *config, const char *key, const char *ending, struct buf *out)
{
    struct span base = span_of(config->public_url);
    while (base.n && base.p[base.n - 1] == '/')
        base.n--;
    buf_add_span(out, base);
    buf_printf(out, "/v1/audio/%s%s", key, ending);
}
