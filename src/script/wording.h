/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The spoken words of a sentence as they come up, each with the source span it speaks and the punctuation
 * behind it. */
#ifndef SCRIPT_WORDING_H
#define SCRIPT_WORDING_H

#include "script/reason.h"
#include "script/safe.h"

/* Why there is a rest behind a word that the engine hears a comma behind; rising. */
enum breath { BREATH_NONE, BREATH_BRACKET, BREATH_DASH, BREATH_ELLIPSIS };

struct said {
    uint32_t at, bytes; /* in wording.text */
    uint32_t source_at, source_bytes;
    char after;     /* one of , ; : . ? ! or 0 */
    uint8_t breath; /* enum breath */
    bool letter;    /* a letter by its name, where it could be taken for a word */
    bool phonemes;  /* the engine's phonemes, without brackets (phonemes.h) */
};

/* An expression and the rule that decided on it. */
struct because {
    uint32_t at, bytes; /* its source */
    uint32_t word;      /* its first word, if it has any: those up to the next expression's are its */
    enum reason_class class;
    const char *rule; /* NULL: it stands as it is written */
};

struct wording {
    struct arena *arena;
    struct buf text; /* words without separators */
    struct said *words;
    size_t n, capacity;
    uint32_t source_at, source_bytes; /* of the words to come */
    bool explains;                    /* the reasons are asked for; else nothing is kept of them */
    struct because *reasons;
    size_t nreasons, reasons_capacity;
};

void wording_init(struct wording *w, struct arena *a);
void wording_finish(struct wording *w);
void wording_clear(struct wording *w); /* keeps the memory */
struct span wording_word(const struct wording *w, size_t i);
/* Begins an expression: the words to come speak these bytes of the block. */
void wording_begin(struct wording *w, size_t at, size_t bytes);
/* The expression at hand, of which no word is said yet, is at least this long. */
void wording_widen(struct wording *w, size_t bytes);
/* Why the expression at hand is said as it is, in one line where that is decided; of several the last stays.
 * 'rule' is a few words that stay the same from release to release, the name among those of its class; the
 * caller's, and it outlives the script. NULL: nothing had to be decided. Costs nothing unless reasons are
 * asked for. */
void wording_because(struct wording *w, enum reason_class class, const char *rule);
/* The same of the expression whose only word is i, if nobody decided on it. */
void wording_explain(struct wording *w, size_t i, enum reason_class class, const char *rule);
/* One word. */
void wording_add(struct wording *w, struct span word);
void wording_add_letter(struct wording *w, struct span letter);
/* One word, as phonemes_good demands. */
void wording_add_phonemes(struct wording *w, struct span phonemes);
/* Words separated by spaces, of our own tables; a lone punctuation character goes to the word before it,
 * [[r'Ed]] is a word of phonemes. */
void wording_add_text(struct wording *w, struct span text);
/* Punctuation behind the last word; the stronger of two stays. Nothing before the first word. */
void wording_punctuate(struct wording *w, char mark);
/* A comma with a reason; the longer of two rests stays. */
void wording_breathe(struct wording *w, enum breath breath);
/* Word i spoken by these phonemes instead. */
void wording_set_phonemes(struct wording *w, size_t i, struct span phonemes);
/* Replaces the last word, or adds to its end; phonemes take an ending that is an s. */
void wording_set_last(struct wording *w, struct span word);
void wording_extend_last(struct wording *w, const char *ending);
/* Takes back the words from word n on; their expressions say nothing. */
void wording_drop(struct wording *w, size_t n);
/* Word i in safe form: as safe_word. */
size_t wording_safe(const struct wording *w, size_t i, struct span language,
                    struct safe_piece pieces[SAFE_PIECES]);

#endif
