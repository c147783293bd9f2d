/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a post from standard input and writes its script to standard error and its MP3 to standard output:
 *
 * After 'cmake --install build/release && ldconfig':
 *
 *     cc example.c $(pkg-config --cflags --libs listenpost) -o example && ./example < post.html > post.mp3 */
#include <listenpost/listenpost.h>
#include <stdio.h>
#include <stdlib.h>

static bool to_stream(void *stream, const void *bytes, size_t nbytes)
{
    return fwrite(bytes, 1, nbytes, stream) == nbytes;
}

static int fail(const struct listenpost_error *error)
{
    fprintf(stderr, "example: %s (%s)\n", error->sentence, error->detail);
    return EXIT_FAILURE;
}

int main(void)
{
    static char post[1 << 20];
    struct listenpost_error error;
    struct listenpost *lp = listenpost_open(NULL, &error);
    if (!lp)
        return fail(&error);
    struct listenpost_input input = {.bytes = post, .nbytes = fread(post, 1, sizeof post, stdin)};
    bool ok = listenpost_script(lp, &input, LISTENPOST_TEXT, to_stream, stderr, &error) &&
              listenpost_speak(lp, &input, to_stream, stdout, &error);
    listenpost_close(lp);
    return ok ? EXIT_SUCCESS : fail(&error);
}
