// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/lines.h"

#include <algorithm>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace tideline {

qint64 countNewlines(std::string_view bytes)
{
    qint64 count = 0;
    std::size_t at = 0;
#ifdef __SSE2__
    const __m128i wanted = _mm_set1_epi8('\n');
    while (bytes.size() - at >= 16) {
        // A byte each counts up to 255 hits before they are added up.
        const std::size_t rounds = std::min<std::size_t>((bytes.size() - at) / 16, 255);
        __m128i hits = _mm_setzero_si128();
        for (std::size_t i = 0; i < rounds; ++i, at += 16) {
            const __m128i part = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes.data() + at));
            hits = _mm_sub_epi8(hits, _mm_cmpeq_epi8(part, wanted));
        }
        const __m128i sums = _mm_sad_epu8(hits, _mm_setzero_si128());
        count += _mm_cvtsi128_si32(sums) + _mm_extract_epi16(sums, 4);
    }
#endif
    return count + std::count(bytes.begin() + std::ptrdiff_t(at), bytes.end(), '\n');
}

} // namespace tideline
