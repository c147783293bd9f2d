/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The schemas of the OpenAPI document, made of schema.def. */
#ifndef HTTP_OPENAPI_SCHEMA_H
#define HTTP_OPENAPI_SCHEMA_H

#include "base/json.h"

/* The members of a schema object: a reference to "Name", or to any of "Name or Name". */
void openapi_schema_refer(struct json *j, const char *schemas);
/* The member "schemas" of the components. */
void openapi_schema_print_all(struct json *j);

#endif
