/* SPDX-License-Identifier: GPL-3.0-or-later */
/* companions: the files that go with a post's audio: its marks, captions and chapters. */
#ifndef CLI_COMPANIONS_H
#define CLI_COMPANIONS_H

#include "cli/command.h"

/* Names, owned; NULL: not asked for. "-" is standard output. */
struct companions {
    char *marks, *captions, *chapters;
};

enum { COMPANIONS_MOST = 3 };

/* Those that the options name, for one post. Before any work: each has a name whose ending tells its form,
 * and no two are one file, nor is one the audio. Error USAGE. The caller calls companions_finish whatever the
 * result. */
bool companions_named(struct companions *c, const struct arguments *arguments, const char *audio,
                      struct error *err);
/* For one of several posts, whose audio is STEM.mp3 or another: STEM.json or STEM.jsonl, STEM.vtt,
 * STEM.chapters.vtt or STEM.chapters.json, where the options say the forms. Error USAGE. */
bool companions_beside(struct companions *c, const struct arguments *arguments, const char *stem,
                       struct error *err);
void companions_finish(struct companions *c);
/* Their names; returns how many. */
size_t companions_list(const struct companions *c, const char *names[COMPANIONS_MOST]);
/* Writes them, each whole or not at all. Error OUTPUT. */
bool companions_write(const struct companions *c, const struct post *post, const struct timeline *timeline,
                      struct error *err);

#endif
