// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/csvreader.h"
#include "models/importers/sanctions/wholelist.h"

namespace tideline {

/// The files of OFAC's older CSV set. None has a header; "-0-" means nothing; a 0x1A at the end is no row.
enum class OfacFile {
    Listings,  ///< sdn.csv, 12 columns
    Aliases,   ///< alt.csv, 5
    Addresses, ///< add.csv, 6
    Comments   ///< sdn_comments.csv, 2: what did not fit into the remarks
};

/// The rows of one of them: events with the id "ofac:" and the entry's number, or addenda to these.
class OfacRows : public CsvReader
{
public:
    explicit OfacRows(OfacFile file) : m_file(file) {}
    FileKind kind() const override { return FileKind::Events; }

protected:
    Result<void> bind(const CsvHead& head, const ReadOptions& options) override;
    std::optional<CsvFault> row(const CsvRow& row, Context& context) const override;

private:
    OfacFile m_file;
    QString m_edition;
};

/// By content alone: the first fields are whole numbers, the number of columns is right, and "-0-" stands for nothing.
int sniffOfac(OfacFile file, std::string_view head, const QString& fileName);

/// Reads without header, and leaves the 0x1A out. A list that is a whole, so that editions can be compared.
template <OfacFile file> class OfacCsvReader : public WholeList
{
public:
    static int sniff(std::string_view head, const QString& fileName) { return sniffOfac(file, head, fileName); }
    Result<void> begin(std::string_view head, const ReadOptions& options) override
    {
        ReadOptions plain = options;
        plain.insert(QStringLiteral("header"), QStringLiteral("none"));
        plain.insert(QStringLiteral("delimiter"), QStringLiteral(","));
        const auto begun = WholeList::begin(head, options);
        return begun ? m_rows.begin(head, plain) : begun;
    }
    std::size_t boundary(std::string_view bytes, bool last) const override { return m_rows.boundary(bytes, last); }
    ParsedBlock parse(const Block& block) const override;
    qint64 lines(std::string_view bytes) const override { return m_rows.lines(bytes); }
    std::size_t nextLine(std::string_view bytes) const override { return m_rows.nextLine(bytes); }
    std::size_t recordLimit() const override { return limits::line; }

protected:
    void take(const Block& block, ParsedBlock& list) override;
    void close(ParsedBlock&) override {}

private:
    OfacRows m_rows{file};
};

extern template class OfacCsvReader<OfacFile::Listings>;
extern template class OfacCsvReader<OfacFile::Aliases>;
extern template class OfacCsvReader<OfacFile::Addresses>;
extern template class OfacCsvReader<OfacFile::Comments>;

} // namespace tideline
