/* SPDX-License-Identifier: GPL-3.0-or-later */
/* language: tags as pages write them. */
#ifndef ARTICLE_LANGUAGE_H
#define ARTICLE_LANGUAGE_H

#include "base/base.h"

/* A BCP 47 tag in lower case ("en_US" is "en-us"), or the empty span if it is none. */
struct span language_tag(struct arena *a, struct span text);

#endif
