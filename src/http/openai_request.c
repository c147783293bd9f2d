/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http/openai_request.h"

#include "base/base.h"

enum { LINE_BYTES = 1000 };

/* People whom nobody hears here: each is the default voice of the text's language. */
static const char *const their_voices[] = {"alloy", "ash",  "ballad", "cedar", "coral",   "echo", "fable",
                                           "marin", "nova", "onyx",   "sage",  "shimmer", "verse"};

/* Besides MP3. Debian's libsndfile and LAME have no encoder for AAC. */
static const char *const formats[] = {"opus", "flac", "wav", "pcm"};

struct member {
    struct arena *arena;
    const json_t *value;
    uint64_t most_characters;
    struct openai_request *out;
};

static struct span text_of(const json_t *value)
{
    return (struct span){json_string_value(value), json_string_length(value)};
}

static size_t count_characters(struct span text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++)
        n += ((uint8_t)text.p[i] & 0xC0) != 0x80;
    return n;
}

static bool read_input(struct member *m, struct error *err)
{
    struct span text = text_of(m->value);
    if (!json_is_string(m->value) || span_trim(text).n == 0)
        return error_set(err, ERROR_USAGE, "input: must be a string with something to say");
    if (count_characters(text) > m->most_characters)
        return error_set(err, ERROR_USAGE, "input: has more than %llu characters",
                         (unsigned long long)m->most_characters);
    m->out->wanted.bytes = arena_copy(m->arena, text);
    return true;
}

static bool read_line(struct member *m, const json_t *value, struct span *line)
{
    if (!json_is_string(value) || json_string_length(value) > LINE_BYTES)
        return false;
    *line = arena_copy(m->arena, text_of(value));
    return true;
}

static bool read_voice(struct member *m, struct error *err)
{
    const json_t *name = json_is_object(m->value) ? json_object_get(m->value, "id") : m->value;
    struct span *voice = &m->out->wanted.voice;
    if (!read_line(m, name, voice))
        return error_set(err, ERROR_USAGE, "voice: must be a name or an object with an id");
    for (size_t i = 0; i < COUNT_OF(their_voices); i++)
        if (span_is(*voice, their_voices[i]))
            *voice = (struct span){0};
    return true;
}

static bool read_language(struct member *m, struct error *err)
{
    return read_line(m, m->value, &m->out->wanted.language) ||
           error_set(err, ERROR_USAGE, "lang: must be a language tag");
}

static bool read_format(struct member *m, struct error *err)
{
    struct span name = text_of(m->value);
    m->out->format = NULL;
    if (!json_is_string(m->value))
        return error_set(err, ERROR_USAGE, "response_format: must be a string");
    if (span_is(name, "mp3"))
        return true;
    for (size_t i = 0; i < COUNT_OF(formats); i++)
        if (span_is(name, formats[i]))
            m->out->format = formats[i];
    return m->out->format ||
           error_set(err, ERROR_USAGE,
                     "response_format: '%.20s' is not offered; mp3, opus, flac, wav and pcm are",
                     json_string_value(m->value));
}

static bool read_speed(struct member *m, struct error *err)
{
    double speed = json_number_value(m->value);
    if (!json_is_number(m->value) || !(speed >= 0.25 && speed <= 4))
        return error_set(err, ERROR_USAGE, "speed: must be a number from 0.25 to 4");
    m->out->wanted.speed_percent = (int)(speed * 100 + 0.5);
    return true;
}

static bool read_stream_format(struct member *m, struct error *err)
{
    struct span name = text_of(m->value);
    m->out->events = json_is_string(m->value) && span_is(name, "sse");
    return m->out->events || (json_is_string(m->value) && span_is(name, "audio")) ||
           error_set(err, ERROR_USAGE, "stream_format: must be audio or sse");
}

static const struct reader {
    const char *name;
    bool (*read)(struct member *m, struct error *err);
} readers[] = {
    {"input", read_input},   {"voice", read_voice},
    {"lang", read_language}, {"response_format", read_format},
    {"speed", read_speed},   {"stream_format", read_stream_format},
};

static bool read_members(struct member *m, const json_t *object, const char **member, struct error *err)
{
    for (size_t i = 0; i < COUNT_OF(readers); i++) {
        *member = readers[i].name;
        m->value = json_object_get(object, readers[i].name);
        /* null is how some clients leave a member out */
        bool there = m->value && !json_is_null(m->value);
        if ((there || readers[i].read == read_input) && !readers[i].read(m, err))
            return false;
    }
    return true;
}

bool openai_request_read(struct arena *a, struct span json, uint64_t most_characters,
                         struct openai_request *out, const char **member, struct error *err)
{
    *member = NULL;
    *out = (struct openai_request){
        .wanted = {.kind = SOURCE_BYTES, .media_type = SPAN("text/plain; charset=utf-8"), .verbatim = true}};
    struct member m = {.arena = a, .most_characters = most_characters, .out = out};
    json_t *object = json_parse(json, err);
    bool ok = object && (json_is_object(object) || error_set(err, ERROR_USAGE, "the body is no JSON object"));
    ok = ok && read_members(&m, object, member, err);
    json_decref(object);
    return ok;
}
