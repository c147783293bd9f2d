/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AUDIO_LANGUAGE_H
#define AUDIO_LANGUAGE_H

#include "base/span.h"

/* The three-letter code (ISO 639-2, terminological: "deu") of a BCP 47 tag, as ID3v2.4 wants it; a primary
 * subtag of three letters is given back, an unknown one is empty. Points into the tag or into static memory.
 */
struct span language_iso639_2(struct span tag);

#endif
