/* SPDX-License-Identifier: GPL-3.0-or-later */
/* folder: where a cache's files lie: <folder>/<kind>/<first two digits of the key>/<key>, and beside them,
 * while they are written, <key>.part-<process>-<number>. */
#ifndef CACHE_FOLDER_H
#define CACHE_FOLDER_H

#include "cache/index.h"

extern const char *const cache_kind_folders[CACHE_KINDS];

/* Makes the folder and the kinds' folders; what a disk that cannot be written lacks of these is made when it
 * is needed. Error OUTPUT. */
bool folder_make(const char *folder, struct error *err);

struct stat;
struct folder_file {
    enum cache_kind kind;
    int folder;       /* descriptor of the folder it lies in, and its name there */
    const char *name; /* a record's is its key */
    const struct stat *stat;
    bool is_record; /* else it is being written, or was left behind */
};
/* Every regular file; 'visit' may remove it. false with errno when a folder could not be looked into; the
 * others were. */
bool folder_each(const char *folder, void (*visit)(void *arg, const struct folder_file *file), void *arg);
/* Fills the index with what lies there, most recently used first; removes what interrupted stores left. */
void folder_scan(const char *folder, struct index *x);
/* Appends the path. */
void folder_path(const char *folder, enum cache_kind kind, const char *key, struct buf *out);
/* Writes a record so that it appears whole or not at all; 'durable': it and its name survive a power cut.
 * errno says why not. */
bool folder_store(const char *folder, enum cache_kind kind, const char *key, struct span body, bool durable);
/* true: there is none; 'durable': nor after a power cut. errno says why not. */
bool folder_remove(const char *folder, enum cache_kind kind, const char *key, bool durable);

#endif
