// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/sanctions/wholelist.h"

#include "models/importers/eventid.h"
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
    m_digest.addData(QByteArrayView(block.bytes.data(), qsizetype(block.bytes.size())));
    take(block, m_list);
    return {};
}

ParsedBlock WholeList::end()
{
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
