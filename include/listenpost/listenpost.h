/* SPDX-License-Identifier: GPL-3.0-or-later */
/* listenpost as a library: a post in; article, script and audio out.
 *
 * One handle owns the worker processes. Open it early, before the program starts threads of its own (it forks); after
 * that every function may be called from any thread and blocks until its work is done. Input is hostile: it is parsed
 * and spoken in sandboxed child processes that may die without harm to the caller.
 *
 * Link with 'pkg-config --cflags --libs listenpost', or find_package(listenpost) and listenpost::listenpost. */
#ifndef LISTENPOST_LISTENPOST_H
#define LISTENPOST_LISTENPOST_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define LISTENPOST_API __attribute__((visibility("default")))

struct listenpost;

/* What went wrong. 'name' is one of the names of docs/errors.md ("no_article"); 'sentence' says what to do and may be
 * shown to anybody; 'detail' may hold file names and is for the operator. All are NUL-terminated. */
struct listenpost_error {
    char name[32];
    char sentence[160];
    char detail[240];
};

/* A post. Only bytes and nbytes are needed; the rest may be NULL or 0. */
struct listenpost_input {
    const void *bytes;
    size_t nbytes;
    const char *media_type; /* "text/html; charset=utf-8", "text/markdown", "text/plain"; NULL: told from the bytes */
    const char *language;   /* BCP 47, overrides the page's */
    const char *title;      /* overrides the page's */
    const char *voice;      /* a name from listenpost_voices; NULL: by the language */
    int rate_wpm;           /* words a minute, 80 to 449; 0: the voice's own */
    const char *lexicon;    /* how words are said: the text of a lexicon file (docs/lexicons.md); NULL: none */
};

/* Takes the next bytes of a result; they are gone after it returns. Returning false ends the call with the error
 * "cancelled". */
typedef bool (*listenpost_write)(void *arg, const void *bytes, size_t nbytes);

enum listenpost_format {
    LISTENPOST_TEXT, /* UTF-8: the article's blocks as paragraphs; the script's segments as lines */
    LISTENPOST_JSON  /* one object, documented in docs/json.md */
};

/* The version of the library, "0.1.0". */
LISTENPOST_API const char *listenpost_version(void);

/* settings: NULL-terminated array of "name=value" (docs/configuration.md), or NULL. Returns NULL on an error, which is
 * written to *error if error is not NULL (so with every function here). */
LISTENPOST_API struct listenpost *listenpost_open(const char *const *settings, struct listenpost_error *error);
LISTENPOST_API void listenpost_close(struct listenpost *lp); /* NULL is harmless */

/* What of the page is the article. */
LISTENPOST_API bool listenpost_article(struct listenpost *lp, const struct listenpost_input *input,
                                       enum listenpost_format format, listenpost_write write, void *arg,
                                       struct listenpost_error *error);
/* What will be spoken. */
LISTENPOST_API bool listenpost_script(struct listenpost *lp, const struct listenpost_input *input,
                                      enum listenpost_format format, listenpost_write write, void *arg,
                                      struct listenpost_error *error);
/* The MP3, from its first byte to its last, in pieces as they are made. The same input gives the same bytes. */
LISTENPOST_API bool listenpost_speak(struct listenpost *lp, const struct listenpost_input *input,
                                     listenpost_write write, void *arg, struct listenpost_error *error);
/* The voices, as a JSON array of {"name","language","title","rate","shipped"}. */
LISTENPOST_API bool listenpost_voices(struct listenpost *lp, listenpost_write write, void *arg,
                                      struct listenpost_error *error);

#ifdef __cplusplus
}
#endif

#endif
