/* SPDX-License-Identifier: GPL-3.0-or-later */
/* English. */
#ifndef SCRIPT_EN_ENGLISH_H
#define SCRIPT_EN_ENGLISH_H

#include "script/language.h"

extern const struct language english;
extern const struct splitting english_splitting;
extern const struct homograph_tables english_homographs;

#endif
