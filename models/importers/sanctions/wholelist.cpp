// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/sanctions/wholelist.h"

#include "models/importers/eventid.h"
#include "models/importers/problems.h"
#include "models/importers/sanctions/coins.h"

namespace tideline {

namespace {

/// Two ways to write one address are one entry.
QString idOf(const Event& event)
{
    if (event.subtype != u"address")
        return derivedEventId(event);
    Event compared = event;
    compared.title = addressKey(event.title);
    compared.extra.remove(QStringLiteral("wallets"));
    return derivedEventId(compared);
}

} // namespace

Result<void> WholeList::begin(std::string_view, const ReadOptions& options)
{
    auto rules = TimeRules::make(options);
    if (!rules)
        return rules.error();
    m_rules = std::move(rules).value();
    m_edition = options.value(QStringLiteral("edition")).toString();
    return {};
}

ParsedBlock WholeList::parseNext(const Block& block)
{
    constexpr std::size_t most = 384 * 1024 * 1024;
    if (m_fullAt > 0)
        return {};
    m_digest.addData(QByteArrayView(block.bytes.data(), qsizetype(block.bytes.size())));
    m_read += block.bytes.size();
    take(block, m_list);
    if (held(m_list, m_read) > most) {
        m_fullAt = block.firstLine;
        m_list = {};
    }
    return {};
}

std::size_t WholeList::held(const ParsedBlock& list, std::size_t read) const
{
    return rowBytes * (list.events.size() + list.problems.size() + list.addenda.size()) + 2 * read;
}

ParsedBlock WholeList::end()
{
    if (m_fullAt > 0) {
        ParsedBlock refused;
        refused.read = 1;
        addProblem(
            refused, m_fullAt, 0,
            QStringLiteral("the list is too long to be joined in memory (it is that from this line on), so nothing "
                           "of it was read; import the parts that matter: publishers give out lists by source and "
                           "by country"),
            {});
        return refused;
    }
    close(m_list);
    constexpr int digits = 16;
    const QString digest = QString::fromLatin1(m_digest.result().toHex().left(digits));
    for (Event& event : m_list.events) {
        event.extra.insert(QStringLiteral("list_digest"), digest);
        event.id = idOf(event);
    }
    return std::move(m_list);
}

} // namespace tideline
