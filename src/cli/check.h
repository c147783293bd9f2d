/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CLI_CHECK_H
#define CLI_CHECK_H

#include "cli/command.h"

/* 'serve --check': a line on standard output for each thing looked at. Error CONFIG when any is wrong. */
bool check_settings(const struct arguments *arguments, struct error *err);

#endif
