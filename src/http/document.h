/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small answers: made anew for each request, or a file of the fixed list. */
#ifndef HTTP_DOCUMENT_H
#define HTTP_DOCUMENT_H

#include "http/answer.h"
#include "http/files.h"

/* 200 with an entity tag of its bytes, or 304. May be kept, must be asked for anew. vary: the field of the
 * request that another answer could come of; NULL: none. */
enum step document_answer(struct exchange *x, enum answer_kind kind, struct span bytes, const char *vary);
/* Packed when the client takes gzip. */
enum step document_answer_file(struct exchange *x, const struct file *file);

#endif
