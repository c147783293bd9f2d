/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form of WebVTT (W3C, "WebVTT: The Web Video Text Tracks Format"). A file begins with "WEBVTT\n". */
#ifndef JOB_VTT_H
#define JOB_VTT_H

#include "base/base.h"

/* hh:mm:ss.ttt; hours have two digits or more. */
void vtt_add_time(struct buf *out, uint64_t ms);
/* The empty line before a cue, its number and its times. */
void vtt_open_cue(struct buf *out, size_t number, uint64_t from_ms, uint64_t to_ms);
/* Text of a cue on one line: signs of the form escaped, runs of white space one space. */
void vtt_add_text(struct buf *out, struct span text);

#endif
