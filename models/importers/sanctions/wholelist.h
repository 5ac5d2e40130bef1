// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/reader.h"
#include "models/importers/timefield.h"

#include <QCryptographicHash>

namespace tideline {

/// A list that is a whole, read in order and handed over at its end, when all joins are settled and a refused document
/// has given nothing. One that would take over 384 MiB of memory (some 100,000 entries) is refused. Every entry gets
/// the extra "list_digest" (the first 16 hex digits of the file's SHA-256), so that the same entry in two editions is
/// two events that can be compared; its id comes last.
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
    /// About how many bytes of memory the list takes so far; `read` are those of the file.
    virtual std::size_t held(const ParsedBlock& list, std::size_t read) const;
    static constexpr std::size_t rowBytes = 1600; ///< what a row takes besides its texts, which take two bytes a letter
    const TimeRules& timeRules() const { return m_rules; }
    QString edition() const { return m_edition; }

private:
    TimeRules m_rules;
    QString m_edition;
    QCryptographicHash m_digest{QCryptographicHash::Sha256};
    ParsedBlock m_list;
    std::size_t m_read = 0;
    qint64 m_fullAt = 0; ///< line where it became too long; 0 = not
};

} // namespace tideline
