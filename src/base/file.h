/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole files in and out. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/buf.h"
#include "base/error.h"

/* Reads all of a descriptor or file into *out (appending). Errors: INPUT_MISSING, INPUT_TOO_LARGE when it
 * holds more than max_bytes. A folder is INPUT_MISSING. */
bool file_read_fd(int fd, size_t max_bytes, struct buf *out, struct error *err);
bool file_read(const char *path, size_t max_bytes, struct buf *out, struct error *err);

/* Writes n bytes whatever the kernel takes at a time; false with errno set. */
bool file_write_all(int fd, const void *bytes, size_t n);
/* The names in it survive a power cut; false with errno set. */
bool file_sync_folder(const char *folder);
/* Makes it, for this user alone, unless it is there; its own name survives a power cut. false with errno set.
 */
bool file_make_folder(const char *folder);
/* Is this errno that of a disk which is full, read-only or broken, and no wrong setting? */
bool file_disk_refuses(int cause);
bool file_disk_full(int cause);

/* What stands behind the last dot of the name: "mp3"; empty when there is none. */
struct span file_ending(const char *path);

/* A file that appears whole or not at all: written beside its place under another name, renamed by
 * file_new_commit, removed by file_new_abandon. Error: OUTPUT. 'durable' syncs file and folder before and
 * after the rename. */
struct file_new {
    int fd; /* write here; -1 when closed */
    char *path, *temporary;
};

bool file_new_open(struct file_new *f, const char *path, struct error *err);
bool file_new_commit(struct file_new *f, bool durable, struct error *err);
void file_new_abandon(struct file_new *f); /* also after a failed commit; harmless when closed */

#endif
