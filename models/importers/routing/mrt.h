// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/reader.h"
#include "models/importers/routing/bgpmessage.h"

namespace tideline {

/// MRT files of route collectors (RFC 6396, RFC 8050): BGP4MP updates, TABLE_DUMP and TABLE_DUMP_V2 tables. Read in
/// order, because the entries of a table name neighbours by their number in its first record. Every prefix that a
/// record announces, withdraws or lists is one route; a record that cannot be read is one problem.
class MrtReader : public Reader
{
public:
    static int sniff(std::string_view head, const QString& fileName);
    FileKind kind() const override { return FileKind::Routes; }
    Result<void> begin(std::string_view head, const ReadOptions& options) override;
    std::size_t boundary(std::string_view bytes, bool last) const override;
    ParsedBlock parse(const Block& block) const override;
    bool inOrder() const override { return true; }
    ParsedBlock parseNext(const Block& block) override;
    qint64 lines(std::string_view bytes) const override;                ///< records
    std::size_t nextLine(std::string_view) const override { return 0; } ///< nothing marks where one begins

private:
    struct Neighbour
    {
        IpAddress address;
        std::uint32_t as = 0;
    };
    struct Record
    {
        Micros at = 0;
        std::uint16_t type = 0;
        std::uint16_t subtype = 0;
        std::string_view body;
        qint64 number = 0;
    };
    void take(const Record& record, ParsedBlock& block);
    std::string takeUpdate(const Record& record, ParsedBlock& block) const;
    std::string takeOldTable(const Record& record, ParsedBlock& block) const;
    std::string takeNeighbours(const Record& record);
    std::string takeTable(const Record& record, ParsedBlock& block) const;

    std::vector<Neighbour> m_neighbours; ///< of the last PEER_INDEX_TABLE
};

} // namespace tideline
