/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "article/article.h"

struct span article_image(struct span address)
{
    address = span_trim(address);
    bool fit = page_is_url(address) && address.n <= ARTICLE_IMAGE_BYTES;
    for (size_t i = 0; fit && i < address.n; i++)
        fit = address.p[i] > ' ' && address.p[i] < 0x7F;
    return fit ? address : SPAN("");
}
