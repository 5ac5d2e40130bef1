// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importers/logs/childprogram.h"
#include "models/importers/nfdumpcsv.h"
#include "models/importers/reader.h"

#include <QTemporaryFile>

#include <memory>

namespace tideline {

/// Binary files of nfcapd and nfpcapd (layouts 1 and 2). They are read by the installed nfdump: the bytes go to a
/// private temporary file, what nfdump prints goes through the kernel of its CSV, with times in UTC to the millisecond.
/// If nfdump dies, its rows are dropped and the file is rejected with what happened. Records are numbered as nfdump
/// prints them.
class NfcapdReader : public Reader
{
public:
    static int sniff(std::string_view head, const QString& fileName);
    FileKind kind() const override { return FileKind::Flows; }
    Result<void> begin(std::string_view head, const ReadOptions& options) override;
    std::size_t boundary(std::string_view bytes, bool last) const override;
    ParsedBlock parse(const Block& block) const override; ///< a preview: the block is the file
    bool inOrder() const override { return true; }
    ParsedBlock parseNext(const Block& block) override;
    ParsedBlock end() override;
    qint64 lines(std::string_view) const override { return 0; }
    bool oneWay() const override { return true; }

private:
    QString printRows();
    ParsedBlock nextRows();

    std::shared_ptr<ChildProgram> m_nfdump;
    std::unique_ptr<QTemporaryFile> m_file; ///< the file as found, until nfdump has read it
    std::unique_ptr<QTemporaryFile> m_rows; ///< what nfdump printed
    NfdumpCsvReader m_csv;
    std::string m_pending;
    qint64 m_line = 1;
    QString m_said;
    QString m_spoolError;
};

} // namespace tideline
