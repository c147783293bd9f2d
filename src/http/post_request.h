/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The body of PUT /v1/posts/{id}. */
#ifndef HTTP_POST_REQUEST_H
#define HTTP_POST_REQUEST_H

#include "http/shelf_file.h"

/* Reads a JSON object with url, exactly one of html, markdown and text, and perhaps title, byline, language,
 * voice, rate, lexicon, draft; other members are refused, so that a misspelt one is not silently ignored.
 * Everything in the arena; the url comes out as it was written; site, id and number are left alone. Error
 * USAGE, the detail says which member. */
bool post_request_read(struct arena *a, struct span json, struct shelf_post *out, struct error *err);

#endif
