/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The body of POST /v1/audio/speech. */
#ifndef HTTP_OPENAI_REQUEST_H
#define HTTP_OPENAI_REQUEST_H

#include "http/posts.h"

struct openai_request {
    struct wanted wanted;
    const char *format; /* NULL: MP3; else one of audio/stream.h; static memory */
    bool events;        /* server-sent events instead of the bare audio */
};

/* Reads the JSON object; members that are not known are ignored, as its clients expect. Everything in the
 * arena. Error USAGE, the detail says what is wrong and *member with what (NULL: with the whole). */
bool openai_request_read(struct arena *a, struct span json, uint64_t most_characters,
                         struct openai_request *out, const char **member, struct error *err);

#endif
