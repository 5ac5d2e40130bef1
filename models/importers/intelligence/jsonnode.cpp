// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/intelligence/jsontree.h"

#include <algorithm>

namespace tideline {

namespace {

QString fromView(std::string_view bytes)
{
    return QString::fromUtf8(bytes.data(), qsizetype(bytes.size()));
}

/// Of a string that the parser has checked.
QString unescaped(std::string_view raw)
{
    if (raw.find('\\') == std::string_view::npos)
        return fromView(raw);
    QString text;
    std::size_t from = 0;
    for (std::size_t at = raw.find('\\'); at != std::string_view::npos && at + 1 < raw.size();
         at = raw.find('\\', from)) {
        text += fromView(raw.substr(from, at - from));
        constexpr std::string_view letters = "bfnrt";
        constexpr char16_t meant[] = {u'\b', u'\f', u'\n', u'\r', u'\t'};
        const char letter = raw[at + 1];
        from = at + 2;
        if (letter == 'u') {
            text += QChar(fromView(raw.substr(from, 4)).toUShort(nullptr, 16));
            from += 4;
        } else if (const std::size_t which = letters.find(letter); which != std::string_view::npos) {
            text += QChar(meant[which]);
        } else {
            text += QLatin1Char(letter);
        }
    }
    return text + fromView(raw.substr(std::min(from, raw.size())));
}

} // namespace

QString JsonNode::keyText() const
{
    return unescaped(key);
}

const JsonNode* JsonNode::find(std::string_view name) const
{
    if (!isObject())
        return nullptr;
    const auto hit =
        std::find_if(items.begin(), items.end(), [name](const JsonNode& item) { return item.key == name; });
    return hit == items.end() ? nullptr : &*hit;
}

const JsonNode& JsonNode::operator[](std::string_view name) const
{
    static const JsonNode none;
    const JsonNode* const found = find(name);
    return found ? *found : none;
}

std::vector<const JsonNode*> JsonNode::elements() const
{
    std::vector<const JsonNode*> list;
    if (isArray()) {
        list.reserve(items.size());
        for (const JsonNode& item : items)
            list.push_back(&item);
    } else if (type != Type::Null) {
        list.push_back(this);
    }
    return list;
}

QString JsonNode::text() const
{
    switch (type) {
    case Type::Null:
        return {};
    case Type::String:
        return unescaped(raw).trimmed();
    case Type::Bool:
    case Type::Number:
        return fromView(raw);
    default:
        return items.empty() ? QString() : compactJson(raw);
    }
}

QStringList JsonNode::texts() const
{
    QStringList list;
    for (const JsonNode* element : elements()) {
        if (const QString text = element->text(); !text.isEmpty())
            list << text;
    }
    return list;
}

bool JsonNode::isTrue() const
{
    return raw == "true" || raw == "1";
}

QString compactJson(std::string_view raw)
{
    std::string text;
    text.reserve(raw.size());
    bool inString = false;
    for (std::size_t at = 0; at < raw.size(); ++at) {
        const char c = raw[at];
        if (inString && c == '\\' && at + 1 < raw.size()) {
            text += c;
            text += raw[++at];
            continue;
        }
        if (c == '"')
            inString = !inString;
        if (inString || (c != ' ' && c != '\n' && c != '\r' && c != '\t'))
            text += c;
    }
    return fromView(text);
}

const JsonTree::Fault* JsonTree::faultIn(const JsonNode& node, const std::vector<std::string_view>& without) const
{
    if (node.fault >= 0)
        return &m_faults[std::size_t(node.fault)];
    if (!node.isDamaged)
        return nullptr;
    for (const JsonNode& item : node.items) {
        if (std::find(without.begin(), without.end(), item.key) != without.end())
            continue;
        if (const Fault* fault = faultIn(item))
            return fault;
    }
    return nullptr;
}

} // namespace tideline
