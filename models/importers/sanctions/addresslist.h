// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/sanctions/wholelist.h"

namespace tideline {

/// Sanctioned digital currency addresses of one coin: one address a line, or a JSON array of texts. The coin stands in
/// the file's name (sanctioned_addresses_XBT.txt), or is given by the option `coin`, or is plain from the address. An
/// address that has the shape of another coin is kept as listed and said (extra "shape"); what has none is rejected. An
/// empty file is a list without entries.
class AddressListReader : public WholeList
{
public:
    static int sniff(std::string_view head, const QString& fileName);
    Result<void> begin(std::string_view head, const ReadOptions& options) override;
    std::size_t boundary(std::string_view bytes, bool last) const override;
    std::size_t recordLimit() const override { return m_json ? 2 * limits::line : limits::line; }

protected:
    void take(const Block& block, ParsedBlock& list) override;
    void close(ParsedBlock& list) override;

private:
    void takeJson(const Block& block, ParsedBlock& list);
    void add(const QString& address, qint64 line, ParsedBlock& list) const;
    QString m_coin;
    bool m_json = false;
};

} // namespace tideline
