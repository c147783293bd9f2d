/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frame headers of MPEG-2 LSF layer III, mono, AUDIO_RATE_HZ (ISO/IEC 13818-3, 2.4.2.3). */
#ifndef AUDIO_MP3_FRAME_H
#define AUDIO_MP3_FRAME_H

#include "audio/audio.h"

enum { MP3_HEADER_BYTES = 4, MP3_SIDE_BYTES = 9 };

/* The allowed bit rate at or below what is asked for, 8 at least. */
int mp3_bitrate(int bitrate_kbps);
/* A frame of that (allowed) bit rate, without its padding byte. */
size_t mp3_frame_bytes(int bitrate_kbps);
/* What mp3_frame_bytes leaves over, in 1/AUDIO_RATE_HZ of a byte; padding bytes make it up. */
uint32_t mp3_frame_rest(int bitrate_kbps);
void mp3_frame_header(int bitrate_kbps, uint8_t header[MP3_HEADER_BYTES]);
/* Length of the frame whose header begins 'bytes'; 0 when it is none of ours. */
size_t mp3_frame_length(struct span bytes);

#endif
