// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/sanctions/xmllist.h"

#include "models/core/counted.h"
#include "models/importers/problems.h"

namespace tideline {

namespace {

std::size_t textBytes(const XmlNode& node)
{
    std::size_t letters = std::size_t(node.text.size());
    for (const auto& [name, value] : node.attributes)
        letters += std::size_t(value.size());
    std::size_t bytes = sizeof(QChar) * letters;
    for (const XmlNode& child : node.children)
        bytes += textBytes(child);
    return bytes;
}

} // namespace

XmlList::XmlList(const QString& root, const QSet<QString>& records)
    : m_records(root, records, [this](const XmlNode& node) {
        if (node.tooLarge) {
            ++m_list->read;
            addProblem(*m_list, node.line, 0, QStringLiteral("an entry of over 4 MiB"), node.name.toStdString());
        } else {
            const auto before = m_list->read;
            record(node, *m_list);
            m_kept += textBytes(node) + (m_list->read == before ? rowBytes : 0);
        }
    })
{}

void XmlList::take(const Block& block, ParsedBlock& list)
{
    m_list = &list;
    m_records.feed(block.bytes);
}

void XmlList::close(ParsedBlock& list)
{
    m_list = &list;
    m_records.finish();
    const auto& fault = m_records.fault();
    if (fault && fault->refused)
        list = {};
    else
        conclude(list);
    if (!fault)
        return;
    ++list.read;
    addProblem(list, fault->line, 0, fault->reason, fault->where.toStdString());
    if (!list.events.empty())
        list.notes << QStringLiteral("The document is not whole: %1 kept that came before line %2")
                          .arg(counted(qint64(list.events.size()), "entry was", "entries were"))
                          .arg(fault->line);
}

} // namespace tideline
