// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// On functions that go over whole columns: compiled for older processors and for those with AVX2, chosen when the
/// program starts. Sanitizers do not go with that choice, and clang 14 knows it for some functions only.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) &&               \
    !defined(__SANITIZE_THREAD__)
#define TIDELINE_KERNEL __attribute__((target_clones("avx2", "default")))
/// The same where bytes change places, which takes less than AVX2.
#define TIDELINE_SHUFFLE_KERNEL __attribute__((target_clones("avx2", "sse4.1", "default")))
#else
#define TIDELINE_KERNEL
#define TIDELINE_SHUFFLE_KERNEL
#endif
