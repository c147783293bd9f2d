/* SPDX-License-Identifier: GPL-3.0-or-later */
/* audio: PCM becomes finished sound and files. All PCM is 16 bit mono at AUDIO_RATE_HZ. An MP3 frame here is
 * an MPEG-2 LSF frame of MP3_FRAME samples. */
#ifndef AUDIO_AUDIO_H
#define AUDIO_AUDIO_H

#include "audio/loudness.h"
#include "audio/stream.h"
#include "script/script.h"
#include "speech/speech.h"

/* Raised whenever sound_finish sounds different: part of a segment's key. */
enum { SOUND_VERSION = 2 };

enum { SOUND_LUFS = -19 }; /* what a voice's gain brings it to; mono, as loud as -16 LUFS stereo */

enum {
    AUDIO_RATE_HZ = SPEECH_RATE_HZ,
    MP3_FRAME = 576,
    MP3_TAIL =
        2 * MP3_FRAME, /* zeros at the end of every segment, so that encodes join (FACTS: gapless join) */
    MP3_DELAY = 576,   /* encoder delay, written to the Info frame */
};

/* How it is finished: dB around 2.5 kHz (presence), above 5 kHz (treble), and everywhere. */
struct sound {
    double gain_db, presence_db, treble_db;
};
/* The voice at the loudness that is configured. */
struct sound voice_sound(const struct voice *voice, const struct config *config);

/* High-pass 70 Hz, the sound's tone and gain, look-ahead limiter at -1.5 dBFS, in place; latency is taken
 * out, so marks stay true and the length does not change. A 3 ms fade where speech meets the silence at the
 * end. Deterministic. */
void sound_finish(int16_t *frames, size_t nframes, const struct sound *sound);

/* Whole MP3 frames for nframes samples of which the last nsilent are zero: as near as whole frames come, so
 * the silence is up to half a frame longer or shorter, but no sound is lost and at least MP3_TAIL zeros end
 * it. */
size_t mp3_segment_frames(size_t nframes, size_t nsilent);
/* The exact bytes a segment of so many MP3 frames encodes to (CBR, padding rule restarted); 'last' adds the
 * two flush frames. */
size_t mp3_segment_bytes(size_t mp3_frames, int bitrate_kbps, bool last);
/* Encodes a segment whose PCM is exactly mp3_frames * MP3_FRAME samples by a fresh encoder and keeps exactly
 * its frames (mp3_frames, or + 2 when last). Appends mp3_segment_bytes() bytes. Error INTERNAL. */
bool mp3_encode_segment(const int16_t *frames, size_t mp3_frames, int bitrate_kbps, int quality, bool last,
                        struct buf *out, struct error *err);
/* The same at a bit rate that varies: LAME's V 'level', 0 best to 9. At most mp3_segment_most_bytes(). */
bool mp3_encode_segment_vbr(const int16_t *frames, size_t mp3_frames, int level, int quality, bool last,
                            struct buf *out, struct error *err);
size_t mp3_segment_most_bytes(size_t mp3_frames, bool last);
/* Frames of ours in the stream; 0 when it holds anything else. */
size_t mp3_count_frames(struct span mp3);
struct span mp3_encoder_version(void); /* part of a segment's key */

enum { TAG_CHAPTERS_MAX = 255 }; /* what an ID3v2 table of contents can count (id3v2-chapters 1.0, 3.2) */

struct tag_chapter {
    struct span title;
    uint64_t frame, end_frame; /* of the post */
};

struct tags {
    struct span title, artist, album, language, date, url; /* UTF-8; empty ones are left out */
    struct span key;                                       /* names the file by all that went into it */
    struct span text;                                      /* what is spoken, a paragraph a line */
    struct span cover;                                     /* a picture's bytes, see cover_media_type */
    const struct tag_chapter *chapters;                    /* in order, at most TAG_CHAPTERS_MAX */
    size_t nchapters;
};

/* By its first bytes: "image/jpeg" or "image/png"; NULL: neither, and no tag holds it. */
const char *cover_media_type(struct span cover);

/* What stands before the first audio frame: ID3v2.4 (title, length, ...) padded to a fixed size, then the
 * Info frame. Its size depends on the tags alone, so a head written before the durations are known (nframes
 * 0: no TLEN, no chapters, an Info frame without counts) can be replaced in place by the final one. nframes:
 * PCM samples of the post, segments' padding included; 'mp3_frames': all frames of the stream but the Info
 * frame; audio_bytes: theirs. */
void mp3_head(const struct tags *tags, uint64_t nframes, uint64_t mp3_frames, uint64_t audio_bytes,
              int bitrate_kbps, struct buf *out);

/* Where frames of a varying size begin, to a fraction of a percent of the stream. Zeroed: none yet. */
enum { MP3_INDEX_ENTRIES = 512 };
struct mp3_index {
    uint64_t nframes, nbytes;
    uint64_t at[MP3_INDEX_ENTRIES]; /* byte where each stride-th frame begins */
    uint64_t stride;
    size_t n;
};
/* More frames of ours (mp3_count_frames is not 0), in order. */
void mp3_index_add(struct mp3_index *index, struct span mp3);
uint64_t mp3_index_byte(const struct mp3_index *index, uint64_t frame);

/* mp3_head for a bit rate that varies: a Xing frame of 64 kb/s with a table of contents, a byte for each
 * percent of the time. nframes 0: nothing is known yet, the same size. */
void mp3_head_vbr(const struct tags *tags, uint64_t nframes, const struct mp3_index *index, int level,
                  struct buf *out);

/* Files by libsndfile, format by the name's ending: .wav .flac .opus .ogg (Opus at 24,000 Hz, resampled).
 * Error USAGE for another ending, OUTPUT when it cannot be written. 'fd' stays the caller's and must be
 * seekable. Title, artist, album and date become the format's own tags, the URL its comment,
 * the key a part of its software tag. */
struct audio_file;
bool audio_file_knows(struct span ending); /* "wav" */
struct audio_file *audio_file_open(int fd, struct span ending, const struct tags *tags, struct error *err);
bool audio_file_write(struct audio_file *f, const int16_t *frames, size_t nframes, struct error *err);
bool audio_file_close(struct audio_file *f, struct error *err);

/* What a finished file, .mp3 or another, tells of itself. */
struct audio_told {
    char key[KEY_HEX + 1]; /* of struct tags */
    uint64_t duration_ms;
};
/* false: it has no key of ours. 'fd' stays the caller's and is read from its beginning. */
bool audio_file_tell(int fd, struct span ending, struct audio_told *out);

/* What is played before and after a post: a WAV, AIFF, AU, CAF, FLAC, Ogg, Opus or MP3 file. Both parse a
 * stranger's bytes and are called in a child that may crash. */

enum { AUDIO_CHANNELS_MAX = 8, AUDIO_RATE_LEAST_HZ = 4000, AUDIO_RATE_MOST_HZ = 384000 };

/* Appends the file's sound, its channels mixed, as floats at AUDIO_RATE_HZ. Errors: CONFIG (no sound file,
 * longer than max_ms, channels or rate out of bounds), INTERNAL. */
bool audio_file_decode(struct span file, int64_t max_ms, struct buf *floats, struct error *err);
/* The same, levelled and limited as speech is, as 16 bit frames: whole MP3 frames that end in at least
 * MP3_TAIL zeros and in CLIP_PAUSE_MS of silence. Error CONFIG, too, when there is nothing to hear. */
enum { CLIP_PAUSE_MS = 500 };
bool clip_read(struct span file, int64_t max_ms, double lufs, struct buf *frames, struct error *err);

#endif
