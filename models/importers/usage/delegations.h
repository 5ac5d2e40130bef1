// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/reader.h"

namespace tideline {

/// The delegation files of the regional registries (APNIC, RIPE and so on; also the extended ones):
///   registry|cc|type|start|value|date|status[|opaque id]
/// Each delegation joins the subject "registry yyyymmdd CC" (the day of the file) from its own day on. Addresses that
/// are no power of two become several prefixes, n AS numbers in a row n members. Comments, the header and the summary
/// lines are no records; what is available or reserved belongs to nobody and is rejected.
class DelegationsReader : public Reader
{
public:
    static int sniff(std::string_view head, const QString& fileName);
    FileKind kind() const override { return FileKind::Subjects; }
    Result<void> begin(std::string_view head, const ReadOptions& options) override;
    std::size_t boundary(std::string_view bytes, bool last) const override;
    ParsedBlock parse(const Block& block) const override;
    bool inOrder() const override { return true; }
    ParsedBlock parseNext(const Block& block) override;
    ParsedBlock end() override;

private:
    QString m_day;           ///< of the file, as written: 20101217
    qint64 m_announced = -1; ///< records by the header
    qint64 m_read = 0;
    qint64 m_free = 0; ///< available or reserved
};

} // namespace tideline
