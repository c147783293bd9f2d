/* SPDX-License-Identifier: GPL-3.0-or-later */
/* English number words. */
#ifndef SCRIPT_EN_NUMBER_H
#define SCRIPT_EN_NUMBER_H

#include "script/language.h"

extern const struct numbers english_numbers;

#endif
