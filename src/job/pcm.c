/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "job/say.h"

bool pcm_create(struct pcm *pcm, const struct config *config, struct error *err)
{
    uint64_t spoken = (uint64_t)config->segment_max_ms * AUDIO_RATE_HZ / 1000;
    pcm->capacity = mp3_segment_frames(spoken, 0) * MP3_FRAME;
    pcm->fd = memfd_create("listenpost-pcm", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    /* Sealed at its size: no child can cut it short under another that has it mapped. */
    if (pcm->fd >= 0 && ftruncate(pcm->fd, (off_t)(pcm->capacity * sizeof(int16_t))) == 0 &&
        fcntl(pcm->fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0)
        return true;
    error_set(err, ERROR_INTERNAL, "memory for speech: %s", strerror(errno));
    pcm_close(pcm);
    return false;
}

void pcm_close(struct pcm *pcm)
{
    if (pcm->fd >= 0)
        close(pcm->fd);
    pcm->fd = -1;
}

void pcm_destroy(struct pcm *pcm)
{
    pcm_close(pcm);
    free(pcm->marks);
    pcm->marks = NULL;
}

void pcm_copy_marks(struct pcm *pcm, const struct mark *marks, size_t nmarks)
{
    pcm->marks = reallocarray(pcm->marks, nmarks + 1, sizeof *marks);
    if (nmarks)
        memcpy(pcm->marks, marks, nmarks * sizeof *marks);
    pcm->nmarks = nmarks;
}
