// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <string_view>
#include <vector>

namespace tideline {

/// One value of a JSON document; views point into its bytes. Numbers stay as they are written, so that neither 64-bit
/// integers nor 1e999 go through a double.
struct JsonNode
{
    enum class Type : std::uint8_t { Null, Bool, Number, String, Array, Object };
    std::string_view key; ///< as written, without its quotes
    std::string_view raw; ///< the value as written; strings without their quotes
    std::vector<JsonNode> items;
    std::int32_t line = 1;
    std::int32_t fault = -1; ///< index into JsonTree::faults: what is wrong here; the items before it are good
    Type type = Type::Null;
    bool isDamaged = false; ///< this value or one inside has a fault

    bool isObject() const { return type == Type::Object; }
    bool isArray() const { return type == Type::Array; }
    bool isNested() const { return isObject() || isArray(); }
    QString keyText() const;
    /// The member of that name; nullptr if there is none.
    const JsonNode* find(std::string_view name) const;
    /// The same, but a null value if there is none.
    const JsonNode& operator[](std::string_view name) const;
    /// The elements of an array; an object or scalar is a list of itself (many programs write one for a list of one).
    std::vector<const JsonNode*> elements() const;
    /// Strings unescaped, numbers and booleans as written, nested values as compact JSON, null empty; blanks cut off.
    QString text() const;
    /// Texts of `elements()` that are not empty.
    QStringList texts() const;
    /// true, "true", 1 or "1".
    bool isTrue() const;
};

/// A whole document, or several one after another (JSON lines). A fault inside an array of objects costs only that
/// element: what follows it is read. Refused where it stands: nesting deeper than 64, bytes that are no UTF-8, control
/// characters, lone surrogates, NUL, a member named twice, NaN and other things that are no JSON.
class JsonTree
{
public:
    struct Fault
    {
        qint64 line = 1;
        QString reason; ///< what is wrong and, where something can be done, what
    };
    /// `firstLine` is the line of the first byte.
    explicit JsonTree(std::string_view bytes, qint64 firstLine = 1);

    const std::vector<JsonNode>& roots() const { return m_roots; }
    const std::vector<Fault>& faults() const { return m_faults; } ///< all, by JsonNode::fault
    /// What ended the reading outside of any record; nullptr if all of the text was read.
    const Fault* end() const { return m_end.reason.isEmpty() ? nullptr : &m_end; }
    /// The first fault inside a value, leaving aside its members of these names; nullptr if it is whole.
    const Fault* faultIn(const JsonNode& node, const std::vector<std::string_view>& without = {}) const;

private:
    friend class JsonTreeParser;
    std::vector<JsonNode> m_roots;
    std::vector<Fault> m_faults;
    Fault m_end;
};

/// JSON without the blanks between its parts.
QString compactJson(std::string_view raw);

} // namespace tideline
