/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every stage stands on. Includes nothing of the stages. */
#ifndef BASE_BASE_H
#define BASE_BASE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/span.h"
#include "base/utf8.h"
#include "base/wire.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

#endif
