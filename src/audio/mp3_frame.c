/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audio/mp3_frame.h"

#include <assert.h>

static const uint8_t bitrates_kbps[15] = {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};

enum {
    HEADER_SYNC_1 = 0xF3, /* behind 0xFF: MPEG-2 LSF, layer III, with or without CRC */
    HEADER_MONO = 0xC0,
    /* 576 samples hold bit rate * 576 / 8 / sample rate bytes */
    BYTES_PER_KBPS = MP3_FRAME * 1000 / 8,
};

static unsigned bitrate_index(int bitrate_kbps)
{
    unsigned index = 1;
    while (index + 1 < COUNT_OF(bitrates_kbps) && bitrates_kbps[index + 1] <= bitrate_kbps)
        index++;
    return index;
}

int mp3_bitrate(int bitrate_kbps)
{
    return bitrates_kbps[bitrate_index(bitrate_kbps)];
}

size_t mp3_frame_bytes(int bitrate_kbps)
{
    return (size_t)(BYTES_PER_KBPS * bitrate_kbps / AUDIO_RATE_HZ);
}

uint32_t mp3_frame_rest(int bitrate_kbps)
{
    return (uint32_t)(BYTES_PER_KBPS * bitrate_kbps % AUDIO_RATE_HZ);
}

void mp3_frame_header(int bitrate_kbps, uint8_t header[MP3_HEADER_BYTES])
{
    header[0] = 0xFF;
    header[1] = HEADER_SYNC_1;                               /* no CRC */
    header[2] = (uint8_t)(bitrate_index(bitrate_kbps) << 4); /* sample rate 0: 22,050 Hz; no padding */
    header[3] = HEADER_MONO | 0x04;                          /* "original", as LAME sets it */
}

size_t mp3_frame_length(struct span bytes)
{
    if (bytes.n < MP3_HEADER_BYTES)
        return 0;
    const uint8_t *h = (const uint8_t *)bytes.p;
    unsigned index = h[2] >> 4;
    bool ours =
        h[0] == 0xFF && (h[1] | 1) == HEADER_SYNC_1 && (h[2] & 0x0C) == 0 && (h[3] & 0xC0) == HEADER_MONO;
    if (!ours || index == 0 || index >= COUNT_OF(bitrates_kbps))
        return 0;
    return mp3_frame_bytes(bitrates_kbps[index]) + (h[2] >> 1 & 1);
}
