/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/writing.h"

enum { LETTERS_MIN = 80 /* fewer tell nothing */ };

static const double MAIN_SHARE = 0.8;  /* of the letters */
static const double KANA_SHARE = 0.05; /* of Han and Kana, from which it is Japanese */

/* Blocks of letters, in order of their numbers. */
static const struct range {
    uint32_t first, last;
    enum writing writing;
} ranges[] = {
    {0x0041, 0x024F, WRITING_LATIN},     {0x0370, 0x03FF, WRITING_GREEK},
    {0x0400, 0x052F, WRITING_CYRILLIC},  {0x0531, 0x058F, WRITING_ARMENIAN},
    {0x0590, 0x05FF, WRITING_HEBREW},    {0x0600, 0x06FF, WRITING_ARABIC},
    {0x0750, 0x077F, WRITING_ARABIC},    {0x0900, 0x097F, WRITING_DEVANAGARI},
    {0x0980, 0x09FF, WRITING_BENGALI},   {0x0A00, 0x0A7F, WRITING_GURMUKHI},
    {0x0A80, 0x0AFF, WRITING_GUJARATI},  {0x0B80, 0x0BFF, WRITING_TAMIL},
    {0x0C00, 0x0C7F, WRITING_TELUGU},    {0x0C80, 0x0CFF, WRITING_KANNADA},
    {0x0D00, 0x0D7F, WRITING_MALAYALAM}, {0x0D80, 0x0DFF, WRITING_SINHALA},
    {0x0E00, 0x0E7F, WRITING_THAI},      {0x1000, 0x109F, WRITING_MYANMAR},
    {0x10A0, 0x10FF, WRITING_GEORGIAN},  {0x1100, 0x11FF, WRITING_HANGUL},
    {0x1200, 0x139F, WRITING_ETHIOPIC},  {0x1E00, 0x1EFF, WRITING_LATIN},
    {0x1F00, 0x1FFF, WRITING_GREEK},     {0x3040, 0x30FF, WRITING_KANA},
    {0x3130, 0x318F, WRITING_HANGUL},    {0x3400, 0x4DBF, WRITING_HAN},
    {0x4E00, 0x9FFF, WRITING_HAN},       {0xAC00, 0xD7AF, WRITING_HANGUL},
    {0xFB50, 0xFDFF, WRITING_ARABIC},    {0xFE70, 0xFEFF, WRITING_ARABIC},
    {0x20000, 0x2FFFF, WRITING_HAN},
};

/* The language that a writing alone tells, the most spoken where there are several; NULL: the detector's. */
static const char *const writing_languages[WRITINGS] = {
    [WRITING_HAN] = "zh",      [WRITING_KANA] = "ja",       [WRITING_HANGUL] = "ko",
    [WRITING_GREEK] = "el",    [WRITING_HEBREW] = "he",     [WRITING_ARMENIAN] = "hy",
    [WRITING_GEORGIAN] = "ka", [WRITING_DEVANAGARI] = "hi", [WRITING_BENGALI] = "bn",
    [WRITING_GURMUKHI] = "pa", [WRITING_GUJARATI] = "gu",   [WRITING_TAMIL] = "ta",
    [WRITING_TELUGU] = "te",   [WRITING_KANNADA] = "kn",    [WRITING_MALAYALAM] = "ml",
    [WRITING_SINHALA] = "si",  [WRITING_THAI] = "th",       [WRITING_MYANMAR] = "my",
    [WRITING_ETHIOPIC] = "am",
};

/* What may be told of a text in a script: the languages written in it. Latin: all that stand nowhere else. */
static const struct written {
    enum writing writing;
    const char *languages;
} written_in[] = {
    {WRITING_CYRILLIC, "ru uk be bg mk sr kk ky tg tt ba cv mn uz az os ce ab cu nog rue sah"},
    {WRITING_ARABIC, "ar fa ur ps sd ug ku ckb arz az uz kk ky pa ks"},
    {WRITING_HAN, "zh cmn yue ja wuu hak nan lzh ko"},
    {WRITING_KANA, "ja"},
    {WRITING_HANGUL, "ko"},
    {WRITING_GREEK, "el grc"},
    {WRITING_HEBREW, "he iw yi lad"},
    {WRITING_ARMENIAN, "hy hyw"},
    {WRITING_GEORGIAN, "ka"},
    {WRITING_DEVANAGARI, "hi mr ne sa kok mai bho sd ks"},
    {WRITING_BENGALI, "bn as bpy"},
    {WRITING_GURMUKHI, "pa"},
    {WRITING_GUJARATI, "gu"},
    {WRITING_TAMIL, "ta"},
    {WRITING_TELUGU, "te"},
    {WRITING_KANNADA, "kn"},
    {WRITING_MALAYALAM, "ml"},
    {WRITING_SINHALA, "si"},
    {WRITING_THAI, "th"},
    {WRITING_MYANMAR, "my shn"},
    {WRITING_ETHIOPIC, "am ti om"},
    /* written in Latin letters, too */
    {WRITING_LATIN, "sr kk ky uz az tt tg mn ku ug yi om pa sd"},
};

static enum writing writing_of_code(uint32_t code)
{
    size_t low = 0, high = COUNT_OF(ranges);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (code > ranges[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    return low < COUNT_OF(ranges) && code >= ranges[low].first ? ranges[low].writing : WRITING_OTHER;
}

struct letters letters_count(struct span text)
{
    struct letters l = {0};
    size_t length;
    for (size_t at = 0; at < text.n; at += length) {
        uint32_t code = utf8_at(text, at, &length);
        enum writing writing = writing_of_code(code);
        if (!code_is_letter(code) && (!code_is_mark(code) || writing == WRITING_OTHER))
            continue;
        l.count++;
        l.of[writing]++;
    }
    return l;
}

enum writing letters_writing(const struct letters *l)
{
    const size_t *of = l->of;
    double letters = (double)l->count, eastern = (double)(of[WRITING_HAN] + of[WRITING_KANA]);
    if (l->count + 2 * (of[WRITING_HAN] + of[WRITING_KANA] + of[WRITING_HANGUL]) < LETTERS_MIN)
        return WRITING_OTHER;
    if (eastern >= MAIN_SHARE * letters)
        return (double)of[WRITING_KANA] >= KANA_SHARE * eastern ? WRITING_KANA : WRITING_HAN;
    if ((double)(of[WRITING_HANGUL] + of[WRITING_HAN]) >= MAIN_SHARE * letters)
        return WRITING_HANGUL;
    for (int w = WRITING_LATIN; w < WRITINGS; w++)
        if ((double)of[w] >= MAIN_SHARE * letters)
            return (enum writing)w;
    return WRITING_OTHER;
}

const char *writing_language(enum writing writing)
{
    return writing_languages[writing];
}

bool word_listed(const char *words, struct span word)
{
    for (struct span rest = span_of(words), one; span_split(&rest, ' ', &one);)
        if (span_equal(one, word))
            return true;
    return false;
}

struct span language_primary(struct span tag)
{
    return span_slice(tag, 0, span_find_byte(tag, '-'));
}

static bool names_script(struct span tag)
{
    struct span part;
    span_split(&tag, '-', &part);
    while (span_split(&tag, '-', &part))
        if (part.n == 4 && (part.p[0] < '0' || part.p[0] > '9'))
            return true;
    return false;
}

bool writing_allows(enum writing writing, struct span language)
{
    struct span primary = language_primary(language);
    bool elsewhere = false;
    for (size_t i = 0; i < COUNT_OF(written_in); i++) {
        bool written = word_listed(written_in[i].languages, primary);
        if (written && written_in[i].writing == writing)
            return true;
        elsewhere = elsewhere || written;
    }
    return names_script(language) || (writing == WRITING_LATIN && !elsewhere);
}
