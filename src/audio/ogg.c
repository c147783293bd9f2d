/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ogg pages: RFC 3533 section 6. */
#include "audio/ogg.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

enum {
    HEADER_BYTES = 27,
    SERIAL_AT = 14,
    CRC_AT = 22,
    NSEGMENTS_AT = 26,
    PAGE_BYTES = HEADER_BYTES + 255 + 255 * 255, /* the largest page */
};

static void crc_table(uint32_t table[256])
{
    for (uint32_t i = 0; i < 256; i++) {
        table[i] = i << 24;
        for (int bit = 0; bit < 8; bit++)
            table[i] = table[i] & 0x80000000u ? table[i] << 1 ^ 0x04C11DB7u : table[i] << 1;
    }
}

static void put_u32(uint8_t *at, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        at[i] = (uint8_t)(value >> 8 * i);
}

/* Length of the page that begins the n bytes; 0 when none does or it is cut short. */
static size_t page_length(const uint8_t *page, size_t n)
{
    if (n < HEADER_BYTES || memcmp(page, "OggS", 4) != 0)
        return 0;
    size_t nsegments = page[NSEGMENTS_AT], length = HEADER_BYTES + nsegments;
    for (size_t i = 0; i < nsegments && HEADER_BYTES + i < n; i++)
        length += page[HEADER_BYTES + i];
    return length <= n ? length : 0;
}

static bool write_at(int fd, const uint8_t *bytes, size_t n, off_t at)
{
    while (n > 0) {
        ssize_t done = pwrite(fd, bytes, n, at);
        if (done < 0 && errno != EINTR)
            return false;
        done = done < 0 ? 0 : done;
        bytes += done;
        n -= (size_t)done;
        at += done;
    }
    return true;
}

bool ogg_set_serial(int fd, off_t begin, unsigned serial)
{
    uint8_t page[PAGE_BYTES];
    uint32_t table[256];
    crc_table(table);
    for (;;) {
        ssize_t n = pread(fd, page, sizeof page, begin);
        if (n <= 0)
            return n == 0;
        size_t length = page_length(page, (size_t)n);
        if (length == 0) {
            errno = EILSEQ;
            return false;
        }
        put_u32(page + SERIAL_AT, serial);
        put_u32(page + CRC_AT, 0);
        uint32_t crc = 0;
        for (size_t i = 0; i < length; i++)
            crc = crc << 8 ^ table[crc >> 24 ^ page[i]];
        put_u32(page + CRC_AT, crc);
        if (!write_at(fd, page, HEADER_BYTES, begin))
            return false;
        begin += (off_t)length;
    }
}
