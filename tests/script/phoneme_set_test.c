/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Our lists of phonemes against the engine's own tables (its file phontab): it knows every one of them. */
#include <string.h>

#include "check.h"
#include "script/phoneme_set.h"
#include "speech/speech.h"

enum { TABLES_MOST = 256, NAME_BYTES = 32, PHONEME_RECORD = 16 };

/* A count of records, the number of the table it goes on from (0: none) and a name, then the records, each of
 * which begins with the phoneme's name. */
struct phoneme_table {
    unsigned nphonemes, base;
    const char *name;
    const unsigned char *phonemes;
};

struct phonemes_file {
    struct buf bytes;
    struct phoneme_table tables[TABLES_MOST];
    size_t ntables;
};

static bool read_tables(struct phonemes_file *f)
{
    struct error err = {0};
    char path[400];
    if (!check_true(speech_start(&err)))
        return false;
    snprintf(path, sizeof path, "%s/phontab", speech_data_folder());
    if (!check_true(file_read(path, 1 << 20, &f->bytes, &err)))
        return false;
    const unsigned char *p = (const unsigned char *)f->bytes.p, *end = p + f->bytes.n;
    size_t count = p[0];
    for (p += 4; f->ntables < count && p + 4 + NAME_BYTES <= end;) {
        struct phoneme_table *t = &f->tables[f->ntables++];
        *t = (struct phoneme_table){p[0], p[1], (const char *)p + 4, p + 4 + NAME_BYTES};
        p = t->phonemes + t->nphonemes * PHONEME_RECORD;
    }
    return check_true(p == end);
}

static bool has(const struct phonemes_file *f, const struct phoneme_table *t, struct span name)
{
    char wanted[4] = {0};
    memcpy(wanted, name.p, name.n);
    for (unsigned i = 0; i < t->nphonemes; i++)
        if (memcmp(t->phonemes + (size_t)i * PHONEME_RECORD, wanted, 4) == 0)
            return true;
    return t->base && has(f, &f->tables[t->base - 1], name);
}

/* In one of the tables whose names begin with the language's. */
static bool known(const struct phonemes_file *f, const char *language, struct span name)
{
    size_t n = strlen(language);
    for (size_t i = 0; i < f->ntables; i++) {
        const char *table = f->tables[i].name;
        bool its_own = strncmp(table, language, n) == 0 && (table[n] == '\0' || table[n] == '-');
        if (its_own && has(f, &f->tables[i], name))
            return true;
    }
    return false;
}

static void check_names(const struct phonemes_file *f, const char *language, const char *names)
{
    struct span rest = span_of(names), name;
    const char *table = strcmp(language, "nb") == 0 ? "no" : language;
    while (span_split(&rest, ' ', &name))
        if (name.n && (!check_true(name.n <= 4) || !known(f, table, name)))
            check_text(name, language); /* shows both */
}

static void the_engine_knows_every_phoneme(void)
{
#define COMMON(names) static const char common[] = names;
#define PHONEMES(language, names)
#include "script/phoneme_set.def"
#undef COMMON
#undef PHONEMES
    static const struct {
        const char *language, *own;
    } sets[] = {
#define COMMON(names)
#define PHONEMES(language, names) {language, names},
#include "script/phoneme_set.def"
    };
    static struct phonemes_file f;
    bool read = read_tables(&f);
    for (size_t i = 0; read && i < COUNT_OF(sets); i++) {
        check_names(&f, sets[i].language, common);
        check_names(&f, sets[i].language, sets[i].own);
    }
    buf_finish(&f.bytes);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {CHECK(the_engine_knows_every_phoneme)};
    return check_main(argc, argv, checks, COUNT_OF(checks));
}
