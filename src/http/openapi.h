/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HTTP_OPENAPI_H
#define HTTP_OPENAPI_H

#include "base/buf.h"

/* The interface as an OpenAPI 3.1 document, made of route.def, schema.def and error.def. */
void openapi_print(struct buf *out);

#endif
