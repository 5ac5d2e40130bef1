// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/importing.h"

#include <QFile>
#include <QTemporaryDir>

namespace tideline {

/// A fresh case in a folder of its own, and files that are imported into it.
class ImportCase
{
public:
    ImportCase()
    {
        CaseInfo info;
        info.title = QStringLiteral("test");
        auto made = CaseFile::create(folder.filePath(QStringLiteral("c.tideline")), info);
        if (made)
            file = std::move(*made);
        else
            qWarning("%s", qPrintable(made.error().text()));
    }

    QString write(const QString& name, const QByteArray& content) const
    {
        QFile written(folder.filePath(name));
        if (written.open(QIODevice::WriteOnly))
            written.write(content);
        return written.fileName();
    }

    /// An empty report where it fails, which is said.
    ImportReport import(const ImportRequest& request)
    {
        auto report = importFile(*file, request, {});
        if (!report) {
            qWarning("%s", qPrintable(report.error().text()));
            return {};
        }
        const Source& source = report->source;
        if (source.read != source.accepted + source.rejected + source.duplicate)
            qWarning("the counts do not add up");
        return std::move(*report);
    }
    ImportReport import(const QString& path, bool dryRun = false)
    {
        ImportRequest request;
        request.path = path;
        request.dryRun = dryRun;
        return import(request);
    }

    QTemporaryDir folder;
    std::unique_ptr<CaseFile> file;
};

/// A log of Zeek: its head, and flows [from, to), one a minute, each of which sends its number in bytes.
inline QByteArray zeekHead()
{
    return "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n"
           "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\torig_ip_bytes\tresp_ip_bytes\n"
           "#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tcount\tcount\n";
}
inline QByteArray zeekRows(int from, int to)
{
    QByteArray rows;
    for (int i = from; i < to; ++i)
        rows += QByteArray::number(1'500'000'000 + i * 60) + ".000000\tC" + QByteArray::number(i) +
                "\t10.0.0.1\t1024\t192.0.2.7\t443\ttcp\t" + QByteArray::number(i) + "\t0\n";
    return rows;
}

} // namespace tideline
