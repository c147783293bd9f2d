/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script/reason.h"

const char *const class_names[CLASSES] = {
#define CLASS(name, written) [CLASS_##name] = written,
#include "script/classes.def"
#undef CLASS
};
