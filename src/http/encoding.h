/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accept-Encoding (RFC 9110 section 12.5.3), as far as it decides about gzip. */
#ifndef HTTP_ENCODING_H
#define HTTP_ENCODING_H

#include "base/span.h"

/* Named (or "*"), and not with q=0. */
bool encoding_accepts_gzip(struct span accept_encoding);

#endif
