/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accept-Encoding (RFC 9110 section 12.5.3), as far as it decides about gzip. */
#ifndef HTTP_ENCODING_H
#define HTTP_ENCODING_H

#include "base/span.h"
#include "http/blob.h"

/* Named (or "*"), and not with q=0. */
bool encoding_accepts_gzip(struct span accept_encoding);
/* The bytes by gzip; NULL when that saves nothing. Takes some 20 ms a megabyte. */
struct blob *encoding_pack(struct span bytes);

#endif
