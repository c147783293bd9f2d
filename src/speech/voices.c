/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All voices: those with a file, then one a language of the engine. What a user asks for is only compared
 * with their names; what reaches the engine (a path to it) comes from its own list. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "speech/espeak.h"
#include "speech/voice.h"

enum { LANGUAGE_BYTES = VOICE_NAME_BYTES };

struct voices {
    struct arena arena;
    struct voice *list;
    size_t count, capacity;
};

/* Where a language without a voice of its own goes: to the variety most of its readers know, or to the name
 * the engine has for it. */
static const struct {
    const char *language, *instead;
} fallbacks[] = {
    {"en", "en-us"},     {"en-au", "en-gb"},  {"en-ie", "en-gb"},  {"en-in", "en-gb"},  {"en-nz", "en-gb"},
    {"en-za", "en-gb"},  {"es-mx", "es-419"}, {"es-us", "es-419"}, {"es-ar", "es-419"}, {"es-co", "es-419"},
    {"es-cl", "es-419"}, {"es-pe", "es-419"}, {"no", "nb"},        {"nn", "nb"},        {"zh", "cmn"},
    {"zh-hk", "yue"},    {"zh-yue", "yue"},   {"iw", "he"},        {"in", "id"},        {"sh", "sr"},
    {"hbs", "sr"},
};

static void add(struct voices *v, const struct voice *voice)
{
    v->list = arena_grow(&v->arena, v->list, v->count, &v->capacity, sizeof *v->list);
    v->list[v->count++] = *voice;
}

static const struct engine_voice *engine_find(const struct engine_voice *list, size_t count, struct span name)
{
    for (size_t i = 0; i < count; i++)
        if (span_is(name, list[i].language) || span_is(name, list[i].identifier))
            return &list[i];
    return NULL;
}

struct engine_list {
    struct engine_voice *languages;
    size_t nlanguages;
};

/* Each list costs the engine a reading of all its files, and few voices are variants: asked for one by one.
 */
static bool is_variant(const char *name)
{
    struct arena scratch;
    size_t count;
    char identifier[VOICE_NAME_BYTES + 3];
    arena_init(&scratch);
    snprintf(identifier, sizeof identifier, "!v/%s", name);
    struct engine_voice *variants = engine_variants(&scratch, &count);
    bool found = engine_find(variants, count, span_of(identifier)) != NULL;
    arena_finish(&scratch);
    return found;
}

/* Replaces "en-us+Andy" by the engine's "gmw/en-US+Andy"; false if it has no such voice. */
static bool resolve(const struct engine_list *engine, struct voice *voice)
{
    struct span written = span_of(voice->engine);
    size_t plus = span_find_byte(written, '+');
    const struct engine_voice *language =
        engine_find(engine->languages, engine->nlanguages, span_slice(written, 0, plus));
    char found[2 * VOICE_NAME_BYTES];
    if (!language || (plus < written.n && !is_variant(voice->engine + plus + 1)))
        return false;
    int n = snprintf(found, sizeof found, "%s%s", language->identifier, voice->engine + plus);
    if (n >= VOICE_NAME_BYTES)
        return false;
    memcpy(voice->engine, found, (size_t)n + 1);
    return true;
}

static bool load_file(struct voices *v, const struct engine_list *engine, const char *path, struct error *err)
{
    struct buf text = BUF_EMPTY;
    struct voice voice;
    bool ok = file_read(path, VOICE_FILE_BYTES, &text, err);
    if (!ok)
        error_set(err, ERROR_CONFIG, "%s: cannot be read", path);
    ok = ok && voice_parse(path, buf_span(&text), &voice, err);
    buf_finish(&text);
    if (ok && !resolve(engine, &voice))
        return error_set(err, ERROR_CONFIG, "%s: eSpeak NG has no voice '%s'", path, voice.engine);
    if (ok)
        add(v, &voice);
    return ok;
}

static int is_voice_file(const struct dirent *entry)
{
    return entry->d_name[0] != '.' && span_ends(span_of(entry->d_name), ".voice");
}

static bool load_folder(struct voices *v, const struct engine_list *engine, const char *folder,
                        struct error *err)
{
    struct dirent **entries;
    int n = scandir(folder, &entries, is_voice_file, alphasort);
    if (n < 0)
        return error_set(err, ERROR_CONFIG, "%s: the folder cannot be read", folder);
    bool ok = true;
    for (int i = 0; i < n; i++) {
        struct buf path = BUF_EMPTY;
        buf_printf(&path, "%s/%s", folder, entries[i]->d_name);
        ok = ok && load_file(v, engine, path.p, err);
        buf_finish(&path);
        free(entries[i]);
    }
    free(entries);
    return ok;
}

static bool engine_used(const struct voices *v, const char *identifier)
{
    for (size_t i = 0; i < v->count; i++)
        if (!strcmp(v->list[i].engine, identifier))
            return true;
    return false;
}

/* The engine's language as a voice with the standard settings, unless a voice file has its code or sound. */
static void add_language(struct voices *v, const struct engine_voice *language)
{
    struct voice voice = voice_standard();
    struct span code = span_of(language->language);
    if (!voice_name_valid(code) || voices_named(v, code) || engine_used(v, language->identifier))
        return;
    snprintf(voice.name, sizeof voice.name, "%s", language->language);
    snprintf(voice.language, sizeof voice.language, "%s", language->language);
    snprintf(voice.engine, sizeof voice.engine, "%s", language->identifier);
    snprintf(voice.title, sizeof voice.title, "%s", language->title);
    add(v, &voice);
}

/* A quotation's voice may be any of the list, so that it can be looked for only when the list is whole. */
static bool quote_voices_exist(const struct voices *v, const char *folder, struct error *err)
{
    for (size_t i = 0; i < v->count; i++) {
        const struct voice *voice = &v->list[i];
        if (*voice->quote_voice && !voices_named(v, span_of(voice->quote_voice)))
            return error_set(err, ERROR_CONFIG, "%s/%s.voice: quote_voice: there is no voice '%s'", folder,
                             voice->name, voice->quote_voice);
    }
    return true;
}

static int by_language(const void *a, const void *b)
{
    const struct engine_voice *x = a, *y = b;
    int order = strcmp(x->language, y->language);
    /* One language in two writings ("yue", and "yue" in Latin letters): the shorter name is the native one.
     */
    return order ? order : strcmp(x->identifier, y->identifier);
}

struct voices *voices_load(const struct config *config, struct error *err)
{
    struct voices *v = calloc(1, sizeof *v);
    struct arena scratch;
    struct engine_list engine;
    struct buf folder = BUF_EMPTY;
    arena_init(&v->arena);
    arena_init(&scratch);
    engine.languages = engine_languages(&scratch, &engine.nlanguages);
    bool ok = config_data_path(config, "voices", &folder, err) && load_folder(v, &engine, folder.p, err);
    if (ok) {
        qsort(engine.languages, engine.nlanguages, sizeof *engine.languages, by_language);
        for (size_t i = 0; i < engine.nlanguages; i++)
            add_language(v, &engine.languages[i]);
        ok = quote_voices_exist(v, folder.p, err);
    }
    buf_finish(&folder);
    arena_finish(&scratch);
    if (ok)
        return v;
    voices_destroy(v);
    return NULL;
}

void voices_destroy(struct voices *v)
{
    if (!v)
        return;
    arena_finish(&v->arena);
    free(v);
}

size_t voices_count(const struct voices *v)
{
    return v->count;
}

const struct voice *voices_at(const struct voices *v, size_t index)
{
    return &v->list[index];
}

const struct voice *voices_named(const struct voices *v, struct span name)
{
    for (size_t i = 0; i < v->count; i++)
        if (span_is(name, v->list[i].name))
            return &v->list[i];
    return NULL;
}

/* Voices with a file stand first in the list; of those the one called like its language. */
static const struct voice *with_language(const struct voices *v, struct span language)
{
    const struct voice *first = NULL;
    for (size_t i = 0; i < v->count; i++) {
        const struct voice *voice = &v->list[i];
        if (!span_is_nocase(language, voice->language))
            continue;
        if (voice->shipped && !strcmp(voice->name, voice->language))
            return voice;
        first = first ? first : voice;
    }
    return first;
}

static const struct voice *instead_of(const struct voices *v, struct span language)
{
    for (size_t i = 0; i < COUNT_OF(fallbacks); i++)
        if (span_is_nocase(language, fallbacks[i].language))
            return with_language(v, span_of(fallbacks[i].instead));
    return NULL;
}

static const struct voice *with_primary(const struct voices *v, struct span primary)
{
    for (size_t i = 0; i < v->count; i++) {
        struct span language = span_of(v->list[i].language);
        if (span_equal_nocase(primary, span_slice(language, 0, span_find_byte(language, '-'))))
            return &v->list[i];
    }
    return NULL;
}

const struct voice *voices_for_language(const struct voices *v, struct span language)
{
    if (language.n == 0 || language.n >= LANGUAGE_BYTES)
        return NULL;
    /* RFC 4647 section 3.4, lookup: the tag, then without its last subtag, and so on. */
    struct span tag = language;
    while (tag.n) {
        const struct voice *found = with_language(v, tag);
        found = found ? found : instead_of(v, tag);
        if (found)
            return found;
        while (tag.n && tag.p[tag.n - 1] != '-')
            tag.n--;
        if (tag.n)
            tag.n--;
    }
    return with_primary(v, span_slice(language, 0, span_find_byte(language, '-')));
}

/* ---- across the process boundary ---- */

void voices_put(const struct voices *v, struct buf *message)
{
    wire_put_u32(message, (uint32_t)v->count);
    for (size_t i = 0; i < v->count; i++)
        voice_put(&v->list[i], message);
}

struct voices *voices_get(struct wire *w)
{
    struct voices *v = calloc(1, sizeof *v);
    arena_init(&v->arena);
    for (uint32_t left = wire_get_count(w, 4 * (voice_nsettings + 2)); left && !w->bad; left--) {
        struct voice voice;
        if (voice_get(w, &voice))
            add(v, &voice);
    }
    if (!w->bad)
        return v;
    voices_destroy(v);
    return NULL;
}
