// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// One libFuzzer target for each format, named by TIDELINE_FORMAT.
#include "tests/fuzz/exercise.h"

#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const tideline::Format* const format = tideline::formatNamed(QStringLiteral(TIDELINE_FORMAT));
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const std::string broken = tideline::exercise(*format, bytes, size);
    if (!broken.empty()) {
        std::fprintf(stderr, "%s: %s\n", TIDELINE_FORMAT, broken.c_str());
        std::abort();
    }
    return 0;
}
