/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The only file that knows libexttextcat (n-gram fingerprints after Cavnar and Trenkle, 1994). Against
 * libcld2 it has C's calling convention, a third of the megabytes, and as many languages as there are voices.
 */
#include "article/detect.h"

#include <stdlib.h>
#include <string.h>
#include <textcat.h>
#include <unistd.h>

struct detector {
    void *textcat;
};

bool article_language_files(const struct config *config, struct buf *list, struct buf *folder,
                            struct error *err)
{
    buf_add_text(folder, LISTENPOST_FINGERPRINTS "/");
    if (access(folder->p, R_OK) != 0)
        return error_set(err, ERROR_INPUT_MISSING, "there is no %s", folder->p);
    return config_data_path(config, "voices/languages.conf", list, err);
}

struct detector *detector_create(const struct config *config)
{
    struct buf list = BUF_EMPTY, folder = BUF_EMPTY;
    struct detector *d = calloc(1, sizeof *d);
    if (!d)
        memory_exhausted();
    if (article_language_files(config, &list, &folder, NULL))
        d->textcat = special_textcat_Init(list.p, folder.p);
    buf_finish(&list);
    buf_finish(&folder);
    if (d->textcat)
        return d;
    free(d);
    return NULL;
}

void detector_destroy(struct detector *d)
{
    if (d)
        textcat_Done(d->textcat);
    free(d);
}

size_t detector_guess(const struct detector *d, struct span text, struct span guesses[GUESSES_MAX])
{
    candidate_t *candidates = d ? textcat_GetClassifyFullOutput(d->textcat) : NULL;
    if (!candidates)
        return 0;
    int found = textcat_ClassifyFull(d->textcat, text.p, text.n, candidates);
    size_t n = 0;
    for (; found > 0 && n < (size_t)found && n < GUESSES_MAX; n++)
        guesses[n] = span_of(candidates[n].name);
    textcat_ReleaseClassifyFullOutput(d->textcat, candidates);
    return n;
}
