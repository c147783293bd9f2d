/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The body of POST /v1/audio. */
#ifndef HTTP_SPEECH_REQUEST_H
#define HTTP_SPEECH_REQUEST_H

#include "http/posts.h"

/* Reads a JSON object with exactly one of text, html, markdown, url and perhaps voice, rate, lang, title;
 * other members are refused, so that a misspelt one is not silently ignored. Everything in the arena; the URL
 * comes out as it was written. Error USAGE, the detail says which member. */
bool speech_request_read(struct arena *a, struct span json, struct wanted *out, struct error *err);

#endif
