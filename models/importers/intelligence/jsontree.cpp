// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/intelligence/jsontree.h"

#include "models/importers/intelligence/jsontext.h"
#include "models/importers/limits.h"
#include "models/importers/problems.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace tideline {

namespace {

/// A tree takes about 80 bytes a value: a document of small numbers must not fill the memory.
constexpr std::size_t mostValues = 3'000'000;

constexpr std::size_t mostFaults = 100'000;

constexpr char cutOff[] = "the file ends in the middle of the JSON text: it was cut off; get it again";

} // namespace

/// Recursive, but never deeper than the limit.
class JsonTreeParser
{
public:
    JsonTreeParser(std::string_view bytes, qint64 firstLine, JsonTree& tree)
        : m_bytes(bytes), m_line(firstLine), m_tree(tree)
    {}

    void run()
    {
        if (m_bytes.starts_with("\xEF\xBB\xBF"))
            m_at = 3;
        bool isLines = false;
        for (skipBlanks(); m_at < m_bytes.size(); skipBlanks()) {
            const std::size_t from = m_at;
            const qint64 line = m_line;
            m_tree.m_roots.emplace_back();
            if (readValue(m_tree.m_roots.back(), 1)) {
                isLines = isLines || m_line == line;
                continue;
            }
            const JsonTree::Fault fault{m_faultLine, m_reason};
            const bool isTold = std::exchange(m_isTold, false);
            if (!isTold)
                mark(m_tree.m_roots.back(), line);
            m_reason.clear();
            // One bad line of many costs only itself; elsewhere nothing says where the next document begins.
            if ((isLines || m_faultLine == line) && m_tree.m_faults.size() < mostFaults && skipLine(from, line))
                continue;
            if (!isTold)
                m_tree.m_end = fault;
            return;
        }
    }

private:
    char peek() const { return m_at < m_bytes.size() ? m_bytes[m_at] : '\0'; }

    bool fail(const QString& reason)
    {
        if (m_reason.isEmpty()) {
            m_reason = m_at >= m_bytes.size() ? QLatin1String(cutOff) : reason;
            m_faultLine = m_isTold ? m_faultLine : m_line;
        }
        return false;
    }
    /// A text that nothing closes any more was cut off, whatever is wrong with its last character.
    bool failInText(const QString& reason)
    {
        if (m_bytes.find('"', m_at) == std::string_view::npos)
            m_at = m_bytes.size();
        return fail(reason);
    }
    bool expected(const char* what)
    {
        return fail(QStringLiteral("it is not JSON: %1 is expected, not “%2”")
                        .arg(QLatin1String(what), problemText(m_bytes.substr(std::min(m_at, m_bytes.size()), 1))));
    }

    void mark(JsonNode& node, qint64 line)
    {
        node.fault = std::int32_t(m_tree.m_faults.size());
        node.isDamaged = true;
        m_tree.m_faults.push_back({m_faultLine, m_faultLine == line
                                                    ? m_reason
                                                    : QStringLiteral("line %1: %2").arg(m_faultLine).arg(m_reason)});
        m_reason.clear();
    }

    void skipBlanks()
    {
        for (; m_at < m_bytes.size(); ++m_at) {
            const char c = m_bytes[m_at];
            if (c == '\n')
                ++m_line;
            else if (c != ' ' && c != '\t' && c != '\r')
                return;
        }
    }

    /// Behind the line of a damaged document, if another one begins there.
    bool skipLine(std::size_t from, qint64 line)
    {
        const std::size_t end = m_bytes.find('\n', from);
        if (end == std::string_view::npos)
            return false;
        m_at = end;
        m_line = line;
        skipBlanks();
        return peek() == '{';
    }

    /// Blanks before an element that begins its line; npos if something else stands before it.
    std::size_t indentOf(std::size_t from) const
    {
        std::size_t begin = from; // no further back than the blanks: the whole document may be one line
        while (begin > 0 && (m_bytes[begin - 1] == ' ' || m_bytes[begin - 1] == '\t'))
            --begin;
        return begin == 0 || m_bytes[begin - 1] == '\n' ? from - begin : std::string_view::npos;
    }

    /// At the beginning of a line inside a damaged element: whether, by its indentation, the next element begins there,
    /// or what is around the list goes on.
    bool isBesides(std::size_t indent) const
    {
        const std::size_t at = m_bytes.find_first_not_of(" \t", m_at);
        if (indent == std::string_view::npos || at == std::string_view::npos)
            return false;
        const char c = m_bytes[at];
        return (c == '{' && at - m_at == indent) || ((c == ']' || c == '}') && at - m_at < indent);
    }

    /// From the opening bracket of a damaged element to behind the one that closes it, or to where the next begins.
    /// Strings end with their line, so that a missing quote does not turn the rest of the document inside out. False:
    /// neither was found.
    bool skipElement(std::size_t from, qint64 line)
    {
        const std::size_t indent = indentOf(from);
        m_at = from;
        m_line = line;
        int depth = 0;
        bool inString = false;
        while (m_at < m_bytes.size()) {
            const char c = m_bytes[m_at++];
            if (c == '\n') {
                ++m_line;
                inString = false;
                if (isBesides(indent))
                    return true;
            } else if (inString) {
                if (c == '\\' && m_at < m_bytes.size() && m_bytes[m_at] != '\n')
                    ++m_at;
                else if (c == '"')
                    inString = false;
            } else if (c == '"') {
                inString = true;
            } else if (c == '{' || c == '[') {
                ++depth;
            } else if ((c == '}' || c == ']') && --depth == 0) {
                return true;
            }
        }
        return false;
    }

    bool readValue(JsonNode& node, int depth)
    {
        node.line = std::int32_t(std::min<qint64>(m_line, INT32_MAX));
        if (++m_values > mostValues)
            return fail(QStringLiteral("over 3,000,000 values: split the document into smaller ones"));
        const std::size_t from = m_at;
        bool good = true;
        switch (peek()) {
        case '{':
            node.type = JsonNode::Type::Object;
            good = readObject(node, depth);
            break;
        case '[':
            node.type = JsonNode::Type::Array;
            good = readArray(node, depth);
            break;
        case '"':
            node.type = JsonNode::Type::String;
            return readString(node.raw);
        default:
            good = readScalar(node);
        }
        node.raw = m_bytes.substr(from, m_at - from);
        return good;
    }

    bool readScalar(JsonNode& node)
    {
        const std::size_t from = m_at;
        while (m_at < m_bytes.size() &&
               std::string_view(",]}{[: \t\r\n\"").find(m_bytes[m_at]) == std::string_view::npos)
            ++m_at;
        const std::string_view word = m_bytes.substr(from, m_at - from);
        if (word == "true" || word == "false")
            node.type = JsonNode::Type::Bool;
        else if (word == "null")
            node.type = JsonNode::Type::Null;
        else if (isJsonNumberText(word))
            node.type = JsonNode::Type::Number;
        else if (word.empty())
            return expected("a value");
        else
            return fail(QStringLiteral("“%1” is no JSON value").arg(problemText(word.substr(0, 40))));
        return true;
    }

    bool readString(std::string_view& raw)
    {
        const std::size_t from = ++m_at;
        while (m_at < m_bytes.size()) {
            const char c = m_bytes[m_at];
            if (c == '"') {
                raw = m_bytes.substr(from, m_at - from);
                ++m_at;
                return raw.size() <= limits::field || fail(QStringLiteral("a text of over 1 MiB"));
            }
            if (static_cast<unsigned char>(c) < 0x20)
                return fail(QStringLiteral("a text does not end on its line, or holds a control character"));
            if (c == '\\') {
                if (!readEscape())
                    return false;
                continue;
            }
            const std::size_t length = utf8Length(m_bytes, m_at);
            if (length == 0)
                return failInText(QStringLiteral("byte 0x%1 is not UTF-8; JSON is always UTF-8: save the file so")
                                      .arg(static_cast<unsigned char>(c), 2, 16, QLatin1Char('0')));
            m_at += length;
        }
        return fail({});
    }

    bool readEscape()
    {
        const char letter = m_at + 1 < m_bytes.size() ? m_bytes[m_at + 1] : '\0';
        if (letter == '\0')
            return failInText(QStringLiteral("an escape without its letter"));
        if (letter != 'u') {
            if (std::string_view("\"\\/bfnrt").find(letter) == std::string_view::npos)
                return fail(
                    QStringLiteral("“\\%1” is no escape of JSON").arg(problemText(m_bytes.substr(m_at + 1, 1))));
            m_at += 2;
            return true;
        }
        const int unit = hexUnit(m_bytes.substr(m_at + 2, 4));
        if (unit < 0)
            return failInText(QStringLiteral("\\u needs four hexadecimal digits"));
        if (unit == 0)
            return fail(QStringLiteral("a text holds a NUL character"));
        m_at += 6;
        if (unit < 0xD800 || unit > 0xDFFF)
            return true;
        const int low = m_bytes.substr(m_at, 2) == "\\u" ? hexUnit(m_bytes.substr(m_at + 2, 4)) : -1;
        if (unit > 0xDBFF || low < 0xDC00 || low > 0xDFFF)
            return failInText(QStringLiteral("half a surrogate pair: the text was damaged before"));
        m_at += 6;
        return true;
    }

    bool enter(int depth)
    {
        if (depth > limits::jsonDepth)
            return fail(QStringLiteral("JSON nested deeper than 64"));
        ++m_at;
        skipBlanks();
        return true;
    }

    static bool isThere(const JsonNode& node, std::string_view key, std::unordered_set<std::string_view>& keys)
    {
        constexpr std::size_t few = 24;
        if (node.items.size() < few)
            return node.find(key) != nullptr;
        if (keys.empty()) {
            for (const JsonNode& item : node.items)
                keys.insert(item.key);
        }
        return !keys.insert(key).second;
    }

    bool readObject(JsonNode& node, int depth)
    {
        if (!enter(depth))
            return false;
        std::unordered_set<std::string_view> keys; // only of large objects
        if (peek() == '}') {
            ++m_at;
            return true;
        }
        for (;;) {
            if (peek() != '"')
                return expected("a name in quotes");
            JsonNode member;
            if (!readString(member.key))
                return false;
            if (isThere(node, member.key, keys))
                return fail(QStringLiteral("“%1” is there twice, so that it is not clear which is meant")
                                .arg(problemText(member.key.substr(0, 80))));
            if (node.items.size() >= std::size_t(limits::columns))
                return fail(QStringLiteral("more than 2,000 members"));
            skipBlanks();
            if (peek() != ':')
                return expected("a colon");
            ++m_at;
            skipBlanks();
            const bool good = readValue(member, depth + 1);
            node.isDamaged = node.isDamaged || member.isDamaged;
            node.items.push_back(std::move(member));
            if (!good)
                return false;
            skipBlanks();
            if (peek() == '}') {
                ++m_at;
                return true;
            }
            if (peek() != ',')
                return expected("a comma or a closing brace");
            ++m_at;
            skipBlanks();
        }
    }

    bool readArray(JsonNode& node, int depth)
    {
        if (!enter(depth))
            return false;
        if (peek() == ']') {
            ++m_at;
            return true;
        }
        for (;;) {
            const std::size_t from = m_at;
            const qint64 line = m_line;
            JsonNode element;
            bool good = readValue(element, depth + 1);
            if (!good && element.isObject() && !m_isTold && m_tree.m_faults.size() < mostFaults) {
                mark(element, line);
                good = skipElement(from, line);
                element.raw = m_bytes.substr(from, m_at - from);
                m_isTold = !good; // this fault stands for the whole rest
                if (QString& reason = m_tree.m_faults.back().reason;
                    m_isTold && !reason.contains(QLatin1String(cutOff)))
                    reason += QStringLiteral("; nothing after this record could be read");
            }
            node.isDamaged = node.isDamaged || element.isDamaged;
            node.items.push_back(std::move(element));
            if (!good)
                return fail(QStringLiteral("the list cannot be read further"));
            skipBlanks();
            if (peek() == ']') {
                ++m_at;
                return true;
            }
            const bool isNext = peek() == '{' && node.items.back().fault >= 0; // its comma went with the damaged one
            if (!isNext && peek() != ',')
                return expected("a comma or a closing bracket");
            m_at += !isNext;
            skipBlanks();
        }
    }

    std::string_view m_bytes;
    std::size_t m_at = 0;
    qint64 m_line;
    std::size_t m_values = 0;
    QString m_reason; ///< of the fault that is on its way up; empty = none
    qint64 m_faultLine = 1;
    bool m_isTold = false; ///< a record's fault says already that nothing more could be read
    JsonTree& m_tree;
};

JsonTree::JsonTree(std::string_view bytes, qint64 firstLine)
{
    JsonTreeParser(bytes, firstLine, *this).run();
}

} // namespace tideline
