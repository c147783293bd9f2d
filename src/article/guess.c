/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The script its letters belong to comes first; in scripts of many languages the detector guesses, and
 * frequent words decide between close relatives. */
#include "article/guess.h"

#include "article/detect.h"
#include "article/writing.h"

enum {
    SAMPLE_BYTES = 6000,   /* of the article's text: more tells no more */
    LETTERS_CERTAIN = 150, /* from here on the likeliest is taken, below only one that alone is likely */
    LEAD_CERTAIN = 2,      /* words: with less text that settles it */
    LETTERS_MIXED = 400,   /* from here on both halves must be of it */
};

/* Close relatives, told apart by frequent words that the others of their family have not. */
static const struct relative {
    int family;
    const char *language, *words;
} relatives[] = {
    {1, "da", "af efter sig mig dig hvad frem nogen mellem nu kun"},
    {1, "nb", "av å etter seg meg deg hva fram noen mellom nå bare"},
    {1, "sv", "och att är från som inte mellan bara eller"},
    {2, "cs", "že se jsou jsem při který která které nebo ještě když"},
    {2, "sk", "že sa sú som pri ktorý ktorá ktoré alebo ešte keď"},
    {3, "hr", "što tko dok kad uvijek ako samo jer bi su"},
    {3, "bs", "šta ko dok kad uvijek ako samo jer bi su"},
    {3, "sl", "kaj kdo ko ki še pa tudi samo ker bi so"},
    {4, "ru", "что это как ещё его она они только или если"},
    {4, "bg", "че това още като само или ако съм няма най"},
    {4, "mk", "дека ова уште како само или ако сум нема најмногу"},
    {4, "sr", "да је ово још као само или ако сам нема"},
    {5, "id", "bahwa karena uang bisa kantor"},
    {5, "ms", "bahawa kerana wang boleh pejabat"},
};

static size_t count_words(struct span text, const char *words)
{
    size_t n = 0;
    for (struct span word; span_split(&text, ' ', &word);)
        n += word_listed(words, word);
    return n;
}

static const struct relative *relative_of(struct span language)
{
    for (size_t i = 0; i < COUNT_OF(relatives); i++)
        if (span_is(language, relatives[i].language))
            return &relatives[i];
    return NULL;
}

/* The guess, or the one of its family whose own words the text has most of. *lead: how many more than the
 * next. */
static struct span choose_relative(struct span text, struct span guess, size_t *lead)
{
    const struct relative *own = relative_of(guess);
    size_t most = own ? count_words(text, own->words) : 0, second = 0;
    for (const struct relative *r = relatives; own && r < relatives + COUNT_OF(relatives); r++) {
        size_t n = r->family == own->family && r != own ? count_words(text, r->words) : 0;
        guess = n > most ? span_of(r->language) : guess;
        second = n > most ? most : n > second ? n : second;
        most = n > most ? n : most;
    }
    *lead = most - second;
    return guess;
}

static bool half_agrees(const struct detector *d, struct span half, struct span language)
{
    struct span guesses[GUESSES_MAX];
    size_t n = detector_guess(d, half, guesses);
    const struct relative *family = relative_of(language);
    for (size_t i = 0; i < n; i++) {
        const struct relative *guessed = relative_of(guesses[i]);
        if (span_equal(guesses[i], language) || (family && guessed && guessed->family == family->family))
            return true;
    }
    return false;
}

static bool halves_agree(const struct detector *d, struct span text, struct span language)
{
    size_t middle = text.n / 2;
    while (middle < text.n && text.p[middle] != ' ')
        middle++;
    return half_agrees(d, span_slice(text, 0, middle), language) &&
           half_agrees(d, span_slice(text, middle, text.n), language);
}

static struct span detect(struct arena *a, const struct detector *d, struct span text, size_t letters)
{
    struct span guesses[GUESSES_MAX], none = {0};
    size_t lead = 0, n = detector_guess(d, text, guesses);
    if (n == 0)
        return none;
    struct span best = choose_relative(utf8_lower(a, text), guesses[0], &lead);
    if (n > 1 && letters < LETTERS_CERTAIN && lead < LEAD_CERTAIN)
        return none;
    if (letters >= LETTERS_MIXED && !halves_agree(d, text, best))
        return none;
    return arena_copy(a, best);
}

static struct span guess_in(struct arena *a, const struct config *config, const struct detector *loaded,
                            struct span text, const struct letters *letters)
{
    enum writing writing = letters_writing(letters);
    if (writing == WRITING_OTHER || writing_language(writing))
        return span_of(writing_language(writing));
    if (loaded)
        return detect(a, loaded, text, letters->count);
    struct detector *own = detector_create(config);
    struct span language = detect(a, own, text, letters->count);
    detector_destroy(own);
    return language;
}

struct detector *article_detector(const struct config *config)
{
    return detector_create(config);
}

struct span language_of_text(struct arena *a, const struct config *config, struct span text)
{
    struct letters letters = letters_count(text);
    return guess_in(a, config, NULL, text, &letters);
}

/* The text of the article's own language, without code. */
static struct span sample_text(struct arena *a, const struct article *article)
{
    struct buf text = BUF_EMPTY;
    for (size_t i = 0; i < article->nblocks && text.n < SAMPLE_BYTES; i++) {
        const struct block *block = &article->blocks[i];
        if (block->kind == BLOCK_CODE || block->language.n)
            continue;
        buf_add_span(&text, span_slice(block->text, 0, SAMPLE_BYTES));
        buf_add_byte(&text, ' ');
    }
    struct span sample = arena_copy(a, buf_span(&text));
    buf_finish(&text);
    return sample;
}

/* Tags that tell nothing (ISO 639-2): undetermined, several, none. */
static bool tells_nothing(struct span tag)
{
    struct span primary = language_primary(tag);
    return primary.n < 2 || primary.n > 3 || word_listed("und mul zxx mis", primary);
}

/* The told language loses, but blocks in a script of its own may well be in it. */
static void overrule(struct article *article, struct span language, enum writing writing)
{
    struct span told = article->language;
    article->language = language;
    for (size_t i = 0; i < article->nblocks; i++) {
        struct block *block = &article->blocks[i];
        struct letters letters = letters_count(block->text);
        bool own = letters.of[writing] * 2 >= letters.count;
        if (!block->language.n && block->kind != BLOCK_CODE && !own)
            block->language = told;
    }
}

void article_settle_language(struct arena *a, const struct config *config, const struct detector *d,
                             struct article *article)
{
    struct span text = sample_text(a, article);
    struct letters letters = letters_count(text);
    enum writing writing = letters_writing(&letters);
    if (tells_nothing(article->language))
        article->language = guess_in(a, config, d, text, &letters);
    else if (writing != WRITING_OTHER && !writing_allows(writing, article->language)) {
        struct span language = guess_in(a, config, d, text, &letters);
        if (language.n)
            overrule(article, language, writing);
    }
}
