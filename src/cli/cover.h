/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CLI_COVER_H
#define CLI_COVER_H

#include "cli/command.h"

/* Is the picture to be the page's own? */
bool cover_is_pages(const struct arguments *arguments);
/* Fetches the article's lead picture. What stands in the way is told in *note and no error: *picture is empty
 * then. The caller finishes it. */
void cover_fetch(struct pool *pool, const struct article *article, struct buf *picture, struct error *note);
/* Reads the picture that --cover names, if any (a file), into *picture. Errors: INPUT_MISSING,
 * INPUT_TOO_LARGE, USAGE when it is neither JPEG nor PNG. The caller finishes *picture whatever the result.
 */
bool cover_read(const struct arguments *arguments, struct buf *picture, struct error *err);

#endif
