/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request as the HTTP library leaves it in its buffer. */
#ifndef TESTS_HTTP_RECEIVED_H
#define TESTS_HTTP_RECEIVED_H

#include "http/framing.h"

enum { RECEIVED_FIELDS = 16 };

struct received {
    struct field fields[RECEIVED_FIELDS];
    size_t nfields;
    struct head head;
};

/* Takes the request in 'bytes' apart as libmicrohttpd does, leniently and in place: line ends are overwritten
 * by NULs, values end at the first NUL. false: it would not have got as far as a handler. */
bool received_take(char *bytes, size_t n, struct received *out);

#endif
