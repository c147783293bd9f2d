/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a script promises of its map, whatever the article: every spoken word has its source, sources lie on
 * characters' boundaries and never overlap nor go back, and the reasons hold everything that is written. */
#ifndef TESTS_SCRIPT_MAPPED_H
#define TESTS_SCRIPT_MAPPED_H

#include "check.h"
#include "script/script.h"

/* Checks them all; 'script' was written with 'why'. On failure the place is printed. */
bool check_mapped(const struct article *article, const struct script *script);

#endif
