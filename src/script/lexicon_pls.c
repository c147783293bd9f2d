/* SPDX-License-Identifier: GPL-3.0-or-later */
/* W3C Pronunciation Lexicon Specification 1.0 (https://www.w3.org/TR/pronunciation-lexicon/), read by expat.
 * A document type, and with it every entity of the file's own, is refused; 'role' is passed over: of several
 * entries for a word the first holds. */
#include <expat.h>
#include <string.h>

#include "script/lexicon_reader.h"

#define NAMESPACE "http://www.w3.org/2005/01/pronunciation-lexicon"

enum { WORDS_MOST = 64 }; /* graphemes of one lexeme */

enum element {
    ELEMENT_OTHER,
    ELEMENT_LEXICON,
    ELEMENT_LEXEME,
    ELEMENT_GRAPHEME,
    ELEMENT_ALIAS,
    ELEMENT_PHONEME
};

/* Characters come in chunks, between which lines end and references stand. */
struct chunk {
    size_t at; /* in the text */
    struct place place;
};

struct text {
    struct buf bytes;
    struct chunk *chunks;
    size_t nchunks, capacity;
};

struct word {
    struct span text;
    struct place at;
};

struct pls {
    struct lexicon_reader *reader;
    XML_Parser parser;
    enum alphabet alphabet; /* of the document */
    bool no_alphabet;       /* one that is not known: told once */
    size_t depth, ignored;  /* ignored: depth of the element whose content is passed over; 0: none */
    bool in_lexeme;
    struct place lexeme;
    struct word words[WORDS_MOST];
    size_t nwords;
    struct reading form; /* the one to use */
    bool formed, preferred;
    struct text text; /* of the grapheme, alias or phoneme at hand */
    bool takes_text, this_preferred;
    enum alphabet this_alphabet;
};

static struct place here(const struct pls *p)
{
    return (struct place){XML_GetCurrentLineNumber(p->parser), XML_GetCurrentColumnNumber(p->parser) + 1};
}

static void stop(struct pls *p)
{
    XML_StopParser(p->parser, XML_FALSE);
}

static const char *attribute(const char **attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (strcmp(attributes[0], name) == 0)
            return attributes[1];
    return NULL;
}

/* The name inside our namespace, or without any; NULL: somebody else's. */
static const char *local_name(const char *name)
{
    size_t n = strlen(NAMESPACE);
    if (strncmp(name, NAMESPACE " ", n + 1) == 0)
        return name + n + 1;
    return strchr(name, ' ') ? NULL : name;
}

static bool take_alphabet(struct pls *p, const char *name, enum alphabet *alphabet)
{
    if (!name)
        return true;
    if (strcmp(name, "ipa") == 0)
        *alphabet = ALPHABET_IPA;
    else if (strcmp(name, "x-espeak") == 0)
        *alphabet = ALPHABET_ESPEAK;
    else
        return lexicon_problem(p->reader, here(p), "the alphabet '%.20s' is not known: use ipa or x-espeak",
                               name);
    return true;
}

static void begin_lexicon(struct pls *p, const char **attributes)
{
    const char *language = attribute(attributes, "http://www.w3.org/XML/1998/namespace lang");
    const char *version = attribute(attributes, "version");
    if (p->depth != 1)
        lexicon_problem(p->reader, here(p), "<lexicon> must be the outermost element");
    if (version && strcmp(version, "1.0") != 0)
        lexicon_problem(p->reader, here(p), "only version 1.0 is known");
    if (language)
        lexicon_take_language(p->reader, here(p), span_of(language));
    p->no_alphabet = !take_alphabet(p, attribute(attributes, "alphabet"), &p->alphabet);
}

static void begin_lexeme(struct pls *p)
{
    p->in_lexeme = true;
    p->lexeme = here(p);
    p->nwords = 0;
    p->formed = p->preferred = false;
}

static void begin_text(struct pls *p, enum element element, const char **attributes)
{
    const char *prefer = attribute(attributes, "prefer");
    p->takes_text = true;
    p->this_preferred = prefer && (strcmp(prefer, "true") == 0 || strcmp(prefer, "1") == 0);
    p->this_alphabet = p->alphabet;
    if (element == ELEMENT_PHONEME && !take_alphabet(p, attribute(attributes, "alphabet"), &p->this_alphabet))
        p->takes_text = false;
    buf_clear(&p->text.bytes);
    p->text.nchunks = 0;
}

static const struct {
    const char *name;
    enum element element;
} elements[] = {{"lexicon", ELEMENT_LEXICON}, {"lexeme", ELEMENT_LEXEME},   {"grapheme", ELEMENT_GRAPHEME},
                {"alias", ELEMENT_ALIAS},     {"phoneme", ELEMENT_PHONEME}, {"meta", ELEMENT_OTHER},
                {"metadata", ELEMENT_OTHER},  {"example", ELEMENT_OTHER}};

/* false: none of ours. */
static bool element_named(const char *name, enum element *element)
{
    const char *local = local_name(name);
    *element = ELEMENT_OTHER;
    for (size_t i = 0; local && i < COUNT_OF(elements); i++)
        if (strcmp(local, elements[i].name) == 0) {
            *element = elements[i].element;
            return true;
        }
    return !local;
}

/* Where an element may stand: told if it does not. */
static bool stands_well(struct pls *p, enum element element)
{
    bool inside = element >= ELEMENT_GRAPHEME;
    if (p->takes_text)
        return lexicon_problem(p->reader, here(p), "only text may stand inside a grapheme, alias or phoneme");
    if (element == ELEMENT_LEXEME && (p->in_lexeme || p->depth != 2))
        return lexicon_problem(p->reader, here(p), "put <lexeme> directly into <lexicon>");
    if (inside && (!p->in_lexeme || p->depth != 3))
        return lexicon_problem(p->reader, here(p), "put it directly into a <lexeme>");
    return true;
}

static void XMLCALL on_start(void *data, const char *name, const char **attributes)
{
    struct pls *p = data;
    enum element element;
    p->depth++;
    if ((int64_t)p->depth > p->reader->limits->depth) {
        lexicon_problem(p->reader, here(p), "elements are nested deeper than lexicon_max_depth");
        stop(p);
        return;
    }
    if (p->ignored)
        return;
    bool known = element_named(name, &element);
    if (!known)
        lexicon_problem(p->reader, here(p), "there is no element <%.40s> in a lexicon", local_name(name));
    if (p->depth == 1 && element != ELEMENT_LEXICON) {
        lexicon_problem(p->reader, here(p), "this is no lexicon: the outermost element must be <lexicon>");
        stop(p);
        return;
    }
    if (!known || element == ELEMENT_OTHER || !stands_well(p, element)) {
        p->ignored = p->depth;
        return;
    }
    if (element == ELEMENT_LEXICON)
        begin_lexicon(p, attributes);
    else if (element == ELEMENT_LEXEME)
        begin_lexeme(p);
    else
        begin_text(p, element, attributes);
}

static void XMLCALL on_text(void *data, const char *bytes, int n)
{
    struct pls *p = data;
    struct text *t = &p->text;
    if (!p->takes_text || p->ignored)
        return;
    t->chunks = arena_grow(p->reader->arena, t->chunks, t->nchunks, &t->capacity, sizeof *t->chunks);
    t->chunks[t->nchunks++] = (struct chunk){t->bytes.n, here(p)};
    buf_add(&t->bytes, bytes, (size_t)n);
}

struct kept_text {
    struct span bytes;
    struct chunk *chunks;
    size_t nchunks;
};

static struct place place_in_text(const struct reading *reading, size_t offset)
{
    const struct kept_text *kept = reading->source;
    size_t at = (size_t)(reading->text.p - kept->bytes.p) + offset, i = 0;
    if (kept->nchunks == 0)
        return reading->at;
    while (i + 1 < kept->nchunks && kept->chunks[i + 1].at <= at)
        i++;
    struct place place = kept->chunks[i].place;
    place.column += utf8_count(span_slice(kept->bytes, kept->chunks[i].at, at));
    return place;
}

/* The text at hand in the arena, with its places. */
static struct kept_text *keep_text(struct pls *p)
{
    struct arena *a = p->reader->arena;
    struct kept_text *kept = arena_alloc(a, sizeof *kept);
    kept->bytes = arena_copy(a, buf_span(&p->text.bytes));
    kept->nchunks = p->text.nchunks;
    kept->chunks = arena_alloc(a, (kept->nchunks + 1) * sizeof *kept->chunks);
    if (kept->nchunks)
        memcpy(kept->chunks, p->text.chunks, kept->nchunks * sizeof *kept->chunks);
    return kept;
}

static void end_grapheme(struct pls *p, const struct kept_text *kept)
{
    if (p->nwords == WORDS_MOST)
        lexicon_problem(p->reader, here(p), "divide it: a lexeme has at most %d graphemes", WORDS_MOST);
    else
        p->words[p->nwords++] = (struct word){span_trim(kept->bytes), here(p)};
}

/* The first form that is preferred, else the first. */
static void end_form(struct pls *p, enum element element, const struct kept_text *kept)
{
    if (p->formed && (p->preferred || !p->this_preferred))
        return;
    p->formed = true;
    p->preferred = p->this_preferred;
    p->form = (struct reading){.text = span_trim(kept->bytes),
                               .phonemes = element == ELEMENT_PHONEME,
                               .alphabet = p->this_alphabet,
                               .at = here(p),
                               .place = place_in_text,
                               .source = kept};
}

static void end_lexeme(struct pls *p)
{
    p->in_lexeme = false;
    if (p->nwords == 0)
        lexicon_problem(p->reader, p->lexeme, "give this lexeme a <grapheme>");
    else if (!p->formed)
        lexicon_problem(p->reader, p->lexeme, "give this lexeme an <alias> or a <phoneme>");
    else if (!(p->form.phonemes && p->no_alphabet))
        for (size_t i = 0; i < p->nwords; i++)
            if (!lexicon_take(p->reader, p->words[i].at, p->words[i].text, &p->form)) {
                stop(p);
                return;
            }
}

static void XMLCALL on_end(void *data, const char *name)
{
    struct pls *p = data;
    enum element element;
    size_t depth = p->depth--;
    if (p->ignored) {
        p->ignored = p->ignored == depth ? 0 : p->ignored;
        return;
    }
    element_named(name, &element);
    bool text = p->takes_text;
    p->takes_text = false;
    if (element == ELEMENT_LEXEME)
        end_lexeme(p);
    else if (element == ELEMENT_GRAPHEME)
        end_grapheme(p, keep_text(p));
    else if (element >= ELEMENT_ALIAS && text)
        end_form(p, element, keep_text(p));
}

static void XMLCALL on_doctype(void *data, const char *name, const char *system, const char *public,
                               int internal)
{
    struct pls *p = data;
    (void)name;
    (void)system;
    (void)public;
    (void)internal;
    lexicon_problem(p->reader, here(p), "take the <!DOCTYPE> out: lexicons are read without");
    stop(p);
}

void lexicon_read_pls(struct lexicon_reader *r)
{
    struct pls p = {.reader = r, .parser = XML_ParserCreateNS(NULL, ' ')};
    if (!p.parser)
        memory_exhausted();
    XML_SetUserData(p.parser, &p);
    XML_SetElementHandler(p.parser, on_start, on_end);
    XML_SetCharacterDataHandler(p.parser, on_text);
    XML_SetStartDoctypeDeclHandler(p.parser, on_doctype);
    enum XML_Status status = XML_Parse(p.parser, r->file->bytes.p, (int)r->file->bytes.n, 1);
    enum XML_Error error = XML_GetErrorCode(p.parser);
    if (status != XML_STATUS_OK && error != XML_ERROR_ABORTED)
        lexicon_problem(r, here(&p), "this is no XML: %s", XML_ErrorString(error));
    XML_ParserFree(p.parser);
    buf_finish(&p.text.bytes);
}
