/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a stretch of a block is said as it is. Recorded only when script_options.why asks for it. */
#ifndef SCRIPT_REASON_H
#define SCRIPT_REASON_H

#include "base/base.h"

enum reason_class {
#define CLASS(name, written) CLASS_##name,
#include "script/classes.def"
#undef CLASS
    CLASSES
};

extern const char *const class_names[CLASSES]; /* as in classes.def */

/* Of each block: in the order of their sources, without overlap, and together they hold all of its text but
 * white space. */
struct reason {
    int block; /* as in struct segment */
    enum reason_class class;
    struct span rule;                 /* the rule that decided, by its name in that class */
    uint32_t source_at, source_bytes; /* in the block's text; no bytes: words of ours between its words */
    struct span said;                 /* as the engine gets it; empty: nothing */
    bool plain;                       /* said as it stands, or a mark that nobody would say */
    bool safe;                        /* the safe form changed it */
};

#endif
