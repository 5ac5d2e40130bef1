// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>

namespace tideline {

/// xoshiro256** by Blackman and Vigna, seeded through splitmix64. Our own, since the distributions of <random> differ
/// between standard libraries and the same seed must give the same flows everywhere.
class RandomSource
{
public:
    explicit RandomSource(std::uint64_t seed)
    {
        for (std::uint64_t& word : m_state) {
            seed += 0x9E3779B97F4A7C15ULL;
            std::uint64_t z = seed;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
            word = z ^ (z >> 31);
        }
    }

    std::uint64_t next()
    {
        const std::uint64_t result = std::rotl(m_state[1] * 5, 7) * 9;
        const std::uint64_t shifted = m_state[1] << 17;
        m_state[2] ^= m_state[0];
        m_state[3] ^= m_state[1];
        m_state[1] ^= m_state[2];
        m_state[0] ^= m_state[3];
        m_state[2] ^= shifted;
        m_state[3] = std::rotl(m_state[3], 45);
        return result;
    }
    /// Even in [0, 1).
    double fraction() { return static_cast<double>(next() >> 11) * 0x1p-53; }
    double between(double low, double high) { return low + (high - low) * fraction(); }
    /// Even in 0..bound-1; 0 for a bound of 0.
    std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(((next() >> 32) * bound) >> 32); }

private:
    std::uint64_t m_state[4] = {};
};

/// Numbers in [0, 1) that fill it evenly: each prefix of the sequence is spread out, so that sums over a few hundred
/// rows are as exact as a random draw of many thousands.
class EvenSequence
{
public:
    EvenSequence(std::uint64_t start, std::uint64_t step) : m_value(start), m_step(step) {}
    double next()
    {
        m_value += m_step;
        return static_cast<double>(m_value >> 11) * 0x1p-53;
    }

private:
    std::uint64_t m_value;
    std::uint64_t m_step;
};

} // namespace tideline
