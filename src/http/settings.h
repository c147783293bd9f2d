/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HTTP_SETTINGS_H
#define HTTP_SETTINGS_H

struct settings;

void settings_destroy(struct settings *s); /* and all before it */

#endif
