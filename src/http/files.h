/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files that the server hands out: a fixed list, read once when it starts. No path of a request ever
 * reaches the file system. */
#ifndef HTTP_FILES_H
#define HTTP_FILES_H

#include "config.h"
#include "http/answer.h"
#include "http/blob.h"

struct file {
    const char *path; /* of the request */
    const char *name; /* below the data folder */
    const char *media_type;
    enum answer_kind kind;
    bool demo;                   /* only with the demo */
    struct blob *bytes, *packed; /* packed: gzip, or NULL when that saves nothing */
    char etag[24], packed_etag[24];
};

struct files;

/* A file that is not there is not handed out; the log says so. Error INPUT_MISSING without the player. */
struct files *files_load(const struct config *config, struct error *err);
void files_destroy(struct files *f);
const struct file *files_find(const struct files *f, struct span path); /* NULL: not one of them */

#endif
