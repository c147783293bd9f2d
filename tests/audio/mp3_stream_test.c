/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole MP3 streams: head and segments. 'mp3_stream_test --write FOLDER' writes some for decode_test.py, which
 * asks real decoders; a file's name ends in the number of its frames. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audio/mp3_frame.h"
#include "audio/signal.h"
#include "check.h"

static struct arena arena;

static const struct tags full_tags = {
    .title = SPAN("Käse & “Quotes” — a title"),
    .artist = SPAN("Jane Doe"),
    .album = SPAN("An Example Blog"),
    .language = SPAN("en-gb"),
    .date = SPAN("2024-05-06T07:08:09+02:00"),
    .url = SPAN("https://blog.example/post?id=1"),
};

enum { VBR = 0, LEVEL = 6 }; /* in place of a bit rate */

/* *nframes: PCM frames of the stream. */
static struct buf make_stream(const struct tags *tags, int bitrate_kbps, const size_t *lengths, size_t n,
                              uint64_t *nframes)
{
    struct buf audio = BUF_EMPTY, out = BUF_EMPTY;
    struct error err = {0};
    uint64_t mp3_frames = 2;
    for (size_t i = 0; i < n; i++) {
        size_t count = mp3_segment_frames(lengths[i], 0);
        int16_t *pcm = signal_speech(&arena, count * MP3_FRAME, count * MP3_FRAME - lengths[i], (unsigned)i);
        check_true(bitrate_kbps == VBR
                       ? mp3_encode_segment_vbr(pcm, count, LEVEL, 7, i + 1 == n, &audio, &err)
                       : mp3_encode_segment(pcm, count, bitrate_kbps, 7, i + 1 == n, &audio, &err));
        mp3_frames += count;
    }
    *nframes = (mp3_frames - 2) * MP3_FRAME;
    struct mp3_index index = {0};
    mp3_index_add(&index, buf_span(&audio));
    check_number(index.nframes, mp3_frames);
    if (bitrate_kbps == VBR)
        mp3_head_vbr(tags, *nframes, &index, LEVEL, &out);
    else
        mp3_head(tags, *nframes, mp3_frames, audio.n, bitrate_kbps, &out);
    buf_add_span(&out, buf_span(&audio));
    buf_finish(&audio);
    return out;
}

static uint32_t number_at(struct span bytes, size_t at, int bits_a_byte)
{
    uint32_t value = 0;
    for (size_t i = at; i < at + 4; i++)
        value = value << bits_a_byte | (uint8_t)bytes.p[i];
    return value;
}

/* The bytes of an ID3 frame, empty when it is not there; checks the tag's form on the way. */
static struct span id3_frame(struct span head, const char *id)
{
    struct span found = {0};
    size_t end = 10 + number_at(head, 6, 7);
    for (size_t at = 10; at + 10 <= end && head.p[at];) {
        size_t n = number_at(head, at + 4, 7);
        if (!check_true(at + 10 + n <= end))
            break;
        if (!memcmp(head.p + at, id, 4))
            found = span_slice(head, at + 10, at + 10 + n);
        at += 10 + n;
    }
    return found;
}

static struct span info_frame(struct span head)
{
    return span_slice(head, 10 + number_at(head, 6, 7), head.n);
}

static void writes_the_tags_it_is_given(void)
{
    struct buf head = BUF_EMPTY;
    mp3_head(&full_tags, 44100, 79, 12345, 48, &head);
    struct span bytes = buf_span(&head);
    check_true(span_starts(bytes, "ID3\4"));
    check_text(id3_frame(bytes, "TIT2"), "\3Käse & “Quotes” — a title");
    check_text(id3_frame(bytes, "TPE1"), "\3Jane Doe");
    check_text(id3_frame(bytes, "TALB"), "\3An Example Blog");
    check_text(id3_frame(bytes, "TLAN"), "\3eng");
    check_text(id3_frame(bytes, "TDRC"), "\3"
                                         "2024-05-06T07:08:09");
    check_text(id3_frame(bytes, "WOAS"), "https://blog.example/post?id=1");
    check_text(id3_frame(bytes, "TLEN"), "\3"
                                         "2000");
    buf_finish(&head);
}

static const struct tag_chapter chapters[] = {{SPAN("One"), 0, 22050}, {SPAN("Two"), 22050, 44100}};

static void writes_text_cover_and_chapters(void)
{
    struct buf head = BUF_EMPTY, later = BUF_EMPTY;
    struct tags tags = {.language = SPAN("de"),
                        .text = SPAN("Erster\x01 Satz.\nZweiter.\n"),
                        .cover = SPAN("\x89PNG\r\n\x1A\nrest"),
                        .chapters = chapters,
                        .nchapters = 2};
    mp3_head(&tags, 44100, 79, 12345, 48, &head);
    struct span bytes = buf_span(&head);
    check_true(span_equal(id3_frame(bytes, "USLT"), SPAN("\3deu\0Erster  Satz.\nZweiter.")));
    check_true(span_equal(id3_frame(bytes, "APIC"), SPAN("\3image/png\0\3\0\x89PNG\r\n\x1A\nrest")));
    check_true(span_equal(id3_frame(bytes, "CTOC"), SPAN("toc\0\3\2chp0\0chp1\0")));
    check_true(span_equal(id3_frame(bytes, "CHAP"), /* the last of them */
                          SPAN("chp1\0\0\0\3\xE8\0\0\7\xD0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"
                               "TIT2\0\0\0\4\0\0\3Two")));
    mp3_head(&tags, 0, 0, 0, 48, &later);
    check_number(later.n, head.n);
    check_text(id3_frame(buf_span(&later), "CHAP"), "");
    buf_finish(&head);
    buf_finish(&later);
}

static void takes_no_cover_but_jpeg_and_png(void)
{
    static const struct span covers[] = {SPAN("GIF89a..."), SPAN("\x89PN"), SPAN("<svg/>"), SPAN("")};
    for (size_t i = 0; i < COUNT_OF(covers); i++) {
        struct buf head = BUF_EMPTY;
        struct tags tags = {.cover = covers[i]};
        mp3_head(&tags, 44100, 79, 12345, 48, &head);
        check_true(cover_media_type(covers[i]) == NULL);
        check_text(id3_frame(buf_span(&head), "APIC"), "");
        buf_finish(&head);
    }
    check_true(cover_media_type(SPAN("\xFF\xD8\xFF\xE0")) != NULL);
}

static void leaves_out_what_is_not_known_or_not_fit(void)
{
    struct buf head = BUF_EMPTY;
    struct tags tags = {.title = SPAN("x"),
                        .language = SPAN("qq"),
                        .date = SPAN("yesterday"),
                        .url = SPAN("https://a.example/ü")};
    mp3_head(&tags, 0, 0, 0, 48, &head);
    static const char *const absent[] = {"TPE1", "TALB", "TLAN", "TDRC", "WOAS", "TLEN"};
    for (size_t i = 0; i < COUNT_OF(absent); i++)
        check_text(id3_frame(buf_span(&head), absent[i]), "");
    check_text(id3_frame(buf_span(&head), "TIT2"), "\3x");
    buf_finish(&head);
}

static void cuts_dates_to_what_the_tag_allows(void)
{
    static const char *const dates[][2] = {
        {"2024", "\3"
                 "2024"},
        {"2024-05", "\3"
                    "2024-05"},
        {"2024-05-06", "\3"
                       "2024-05-06"},
        {"2024-05-06T07:08Z", "\3"
                              "2024-05-06T07:08"},
        {"2024-5-6", "\3"
                     "2024"},
        {"202", ""},
        {"", ""},
    };
    for (size_t i = 0; i < COUNT_OF(dates); i++) {
        struct buf head = BUF_EMPTY;
        struct tags tags = {.date = span_of(dates[i][0])};
        mp3_head(&tags, 1, 4, 1, 48, &head);
        check_text(id3_frame(buf_span(&head), "TDRC"), dates[i][1]);
        buf_finish(&head);
    }
}

static void keeps_hostile_tags_within_bounds(void)
{
    enum { HUGE_BYTES = 1 << 20 };
    char *huge = arena_alloc(&arena, HUGE_BYTES);
    for (size_t i = 0; i < HUGE_BYTES; i++)
        huge[i] = "\xC3\xA4"[i % 2];
    struct span bad = {"a\0b\xff\x01", 5}, long_text = {huge, HUGE_BYTES};
    struct tags tags = {.title = long_text,
                        .artist = bad,
                        .album = bad,
                        .language = SPAN("en-us-x-"),
                        .date = bad,
                        .url = long_text};
    struct buf head = BUF_EMPTY;
    mp3_head(&tags, 1000, 4, 1000, 48, &head);
    struct span title = id3_frame(buf_span(&head), "TIT2");
    check_true(head.n < 8192 && title.n > 900 && utf8_valid(title));
    check_text(id3_frame(buf_span(&head), "TPE1"), "\3a b\xEF\xBF\xBD ");
    check_text(id3_frame(buf_span(&head), "WOAS"), "");
    buf_finish(&head);
}

static void writes_a_head_of_the_same_size_before_and_after(void)
{
    static const int rates[] = {32, 48, 64, 160};
    for (size_t i = 0; i < COUNT_OF(rates); i++) {
        struct buf before = BUF_EMPTY, after = BUF_EMPTY, long_after = BUF_EMPTY;
        mp3_head(&full_tags, 0, 0, 0, rates[i], &before);
        mp3_head(&full_tags, 1000 * MP3_FRAME, 1002, 156700, rates[i], &after);
        mp3_head(&full_tags, UINT64_C(1) << 40, (UINT64_C(1) << 40) / MP3_FRAME + 3, 1u << 31, rates[i],
                 &long_after);
        check_number(after.n, before.n);
        check_number(long_after.n, before.n);
        buf_finish(&before);
        buf_finish(&after);
        buf_finish(&long_after);
    }
}

static void counts_frames_bytes_and_padding_in_the_info_frame(void)
{
    static const size_t lengths[] = {30000, 12345};
    uint64_t nframes;
    struct buf stream = make_stream(&full_tags, 48, lengths, 2, &nframes);
    struct span info = info_frame(buf_span(&stream));
    check_true(span_equal(span_slice(info, 13, 17), SPAN("Info")));
    check_number(number_at(info, 17, 8), 0x0B);
    check_number(number_at(info, 21, 8), nframes / MP3_FRAME + 2);
    check_number(number_at(info, 25, 8), info.n); /* the frame's bytes and the audio's */
    check_true(span_equal(span_slice(info, 33, 42), SPAN("LAME3.100")));
    uint32_t gap = number_at(info, 53, 8) & 0xFFFFFF;
    check_number(gap >> 12, MP3_DELAY);
    check_number(gap & 0xFFF, MP3_DELAY);
    buf_finish(&stream);
}

/* CRC-16/ARC, highest bit first on mirrored bytes. */
static uint16_t crc_mirrored(struct span bytes)
{
    uint32_t crc = 0, mirrored = 0;
    for (size_t i = 0; i < bytes.n * 8; i++) {
        unsigned bit = (uint8_t)bytes.p[i / 8] >> i % 8 & 1;
        crc = crc << 1 ^ ((crc >> 15 & 1) != bit ? 0x8005 : 0);
    }
    for (int i = 0; i < 16; i++)
        mirrored |= (crc >> i & 1) << (15 - i);
    return (uint16_t)mirrored;
}

static void closes_the_info_frame_with_its_checksum(void)
{
    check_number(crc_mirrored(SPAN("123456789")), 0xBB3D);
    struct buf head = BUF_EMPTY;
    mp3_head(&full_tags, 44100, 79, 12345, 48, &head);
    struct span info = info_frame(buf_span(&head));
    /* behind 33 bytes of header, side information and counts: 34 of the LAME block, then the checksum */
    check_number(number_at(info, 65, 8) & 0xFFFF, crc_mirrored(span_slice(info, 0, 67)));
    buf_finish(&head);
}

static void points_with_its_table_of_contents_at_the_right_frames(void)
{
    enum { HEAD = 13 + 4 * 4, TABLE = 100, XING_BYTES = 208, FRAME_MOST = 200, SILENCE = 40000 };
    static const size_t lengths[] = {150000, 0, 60000, SILENCE, 90000};
    uint64_t nframes;
    struct buf stream = make_stream(&full_tags, VBR, lengths, COUNT_OF(lengths), &nframes);
    struct span info = info_frame(buf_span(&stream));
    size_t total = (size_t)number_at(info, 25, 8), mp3_frames = (size_t)number_at(info, 21, 8),
           at = XING_BYTES;
    check_text(span_slice(info, 13, 17), "Xing");
    check_number(total, info.n);
    check_number(mp3_frames * MP3_FRAME, nframes + 2 * MP3_FRAME);
    for (size_t frame = 0; frame < mp3_frames; frame++) {
        size_t percent = (frame * 100 + mp3_frames - 1) / mp3_frames;
        if (percent && percent * mp3_frames / 100 == frame && percent < TABLE) {
            size_t told = (uint8_t)info.p[HEAD + percent];
            check_true(told * total / 256 <= at + FRAME_MOST && at < (told + 1) * total / 256 + FRAME_MOST);
        }
        at += mp3_frame_length(span_slice(info, at, info.n));
    }
    check_number(at, total);
    buf_finish(&stream);
}

static void keeps_its_index_small_and_right_for_long_streams(void)
{
    struct mp3_index index = {0};
    static const size_t lengths[] = {100000};
    uint64_t nframes;
    struct buf stream = make_stream(&(struct tags){0}, 48, lengths, 1, &nframes);
    struct span info = info_frame(buf_span(&stream)), audio = span_slice(info, 156, info.n);
    for (int i = 0; i < 100; i++)
        mp3_index_add(&index, audio);
    check_number(index.nbytes, 100 * audio.n);
    for (uint64_t percent = 0; percent <= 100; percent++) {
        uint64_t byte = mp3_index_byte(&index, index.nframes * percent / 100);
        uint64_t want = index.nbytes * percent / 100;
        check_true(byte <= want + 1000 && want <= byte + 1000);
    }
    check_number(mp3_index_byte(&index, UINT64_MAX), index.nbytes);
    buf_finish(&stream);
}

static void write_stream(const char *folder, const char *name, int bitrate_kbps, const struct tags *tags,
                         const size_t *lengths, size_t n)
{
    char path[300];
    uint64_t nframes;
    struct file_new file;
    struct error err = {0};
    struct buf stream = make_stream(tags, bitrate_kbps, lengths, n, &nframes);
    snprintf(path, sizeof path, "%s/%s-%llu.mp3", folder, name, (unsigned long long)nframes);
    check_true(file_new_open(&file, path, &err) && file_write_all(file.fd, stream.p, stream.n) &&
               file_new_commit(&file, false, &err));
    buf_finish(&stream);
}

static int write_streams(const char *folder)
{
    static const size_t many[] = {30000, 2000, 577, 44444, 0, 100000}, one[] = {8000};
    static const struct tags none = {0};
    write_stream(folder, "full48", 48, &full_tags, many, COUNT_OF(many));
    write_stream(folder, "full32", 32, &full_tags, many, COUNT_OF(many));
    write_stream(folder, "full160", 160, &full_tags, many, COUNT_OF(many));
    write_stream(folder, "short48", 48, &none, one, 1);
    write_stream(folder, "full-vbr", VBR, &full_tags, many, COUNT_OF(many));
    write_stream(folder, "short-vbr", VBR, &none, one, 1);
    write_stream(folder, "bare64", 64, &none, many, 4);
    return 0;
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        CHECK(writes_the_tags_it_is_given),
        CHECK(writes_text_cover_and_chapters),
        CHECK(takes_no_cover_but_jpeg_and_png),
        CHECK(leaves_out_what_is_not_known_or_not_fit),
        CHECK(cuts_dates_to_what_the_tag_allows),
        CHECK(keeps_hostile_tags_within_bounds),
        CHECK(writes_a_head_of_the_same_size_before_and_after),
        CHECK(counts_frames_bytes_and_padding_in_the_info_frame),
        CHECK(points_with_its_table_of_contents_at_the_right_frames),
        CHECK(keeps_its_index_small_and_right_for_long_streams),
        CHECK(closes_the_info_frame_with_its_checksum),
    };
    arena_init(&arena);
    int status = argc == 3 && !strcmp(argv[1], "--write") ? write_streams(argv[2])
                                                          : check_main(argc, argv, checks, COUNT_OF(checks));
    arena_finish(&arena);
    return status;
}
