/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AUDIO_OGG_H
#define AUDIO_OGG_H

#include <stdbool.h>
#include <sys/types.h>

/* Sets the stream number of all Ogg pages from offset 'begin' to the file's end. libsndfile draws it by lot,
 * and the same input shall give the same bytes. The descriptor must be open for reading and writing. false
 * with errno set, EILSEQ where no page begins. */
bool ogg_set_serial(int fd, off_t begin, unsigned serial);

#endif
