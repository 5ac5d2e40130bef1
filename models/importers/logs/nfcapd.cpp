// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/logs/nfcapd.h"

#include "models/importers/limits.h"
#include "models/importers/nfdumpcsv.h"
#include "models/importers/problems.h"

namespace tideline {

namespace {

/// nfdump's tags and, in the same order, the titles that the CSV kernel knows. Unlike -o csv they give milliseconds.
/// Not %ter: 1.7.1 prints its fraction wrong.
constexpr const char* tags =
    "fmt:%tsr,%td,%pr,%sa,%da,%sp,%dp,%flg,%ipkt,%ibyt,%opkt,%obyt,%fl,%sas,%das,%nas,%ra,%exp";
constexpr std::string_view titles = "firstSeen,duration,proto,srcAddr,dstAddr,srcPort,dstPort,flags,inPackets,inBytes,"
                                    "outPackets,outBytes,flows,srcAS,dstAS,nextAS,routerIP,exporterID";

bool isNfcapd(std::string_view head)
{
    return head.size() >= 16 && head[0] == '\x0c' && head[1] == '\xa5' && (head[2] == 1 || head[2] == 2) &&
           head[3] == 0;
}

bool spool(QTemporaryFile& file, std::string_view bytes)
{
    return file.write(bytes.data(), qint64(bytes.size())) == qint64(bytes.size());
}

/// The file as one record that could not be read.
ParsedBlock faulty(const QString& reason)
{
    ParsedBlock out;
    out.read = 1;
    addProblem(out, 1, 0, reason, {});
    return out;
}

} // namespace

int NfcapdReader::sniff(std::string_view head, const QString&)
{
    return isNfcapd(head) ? 97 : 0;
}

Result<void> NfcapdReader::begin(std::string_view head, const ReadOptions&)
{
    if (!isNfcapd(head))
        return Error{ErrorCode::BadInput, QStringLiteral("The file does not begin as a file of nfcapd does"), {}, {}};
    auto found = ChildProgram::find(QStringLiteral("nfdump"), QStringLiteral("nfdump"));
    if (!found)
        return found.error();
    m_nfdump = std::make_shared<ChildProgram>(std::move(found).value());
    m_file = std::make_unique<QTemporaryFile>();
    if (!m_file->open())
        return Error{ErrorCode::Io, QStringLiteral("No temporary file could be made: %1").arg(m_file->errorString()),
                     m_file->fileTemplate(), QStringLiteral("Free some space there, or set TMPDIR to another folder.")};
    return {};
}

std::size_t NfcapdReader::boundary(std::string_view bytes, bool) const
{
    return bytes.size();
}

ParsedBlock NfcapdReader::parse(const Block& block) const
{
    NfcapdReader alone;
    alone.m_nfdump = m_nfdump;
    alone.m_file = std::make_unique<QTemporaryFile>();
    if (!alone.m_file->open())
        return faulty(QStringLiteral("no temporary file could be made: %1").arg(alone.m_file->errorString()));
    ParsedBlock out = alone.parseNext(block);
    ParsedBlock rows = alone.end();
    out.read += rows.read;
    out.flows = std::move(rows.flows); // a preview needs no more
    out.problems = std::move(rows.problems);
    return out;
}

ParsedBlock NfcapdReader::parseNext(const Block& block)
{
    if (m_spoolError.isEmpty() && !spool(*m_file, block.bytes))
        m_spoolError = m_file->errorString();
    return {};
}

ParsedBlock NfcapdReader::end()
{
    if (m_file) {
        const QString fault = printRows();
        m_file.reset();
        if (!fault.isEmpty())
            return faulty(fault);
        (void)m_csv.begin(titles, {{QStringLiteral("zone"), QStringLiteral("UTC")}});
    }
    return nextRows();
}

/// nfdump's rows go to a second temporary file first: nothing of a run that dies counts.
QString NfcapdReader::printRows()
{
    if (m_spoolError.isEmpty() && !m_file->flush())
        m_spoolError = m_file->errorString();
    m_rows = std::make_unique<QTemporaryFile>();
    if (m_spoolError.isEmpty() && !m_rows->open())
        m_spoolError = m_rows->errorString();
    if (!m_spoolError.isEmpty())
        return QStringLiteral("the temporary file for nfdump could not be written: %1").arg(m_spoolError);
    const QStringList arguments{QStringLiteral("-r"),     m_file->fileName(),   QStringLiteral("-q"),
                                QStringLiteral("-N"),     QStringLiteral("-6"), QStringLiteral("-o"),
                                QString::fromLatin1(tags)};
    QString endless;
    std::size_t lineLength = 0;
    const auto said = m_nfdump->run(arguments, [&](std::string_view bytes) {
        const std::size_t newline = bytes.rfind('\n');
        lineLength = newline == std::string_view::npos ? lineLength + bytes.size() : bytes.size() - newline - 1;
        if (lineLength > limits::line)
            endless = QStringLiteral("nfdump printed a line of more than 4 MiB and was ended");
        else if (!spool(*m_rows, bytes))
            m_spoolError = m_rows->errorString();
        else if (limits::swells(quint64(m_file->size()), quint64(m_rows->size())))
            endless = QStringLiteral("nfdump printed more than 200 times what the file holds and was ended");
        return m_spoolError.isEmpty() && endless.isEmpty();
    });
    if (!endless.isEmpty())
        return endless;
    if (!m_spoolError.isEmpty() || !m_rows->seek(0))
        return QStringLiteral("what nfdump prints could not be written: %1").arg(m_rows->errorString());
    if (!said)
        return said.error().text();
    m_said = *said;
    return {};
}

ParsedBlock NfcapdReader::nextRows()
{
    constexpr qint64 piece = 8 * 1024 * 1024;
    const QByteArray bytes = m_rows->read(piece);
    m_pending.append(bytes.constData(), std::size_t(bytes.size()));
    const bool last = m_rows->atEnd();
    const std::size_t whole = lineBoundary(m_pending, last);
    FlowSink sink;
    NfdumpRow row(Zone::utc());
    const std::string_view rows = std::string_view(m_pending).substr(0, whole);
    m_csv.parseInto({rows, m_line}, row, sink);
    std::vector<RowFault> faults = std::move(sink.faults);
    sink.faults.clear();
    ParsedBlock out = flowBlock(std::move(sink));
    for (const RowFault& fault : faults)
        addProblem(out, qint64(fault.line), fault.column,
                   QStringLiteral("nfdump printed: %1").arg(problemText(fault.reason)), fault.text);
    m_line += std::count(rows.begin(), rows.end(), '\n');
    m_pending.erase(0, whole);
    out.more = !last;
    if (last && !m_said.isEmpty()) {
        ++out.read;
        addProblem(out, 1, 0, QStringLiteral("nfdump said: %1").arg(problemText(m_said.toStdString())), {});
    }
    return out;
}

} // namespace tideline
