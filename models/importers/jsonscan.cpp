// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/jsonscan.h"

#include "models/importers/limits.h"
#include "models/importers/words.h"

#include <algorithm>
#include <bit>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace tideline {

namespace {

#ifdef __SSE2__
/// A bit for each quote of 64 bytes; `odd` gathers what is no printable ASCII, or a backslash.
std::uint64_t quotesOf(const char* bytes, __m128i& odd)
{
    std::uint64_t found = 0;
    for (int i = 0; i < 4; ++i) {
        const __m128i part = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + 16 * i));
        // Bytes from 0x80 on are negative here.
        odd = _mm_or_si128(
            odd, _mm_or_si128(_mm_cmplt_epi8(part, _mm_set1_epi8(' ')), _mm_cmpeq_epi8(part, _mm_set1_epi8('\\'))));
        const auto quotes = unsigned(_mm_movemask_epi8(_mm_cmpeq_epi8(part, _mm_set1_epi8('"'))));
        found |= std::uint64_t(quotes) << (16 * i);
    }
    return found;
}
#endif

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

} // namespace

std::size_t jsonNumberLength(std::string_view text)
{
    std::size_t at = 0;
    const auto digits = [&] {
        const std::size_t from = at;
        while (at + 8 <= text.size()) {
            const std::uint64_t others = noDigits(littleEndian<std::uint64_t>(text.data() + at));
            at += others == 0 ? 8 : std::size_t(std::countr_zero(others)) / 8;
            if (others != 0)
                return at - from;
        }
        while (at < text.size() && isDigit(text[at]))
            ++at;
        return at - from;
    };
    if (at < text.size() && text[at] == '-')
        ++at;
    const std::size_t whole = at;
    const std::size_t length = digits();
    if (length == 0 || (length > 1 && text[whole] == '0'))
        return 0;
    if (at < text.size() && text[at] == '.') {
        ++at;
        if (digits() == 0)
            return 0;
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '+' || text[at] == '-'))
            ++at;
        if (digits() == 0)
            return 0;
    }
    return at;
}

/// Walks over marked text; small enough to live in registers.
struct JsonWalk
{
    JsonScan& scan;
    std::string_view text;
    const std::uint16_t* mark; ///< the next quote
    std::size_t at = 0;

    char peek() const { return at < text.size() ? text[at] : '\0'; }
    void skipBlanks()
    {
        while (at < text.size() && text[at] == ' ')
            ++at;
    }
    bool skip(char c)
    {
        skipBlanks();
        if (peek() != c)
            return false;
        ++at;
        return true;
    }
    /// At an opening quote: behind the closing one.
    bool readString(std::string_view& string)
    {
        const std::size_t close = *++mark;
        if (close >= text.size())
            return false;
        string = text.substr(at + 1, close - at - 1);
        at = close + 1;
        ++mark;
        return true;
    }
    bool readKey(std::string_view& key)
    {
        skipBlanks();
        if (peek() != '"' || !readString(key) || !skip(':'))
            return false;
        skipBlanks();
        return true;
    }
    bool readWord(std::string_view wanted)
    {
        const bool is = text.substr(at, wanted.size()) == wanted;
        at += wanted.size();
        return is;
    }
    bool readValue(JsonField& field, int depth)
    {
        const std::size_t from = at;
        switch (peek()) {
        case '"':
            field.type = JsonField::Type::String;
            return readString(field.text);
        case '{':
        case '[':
            field.type = JsonField::Type::Nested;
            if (depth == limits::jsonDepth || !(text[at] == '[' ? readArray(depth) : readInner(depth)))
                return false;
            field.text = text.substr(from, at - from);
            return true;
        case 't':
        case 'f':
            field.type = JsonField::Type::Bool;
            field.text = peek() == 't' ? "true" : "false";
            return readWord(field.text);
        case 'n':
            field.type = JsonField::Type::Null;
            field.text = {};
            return readWord("null");
        default:
            field.type = JsonField::Type::Number;
            field.text = text.substr(at, jsonNumberLength(text.substr(at)));
            at += field.text.size();
            return !field.text.empty();
        }
    }
    bool readArray(int depth)
    {
        ++at;
        if (skip(']'))
            return true;
        JsonField element;
        do {
            skipBlanks();
            if (!readValue(element, depth + 1))
                return false;
        } while (skip(','));
        return skip(']');
    }
    /// Members of objects within the outermost one are kept; what is deeper is only looked over.
    bool readInner(int depth)
    {
        int count = 0;
        if (depth > 1) {
            JsonField ignored;
            return readObject(&ignored, -1, count, depth);
        }
        const std::size_t from = at;
        JsonField* const fields = scan.m_innerFields.data() + scan.m_innerFieldCount;
        if (scan.m_innerCount == int(scan.m_inner.size()) ||
            !readObject(fields, int(scan.m_innerFields.size()) - scan.m_innerFieldCount, count, depth))
            return false;
        const int first = scan.m_innerFieldCount;
        scan.m_innerFieldCount += count;
        scan.m_inner[std::size_t(scan.m_innerCount++)] = {text.data() + from, first, first + count};
        return true;
    }
    /// At most `most` members; -1: any number, all into the same field.
    bool readObject(JsonField* fields, int most, int& count, int depth)
    {
        ++at;
        if (skip('}'))
            return true;
        do {
            if (count == most)
                return false;
            JsonField& field = most < 0 ? *fields : fields[count];
            field.place = count++;
            if (!readKey(field.key) || !readValue(field, depth + 1))
                return false;
        } while (skip(','));
        return skip('}');
    }
};

bool JsonScan::mark(std::string_view text)
{
#ifdef __SSE2__
    if (text.size() >= longest)
        return false;
    std::size_t count = 0;
    __m128i odd = _mm_setzero_si128();
    for (std::size_t at = 0; at < text.size() && count < mostMarks; at += 64) {
        char rest[64];
        const char* from = text.data() + at;
        if (text.size() - at < sizeof rest) {
            std::memset(rest, ' ', sizeof rest);
            std::memcpy(rest, from, text.size() - at);
            from = rest;
        }
        for (std::uint64_t bits = quotesOf(from, odd); bits != 0; bits &= bits - 1)
            m_marks[count++] = Place(at + std::size_t(__builtin_ctzll(bits)));
    }
    if (count >= mostMarks || _mm_movemask_epi8(odd) != 0)
        return false;
    m_marks[count] = m_marks[count + 1] = Place(text.size());
    return true;
#else
    return false;
#endif
}

bool JsonScan::scan(std::string_view object)
{
    m_count = m_innerCount = m_innerFieldCount = 0;
    if (!mark(object))
        return false;
    JsonWalk walk{*this, object, m_marks.data()};
    int count = 0;
    const bool good = walk.peek() == '{' && walk.readObject(m_fields.data(), int(m_fields.size()), count, 0);
    walk.skipBlanks();
    if (!good || walk.at != object.size()) {
        m_innerCount = 0;
        return false;
    }
    m_count = count;
    return true;
}

JsonScan::Members JsonScan::membersOf(std::string_view value) const
{
    for (int i = 0; i < m_innerCount; ++i) {
        const Inner& inner = m_inner[std::size_t(i)];
        if (inner.object == value.data())
            return {m_innerFields.data() + inner.from, m_innerFields.data() + inner.to};
    }
    return {};
}

} // namespace tideline
