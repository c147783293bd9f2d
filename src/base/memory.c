/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/memory.h"

#include <unistd.h>

_Noreturn void memory_exhausted(void)
{
    static const char message[] = "listenpost: out of memory\n";
    ssize_t told = write(STDERR_FILENO, message, sizeof message - 1);
    (void)told;
    _exit(MEMORY_EXHAUSTED_STATUS);
}
