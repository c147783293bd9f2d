/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/events.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "http/exchange.h"
#include "http/server.h"

enum {
    AUDIO_BYTES =
        3 * 1500, /* of one event: large enough to be cheap, small enough for thousands of followers */
    EVENT_BYTES = 4 * 1500 + 256,
    TOKEN_MS = 50, /* of audio: what OpenAI counts as one token */
};

struct events {
    char text[EVENT_BYTES]; /* the event that is being sent */
    size_t n, sent;
    bool done;
};

struct events *events_create(struct arena *a)
{
    struct events *e = arena_alloc(a, sizeof *e);
    e->n = e->sent = 0;
    e->done = false;
    return e;
}

static void add(struct events *e, const char *text)
{
    size_t n = strlen(text);
    memcpy(e->text + e->n, text, n);
    e->n += n;
}

static void add_base64(struct events *e, const uint8_t *bytes, size_t n)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < n; i += 3) {
        uint32_t three = (uint32_t)bytes[i] << 16;
        three |= i + 1 < n ? (uint32_t)bytes[i + 1] << 8 : 0;
        three |= i + 2 < n ? bytes[i + 2] : 0;
        for (int shift = 18; shift >= 0; shift -= 6)
            e->text[e->n++] = digits[three >> shift & 63];
        if (i + 2 >= n) /* the last one, of one or two bytes */
            memcpy(e->text + e->n - (3 - (n - i)), "==", 3 - (n - i));
    }
}

static void write_delta(struct events *e, const uint8_t *bytes, size_t n)
{
    e->n = e->sent = 0;
    add(e, "data: {\"type\":\"speech.audio.delta\",\"audio\":\"");
    add_base64(e, bytes, n);
    add(e, "\"}\n\n");
}

static void write_done(struct events *e, const struct making *m)
{
    const struct script *script = &m->entry->post.script;
    uint64_t input = 0, output = atomic_load(&m->entry->duration_ms) / TOKEN_MS;
    for (size_t i = 0; i < script->nsegments; i++)
        input += script->segments[i].ntokens;
    e->sent = 0;
    e->n = (size_t)snprintf(e->text, sizeof e->text,
                            "data: {\"type\":\"speech.audio.done\",\"usage\":{\"input_tokens\":%" PRIu64
                            ",\"output_tokens\":%" PRIu64 ",\"total_tokens\":%" PRIu64 "}}\n\n",
                            input, output, input + output);
    e->done = true;
}

enum making_read events_read(struct exchange *x, char *out, size_t *most)
{
    struct events *e = x->events;
    if (e->sent == e->n) {
        uint8_t audio[AUDIO_BYTES];
        size_t n = sizeof audio;
        if (e->done)
            return MAKING_END;
        enum making_read verdict = making_read(x->making, x, (char *)audio, &n);
        if (verdict == MAKING_BYTES)
            write_delta(e, audio, n);
        else if (verdict == MAKING_END)
            write_done(e, x->making);
        else
            return verdict;
    }
    *most = e->n - e->sent < *most ? e->n - e->sent : *most;
    memcpy(out, e->text + e->sent, *most);
    e->sent += *most;
    return MAKING_BYTES;
}
