// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// One libFuzzer target for each format, named by the environment: TIDELINE_FORMAT=zeek-conn-tsv fuzz_reader …
#include "tests/fuzz/exercise.h"

#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const tideline::Format* const format = tideline::formatNamed(qEnvironmentVariable("TIDELINE_FORMAT"));
    if (!format) {
        std::fprintf(stderr, "TIDELINE_FORMAT names no format\n");
        std::exit(2);
    }
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const std::string broken = tideline::exercise(*format, bytes, size);
    if (!broken.empty()) {
        std::fprintf(stderr, "%s: %s\n", qPrintable(format->name), broken.c_str());
        std::abort();
    }
    return 0;
}
