/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "speech/voice.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum field_kind { FIELD_TEXT, FIELD_NUMBER, FIELD_DECIBEL };

static const struct field {
    const char *name;
    enum field_kind kind;
    size_t offset, size_bytes; /* in struct voice; the size of a text */
    int least, most;
    bool required;
} fields[] = {
#define TEXT_FIELD(name, required)                                                                           \
    {                                                                                                        \
#name, FIELD_TEXT, offsetof(struct voice, name), sizeof((struct voice *)0)->name, 0, 0, required     \
    }
#define NUMBER_FIELD(name, least, most)                                                                      \
    {                                                                                                        \
#name, FIELD_NUMBER, offsetof(struct voice, name), 0, least, most, false                             \
    }
#define DECIBEL_FIELD(name, least, most)                                                                     \
    {                                                                                                        \
#name, FIELD_DECIBEL, offsetof(struct voice, name), 0, least, most, false                            \
    }
#define PAUSE_FIELD(name)                                                                                    \
    {                                                                                                        \
        "pause_" #name "_ms", FIELD_NUMBER, offsetof(struct voice, pauses.name##_ms), 0, 0, 5000, false      \
    }
    TEXT_FIELD(title, false),
    TEXT_FIELD(language, true),
    TEXT_FIELD(engine, true),
    NUMBER_FIELD(rate_wpm, RATE_LEAST_WPM, RATE_MOST_WPM),
    NUMBER_FIELD(pitch, 0, 100),
    NUMBER_FIELD(pitch_range, 0, 100),
    NUMBER_FIELD(heading_pitch, -PITCH_CHANGE_MOST, PITCH_CHANGE_MOST),
    TEXT_FIELD(quote_voice, false),
    DECIBEL_FIELD(gain_db, -24, 24),
    DECIBEL_FIELD(presence_db, -12, 6),
    DECIBEL_FIELD(treble_db, -12, 6),
    PAUSE_FIELD(clause),
    PAUSE_FIELD(bracket),
    PAUSE_FIELD(dash),
    PAUSE_FIELD(colon),
    PAUSE_FIELD(ellipsis),
    PAUSE_FIELD(sentence),
    PAUSE_FIELD(paragraph),
    PAUSE_FIELD(item),
    PAUSE_FIELD(heading),
    PAUSE_FIELD(title),
    PAUSE_FIELD(quote),
    PAUSE_FIELD(section),
#undef TEXT_FIELD
#undef NUMBER_FIELD
#undef DECIBEL_FIELD
#undef PAUSE_FIELD
};

const size_t voice_nsettings = COUNT_OF(fields);

struct voice voice_standard(void)
{
    return (struct voice){
        .rate_wpm = 170,
        .pitch = 50,
        .pitch_range = 50,
        .gain_db = 3.0,
        .presence_db = -4.0,
        .treble_db = -2.0,
        .pauses = pauses_standard,
    };
}

bool voice_name_valid(struct span name)
{
    if (name.n == 0 || name.n >= VOICE_NAME_BYTES)
        return false;
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '_')
            return false;
    }
    return true;
}

static bool parse_text(const struct field *field, struct span value, void *to, struct error *err)
{
    if (value.n == 0 || value.n >= field->size_bytes || !utf8_valid(value))
        return error_set(err, ERROR_CONFIG, "%s: give 1 to %zu bytes of UTF-8", field->name,
                         field->size_bytes - 1);
    memcpy(to, value.p, value.n);
    ((char *)to)[value.n] = 0;
    return true;
}

/* A decimal number; strtod would read it by the user's locale. */
static bool parse_number(const struct field *field, struct span value, double *number, struct error *err)
{
    bool whole = field->kind == FIELD_NUMBER, negative = span_starts(value, "-");
    double unit = 0, sum = 0;
    size_t digits = 0;
    for (size_t i = negative; i < value.n && i < 12; i++) {
        char c = value.p[i];
        if (c >= '0' && c <= '9') {
            sum = unit ? sum + (c - '0') * unit : sum * 10 + (c - '0');
            unit /= 10;
            digits++;
        } else if (c == '.' && !unit && !whole && digits) {
            unit = 0.1;
        } else {
            digits = value.n + 1;
            break;
        }
    }
    *number = negative ? -sum : sum;
    if (digits == 0 || digits > value.n || value.n > 12 || *number < field->least || *number > field->most)
        return error_set(err, ERROR_CONFIG, "%s: give a %snumber from %d to %d, not '%.*s'", field->name,
                         whole ? "whole " : "", field->least, field->most, (int)value.n, value.p);
    return true;
}

static bool parse_value(const struct field *field, struct span value, struct voice *voice, struct error *err)
{
    void *to = (char *)voice + field->offset;
    if (field->kind == FIELD_TEXT)
        return parse_text(field, value, to, err);
    double number;
    if (!parse_number(field, value, &number, err))
        return false;
    if (field->kind == FIELD_NUMBER)
        *(int *)to = (int)number;
    else
        *(double *)to = number;
    return true;
}

static const struct field *field_named(struct span name)
{
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        if (span_is(name, fields[i].name))
            return &fields[i];
    return NULL;
}

/* 'seen' has a bit a field. */
static bool parse_line(struct span line, struct voice *voice, unsigned *seen, struct error *err)
{
    line = span_trim(line);
    if (line.n == 0 || line.p[0] == '#')
        return true;
    size_t equals = span_find_byte(line, '=');
    struct span name = span_trim(span_slice(line, 0, equals));
    const struct field *field = field_named(name);
    if (equals == line.n || !field)
        return error_set(err, ERROR_CONFIG, "a voice has no setting '%.*s'", (int)(name.n < 60 ? name.n : 60),
                         name.p);
    unsigned bit = 1u << (field - fields);
    if (*seen & bit)
        return error_set(err, ERROR_CONFIG, "%s is set twice", field->name);
    *seen |= bit;
    return parse_value(field, span_trim(span_slice(line, equals + 1, line.n)), voice, err);
}

/* "folder/en-us.voice" -> "en-us" */
static struct span stem(const char *path)
{
    const char *slash = strrchr(path, '/');
    struct span name = span_of(slash ? slash + 1 : path);
    return span_slice(name, 0, name.n - strlen(".voice"));
}

bool voice_parse(const char *path, struct span text, struct voice *voice, struct error *err)
{
    struct span name = stem(path), line;
    *voice = voice_standard();
    voice->shipped = true;
    if (!voice_name_valid(name))
        return error_set(err, ERROR_CONFIG, "%s: a voice is called by letters, digits, '-' and '_'", path);
    memcpy(voice->name, name.p, name.n);
    unsigned seen = 0;
    int number = 1;
    for (; span_line(&text, &line); number++) {
        struct error inner = {0};
        if (!parse_line(line, voice, &seen, &inner))
            return error_set(err, ERROR_CONFIG, "%s:%d: %.150s", path, number, inner.detail);
    }
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        if (fields[i].required && !(seen & 1u << i))
            return error_set(err, ERROR_CONFIG, "%s:%d: '%s' is missing", path, number, fields[i].name);
    if (!*voice->title)
        snprintf(voice->title, sizeof voice->title, "%s", voice->name);
    return true;
}

static void put_field(const struct field *field, const struct voice *voice, struct buf *message)
{
    const void *from = (const char *)voice + field->offset;
    if (field->kind == FIELD_TEXT)
        wire_put_span(message, span_of(from));
    else if (field->kind == FIELD_NUMBER)
        wire_put_u32(message, (uint32_t) * (const int *)from);
    else
        wire_put_u32(message, (uint32_t)lround(*(const double *)from * 1000));
}

static void get_text(struct wire *w, char *to, size_t size_bytes)
{
    struct span text = wire_get_span(w);
    w->bad |= text.n >= size_bytes;
    if (!w->bad)
        memcpy(to, text.p, text.n);
}

static void get_field(struct wire *w, const struct field *field, struct voice *voice)
{
    void *to = (char *)voice + field->offset;
    if (field->kind == FIELD_TEXT) {
        get_text(w, to, field->size_bytes);
        return;
    }
    int number = (int)wire_get_u32(w), unit = field->kind == FIELD_DECIBEL ? 1000 : 1;
    w->bad |= number < field->least * unit || number > field->most * unit;
    if (field->kind == FIELD_NUMBER)
        *(int *)to = number;
    else
        *(double *)to = number / 1000.0;
}

void voice_put(const struct voice *voice, struct buf *message)
{
    wire_put_span(message, span_of(voice->name));
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        put_field(&fields[i], voice, message);
    wire_put_u32(message, voice->shipped);
}

bool voice_get(struct wire *w, struct voice *voice)
{
    *voice = (struct voice){0};
    get_text(w, voice->name, sizeof voice->name);
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        get_field(w, &fields[i], voice);
    voice->shipped = wire_get_u32_max(w, 1) == 1;
    return !w->bad;
}
