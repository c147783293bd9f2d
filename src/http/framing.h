/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a message's header says of its own limits (RFC 9112 section 6). Where two readers could disagree, the
 * request is refused and the connection closed: that is how requests are smuggled past a proxy. */
#ifndef HTTP_FRAMING_H
#define HTTP_FRAMING_H

#include "base/span.h"

struct field {
    struct span name, value;
};

enum framing {
    FRAMING_GOOD,
    FRAMING_BAD,           /* 400 */
    FRAMING_UNKNOWN_CODING /* 501: a Transfer-Encoding other than chunked */
};

/* 'before': where the request line ends in the buffer that the fields were received in; NULL: they were not
 * received, only their names and values are judged. */
enum framing framing_judge(const struct field *fields, size_t nfields, const char *before);

#endif
