// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace tideline {

/// One key and value of a JSON object as text.
struct JsonField
{
    enum class Type { String, Number, Bool, Null, Nested };
    std::string_view key;
    std::string_view text; ///< strings unescaped, numbers and nested values as written; empty for null
    Type type = Type::Null;
    int place = 0; ///< of the member in its object, from 0
};

/// Cuts the objects that logs are full of (short, ASCII, no escapes) into their members in one pass; whatever is out of
/// the ordinary or wrong is left to a whole parser, which says the same of what this one takes.
class JsonScan
{
public:
    struct Members
    {
        const JsonField* first = nullptr;
        const JsonField* last = nullptr;
        const JsonField* begin() const { return first; }
        const JsonField* end() const { return last; }
    };
    /// False: not taken.
    bool scan(std::string_view object);
    Members members() const { return {m_fields.data(), m_fields.data() + m_count}; }
    /// Of an object that is the value of one of these members; nothing if it is not known.
    Members membersOf(std::string_view value) const;

private:
    using Place = std::uint16_t;
    static constexpr std::size_t longest = 4096, mostMarks = 512;
    struct Inner
    {
        const char* object;
        int from, to; ///< in m_innerFields
    };
    friend struct JsonWalk;
    bool mark(std::string_view text);
    int m_count = 0, m_innerCount = 0, m_innerFieldCount = 0;
    std::array<JsonField, 64> m_fields;
    std::array<JsonField, 128> m_innerFields;
    std::array<Inner, 8> m_inner;
    std::array<Place, mostMarks + 64> m_marks; ///< where quotes are, then the end of the text
};

/// The length of the JSON number that the text begins with; 0 = none.
std::size_t jsonNumberLength(std::string_view text);

/// What the keys of the last object meant: logs repeat their keys in the same order.
class KeyMemory
{
public:
    /// `find(key)` is asked when the key is not the one that stood at this place the last time.
    template <typename Find> int meaning(const JsonField& field, Find&& find)
    {
        if (field.place >= int(m_known.size()))
            return find(field.key);
        Known& known = m_known[std::size_t(field.place)];
        if (field.key.size() != known.size || !known.holds(field.key)) {
            const int meant = find(field.key);
            if (field.key.empty() || field.key.size() > known.text.size())
                return meant;
            known.size = field.key.copy(known.text.data(), known.text.size());
            known.meaning = meant;
        }
        return known.meaning;
    }

private:
    struct Known
    {
        std::array<char, 16> text;
        std::size_t size = 0;
        int meaning = 0;

        /// Of this size. Two loads that may overlap are much cheaper than a call for so few bytes.
        bool holds(std::string_view key) const
        {
            const auto same = [&]<typename Word>(Word) {
                Word a[2], b[2];
                const std::size_t last = size - sizeof(Word);
                __builtin_memcpy(&a[0], key.data(), sizeof(Word));
                __builtin_memcpy(&a[1], key.data() + last, sizeof(Word));
                __builtin_memcpy(&b[0], text.data(), sizeof(Word));
                __builtin_memcpy(&b[1], text.data() + last, sizeof(Word));
                return a[0] == b[0] && a[1] == b[1];
            };
            if (size >= 8)
                return same(std::uint64_t());
            if (size >= 4)
                return same(std::uint32_t());
            return size >= 2 ? same(std::uint16_t()) : size == 1 && key[0] == text[0];
        }
    };
    std::array<Known, 24> m_known;
};

} // namespace tideline
