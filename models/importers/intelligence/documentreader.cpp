// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/intelligence/documentreader.h"

#include "models/importers/eventid.h"
#include "models/importers/problems.h"

#include <algorithm>

namespace tideline {

bool DocumentSink::hasRoom(const JsonNode& record)
{
    if (m_out.read < mostRecords)
        return true;
    if (m_isFull)
        return false;
    m_isFull = true;
    ++m_out.read;
    addProblem(m_out, record.line, 0,
               QStringLiteral("over 50,000 records in one document: nothing from here on was read; split the document "
                              "into smaller ones"),
               record.raw);
    return false;
}

bool DocumentSink::isWhole(const JsonNode& record, const std::vector<std::string_view>& without)
{
    if (!hasRoom(record))
        return false;
    const JsonTree::Fault* const fault = m_tree.faultIn(record, without);
    if (!fault)
        return true;
    reject(record, fault->reason);
    setTold(record, without);
    return false;
}

void DocumentSink::setTold(const JsonNode& node, const std::vector<std::string_view>& without)
{
    if (node.fault >= 0)
        m_told[std::size_t(node.fault)] = true;
    if (!node.isDamaged)
        return;
    for (const JsonNode& item : node.items) {
        if (std::find(without.begin(), without.end(), item.key) == without.end())
            setTold(item, {});
    }
}

void DocumentSink::reject(const JsonNode& record, const QString& reason)
{
    if (!hasRoom(record))
        return;
    ++m_out.read;
    addProblem(m_out, record.line, 0, reason, record.raw);
}

void DocumentSink::take(Event&& event, const JsonNode& record, const QString& untitled)
{
    if (!hasRoom(record))
        return;
    ++m_out.read;
    for (const QString& title : {untitled, event.category, QStringLiteral("record")}) {
        if (event.title.isEmpty())
            event.title = title;
    }
    event.record = record.line;
    event.id = derivedEventId(event);
    m_out.events.push_back(std::move(event));
}

void DocumentSink::take(Actor&& actor, const JsonNode& record)
{
    if (!hasRoom(record))
        return;
    ++m_out.read;
    actor.record = record.line;
    m_out.actors.push_back(std::move(actor));
}

void DocumentSink::say(const QString& note)
{
    if (!m_out.notes.contains(note))
        m_out.notes << note;
}

void DocumentSink::finish()
{
    for (std::size_t i = 0; i < m_told.size() && !m_isFull; ++i) {
        if (m_told[i])
            continue;
        const JsonTree::Fault& fault = m_tree.faults()[i];
        ++m_out.read;
        addProblem(m_out, fault.line, 0, fault.reason, {});
    }
}

Result<void> DocumentReader::begin(std::string_view, const ReadOptions& options)
{
    auto rules = TimeRules::make(options);
    if (!rules)
        return rules.error();
    m_time = std::move(rules).value();
    return {};
}

ParsedBlock DocumentReader::parse(const Block& block) const
{
    ParsedBlock out;
    const JsonTree tree(block.bytes, block.firstLine);
    DocumentSink sink(tree, out);
    read(tree, sink);
    sink.finish();
    if (out.read == 0)
        sink.say(QStringLiteral("the document holds no records"));
    return out;
}

JsonTree documentHead(std::string_view head)
{
    const std::size_t begin = head.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    const std::size_t at = head.find_first_not_of(" \t\r\n", begin);
    const bool isJson = at != std::string_view::npos && (head[at] == '{' || head[at] == '[');
    constexpr std::size_t enough = 64 * 1024; // every sniffer reads it
    return JsonTree(isJson ? head.substr(0, enough) : std::string_view());
}

std::vector<const JsonNode*> documentRecords(const JsonTree& tree)
{
    std::vector<const JsonNode*> records;
    for (const JsonNode& root : tree.roots()) {
        if (root.isArray() || root.isObject()) {
            const auto elements = root.elements();
            records.insert(records.end(), elements.begin(), elements.end());
        }
    }
    return records;
}

int membersOf(const JsonNode& object, std::initializer_list<std::string_view> names)
{
    int count = 0;
    for (const std::string_view name : names)
        count += object.find(name) != nullptr;
    return count;
}

} // namespace tideline
