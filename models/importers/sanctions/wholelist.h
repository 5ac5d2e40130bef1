// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/reader.h"
#include "models/importers/timefield.h"

#include <QCryptographicHash>

namespace tideline {

/// A list that is a whole, read in order and handed over at its end, when all joins are settled and a refused document
/// has given nothing. Every entry gets the extra "list_digest" (the first 16 hex digits of the file's SHA-256), so that
/// the same entry in two editions is two events that can be compared; its id comes last.
class WholeList : public Reader
{
public:
    FileKind kind() const override { return FileKind::Events; }
    /// Options: zone and so on (see TimeRules), edition: the list's date where the file states none.
    Result<void> begin(std::string_view head, const ReadOptions& options) override;
    std::size_t boundary(std::string_view bytes, bool) const override { return bytes.size(); }
    ParsedBlock parse(const Block&) const override { return {}; } ///< a part alone says nothing
    bool inOrder() const final { return true; }
    ParsedBlock parseNext(const Block& block) final;
    ParsedBlock end() final;

protected:
    virtual void take(const Block& block, ParsedBlock& list) = 0;
    virtual void close(ParsedBlock& list) = 0;
    const TimeRules& timeRules() const { return m_rules; }
    QString edition() const { return m_edition; }

private:
    TimeRules m_rules;
    QString m_edition;
    QCryptographicHash m_digest{QCryptographicHash::Sha256};
    ParsedBlock m_list;
};

} // namespace tideline
