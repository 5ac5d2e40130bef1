// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/recognition.h"

#include <QStringList>

#include <algorithm>

namespace tideline {

namespace {

constexpr std::size_t looked = 64 * 1024;
constexpr qsizetype namesShown = 5;
constexpr qsizetype longestName = 40;

/// Columns or keys that only such files have: they are named first.
struct Marks
{
    const char* format;
    const char* names;
};
constexpr Marks marks[] = {
    {"zeek-conn-json", "id.orig_h id.resp_h ts proto conn_state uid"},
    {"zeek-dns-json", "query qtype_name rcode_name ts uid"},
    {"suricata-eve", "event_type flow_id src_ip dest_ip timestamp"},
    {"nfdump-json", "type first last src4_addr dst4_addr t_first t_last"},
    {"nfdump-csv", "firstSeen duration srcAddr dstAddr ts te td sa da"},
    {"argus-binetflow", "StartTime Dur SrcAddr DstAddr TotBytes"},
    {"aws-vpc", "srcaddr dstaddr srcport dstport log-status"},
    {"silk-rwcut", "sIP dIP sPort dPort sTime"},
    {"timeline-csv", "id date precision time_utc title"},
    {"timesketch-csv", "message datetime timestamp_desc"},
    {"timesketch-jsonl", "message datetime timestamp_desc"},
    {"stix", "type spec_version objects"},
    {"misp-event", "Event Attribute Object info"},
    {"misp-galaxy", "values synonyms meta galaxy"},
    {"veris", "schema_version incident_id actor action asset attribute victim"},
    {"kev-json", "catalogVersion vulnerabilities cveID"},
    {"kev-csv", "cveID vendorProject dateAdded"},
    {"timelinejs", "events start_date headline"},
    {"grafana", "dashboardUID panelId timeEnd time tags text"},
    {"geojson", "type features geometry"},
    {"opensanctions-simple", "schema aliases sanctions dataset"},
    {"opensanctions-ftm", "schema properties datasets"},
    {"ioda-signals-json", "datasource from until step values"},
    {"ioda-outages-json", "datasource entity level time start duration"},
};

QStringList marksOf(const QString& format)
{
    for (const Marks& each : marks) {
        if (format == QLatin1String(each.format))
            return QString::fromLatin1(each.names).split(u' ');
    }
    return {};
}

QString textOf(std::string_view bytes)
{
    QString text = QString::fromUtf8(bytes.data(), qsizetype(bytes.size())).simplified();
    return text.size() > longestName ? text.left(longestName) + u'…' : text;
}

/// "columns a, b, c and 7 more", those that mark the format first.
QString namesText(const QStringList& found, const QStringList& wanted)
{
    QStringList names;
    for (const QString& name : wanted) {
        if (found.contains(name, Qt::CaseInsensitive))
            names += name;
    }
    for (const QString& name : found) {
        if (names.size() < namesShown && !name.isEmpty() && !names.contains(name, Qt::CaseInsensitive))
            names += name;
    }
    names = names.mid(0, namesShown);
    const qsizetype more = found.size() - names.size();
    const QString list = names.join(QStringLiteral(", "));
    return more > 0 ? QStringLiteral("%1 and %2 more").arg(list).arg(more) : list;
}

struct JsonSight
{
    QStringList keys; ///< down to the third level, as they come
    QString type;     ///< text of the first "type"
    bool isArray = false;
};

/// Keys of JSON that may be cut off anywhere; no more than that is looked at.
JsonSight sightOf(std::string_view json)
{
    constexpr int deepest = 3;
    JsonSight sight;
    sight.isArray = json.starts_with('[');
    int depth = 0;
    QString last;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        depth += c == '{' || c == '[';
        depth -= c == '}' || c == ']';
        if (c != '"')
            continue;
        std::size_t end = i + 1;
        while (end < json.size() && json[end] != '"')
            end += json[end] == '\\' ? 2 : 1;
        if (end >= json.size())
            break;
        const QString text = textOf(json.substr(i + 1, end - i - 1));
        const std::size_t next = json.find_first_not_of(" \t\r\n", end + 1);
        const bool isKey = next != std::string_view::npos && json[next] == ':';
        if (isKey && depth <= deepest && !sight.keys.contains(text))
            sight.keys += text;
        if (!isKey && last == u"type" && sight.type.isEmpty())
            sight.type = text;
        last = isKey ? text : QString();
        i = end;
    }
    return sight;
}

QString jsonEvidence(const QString& format, std::string_view text)
{
    const JsonSight sight = sightOf(text);
    const QStringList wanted = marksOf(format);
    const QString kind = sight.isArray ? QStringLiteral("JSON array with") : QStringLiteral("JSON with");
    if (!sight.type.isEmpty() && wanted.contains(QStringLiteral("type")))
        return QStringLiteral("%1 “type”: “%2”").arg(kind, sight.type);
    if (sight.keys.isEmpty())
        return QStringLiteral("a JSON array of texts");
    return QStringLiteral("%1 the keys %2").arg(kind, namesText(sight.keys, wanted));
}

QString xmlEvidence(std::string_view text)
{
    for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
        const std::string_view rest = text.substr(at + 1);
        if (rest.starts_with("!--")) {
            at = std::min(text.find("-->", at), text.size());
            continue;
        }
        if (rest.starts_with('?') || rest.starts_with('!'))
            continue;
        const std::size_t end = rest.find_first_of(" \t\r\n/>");
        return QStringLiteral("XML with the root element “%1”").arg(textOf(rest.substr(0, end)));
    }
    return QStringLiteral("XML");
}

QString hexOf(std::string_view bytes)
{
    return QString::fromLatin1(QByteArray(bytes.data(), qsizetype(bytes.size())).toHex(' '));
}

QString binaryEvidence(const QString& format, std::string_view head)
{
    if (head.starts_with("PK"))
        return head.find("xl/") != std::string_view::npos ? QStringLiteral("a ZIP archive that holds “xl/”")
                                                          : QStringLiteral("a ZIP archive");
    if (format.startsWith(QStringLiteral("netflow")) && format != u"netflow-pcap")
        return QStringLiteral("datagrams that begin with the version, %1").arg(hexOf(head.substr(0, 2)));
    if (format == u"mrt")
        return QStringLiteral("record headers with time, type %1 and length")
            .arg(head.size() > 5 ? (static_cast<unsigned char>(head[4]) << 8 | static_cast<unsigned char>(head[5]))
                                 : 0);
    const QString magic = QStringLiteral("magic number %1").arg(hexOf(head.substr(0, format == u"nfcapd" ? 2 : 4)));
    return format == u"netflow-pcap" ? magic + QStringLiteral(", and NetFlow or IPFIX in its packets") : magic;
}

QStringList cellsOf(std::string_view line, char delimiter)
{
    QStringList cells;
    bool quoted = false;
    std::string cell;
    const auto close = [&] {
        cells += textOf(cell);
        cell.clear();
    };
    for (const char c : line) {
        if (c == '"')
            quoted = !quoted;
        else if (c == delimiter && !quoted)
            close();
        else
            cell += c;
    }
    close();
    return cells;
}

QString commentEvidence(std::string_view text, std::string_view line)
{
    const QString first = textOf(line.substr(0, line.find_first_of(" \t")));
    const std::size_t path = text.find("\n#path");
    if (path == std::string_view::npos)
        return QStringLiteral("first line begins with “%1”").arg(first);
    const std::string_view rest = text.substr(path + 1);
    return QStringLiteral("first line begins with “%1”, then “%2”")
        .arg(first, textOf(rest.substr(0, rest.find_first_of("\r\n"))));
}

QString textEvidence(const QString& format, std::string_view text)
{
    const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
    if (line.starts_with('#'))
        return commentEvidence(text, line);
    if (line.starts_with("---"))
        return QStringLiteral("front matter between two lines “---”");
    char delimiter = ' ';
    std::ptrdiff_t most = 1;
    for (const char c : {'\t', ',', ';', '|'}) {
        const std::ptrdiff_t count = std::count(line.begin(), line.end(), c);
        if (count > most) {
            most = count;
            delimiter = c;
        }
    }
    const QStringList cells = cellsOf(line, delimiter);
    const QStringList wanted = marksOf(format);
    const bool named = std::any_of(wanted.begin(), wanted.end(),
                                   [&](const QString& name) { return cells.contains(name, Qt::CaseInsensitive); });
    if (named)
        return QStringLiteral("columns %1").arg(namesText(cells, wanted));
    if (cells.size() > 2 && delimiter != ' ')
        return QStringLiteral("%1 columns without a header, first row “%2”").arg(cells.size()).arg(textOf(line));
    return QStringLiteral("lines like “%1”").arg(textOf(line));
}

} // namespace

QString evidenceFor(const QString& format, std::string_view head, const QString& fileName)
{
    head = head.substr(0, looked);
    const bool isText =
        std::none_of(head.begin(), head.begin() + std::ptrdiff_t(std::min<std::size_t>(head.size(), 512)),
                     [](char c) { return c == 0 || (c > 0 && c < 9); });
    if (!isText)
        return binaryEvidence(format, head);
    if (head.starts_with("\xEF\xBB\xBF"))
        head.remove_prefix(3);
    const std::size_t first = head.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos)
        return QStringLiteral("the name “%1”; the file is empty").arg(fileName);
    const std::string_view text = head.substr(first);
    if (text.starts_with('<'))
        return xmlEvidence(text);
    if (text.starts_with('{') || text.starts_with('['))
        return jsonEvidence(format, text);
    return textEvidence(format, text);
}

} // namespace tideline
