/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Byte ranges (RFC 9110 section 14). One range is answered; several are answered by the whole, which the RFC
 * allows and which cannot be made to amplify. */
#ifndef HTTP_RANGE_H
#define HTTP_RANGE_H

#include <stdint.h>

#include "base/span.h"

enum range_verdict {
    RANGE_WHOLE,         /* no range, another unit, bad syntax, several ranges */
    RANGE_PART,          /* 206 */
    RANGE_UNSATISFIABLE, /* 416 */
};

struct range {
    uint64_t first, size_bytes; /* inside the representation; size_bytes > 0 */
};

/* 'header' is the Range field's value (empty: none), 'whole_bytes' the representation's length. */
enum range_verdict range_read(struct span header, uint64_t whole_bytes, struct range *out);

#endif
