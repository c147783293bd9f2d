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

/* Where the request line lies in the buffer that the fields were received in, each part ended by a NUL. */
struct head {
    const char *method, *target, *version;
    size_t ntarget;  /* bytes of the target up to its first NUL */
    const char *end; /* behind the empty line that ends the header */
};

/* head NULL: they were not received, only their names and values are judged. */
enum framing framing_judge(const struct field *fields, size_t nfields, const struct head *head);

#endif
