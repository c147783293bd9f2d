/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is read along with a post's audio: marks, captions, chapters. Kept beside it, in memory and in the
 * cache, and answered packed by gzip where the client takes that. What lies under a key never changes. */
#ifndef HTTP_TEXTS_H
#define HTTP_TEXTS_H

#include "http/answer.h"
#include "job/job.h"

struct server;

enum text { TEXT_MARKS, TEXT_CAPTIONS, TEXT_CHAPTERS, TEXTS };

struct text_form {
    enum cache_kind kind;
    enum answer_kind answer;
    void (*print)(const struct post *post, const struct timeline *timeline, struct buf *out);
};
extern const struct text_form text_forms[TEXTS];

struct blob *text_print(enum text text, const struct post *post, const struct timeline *timeline);
/* Keeps it in memory and in the cache; a cache that cannot store is only logged. */
void text_keep(struct server *s, enum text text, const char *key, struct blob *blob);
/* Answers with it, conditions considered. STEP_CLOSE with *found false: it is not there, nothing was
 * answered. */
enum step text_answer(struct exchange *x, enum text text, const char *key, bool *found);
/* Answers with one that is not kept yet, and perhaps never: no-store. */
enum step text_answer_unkept(struct exchange *x, enum text text, struct blob *blob);
/* The finished audio's length in ms, as its marks tell; 0: not known. */
uint64_t text_duration_ms(struct server *s, const char *key);

#endif
