// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/attribution/attribution.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstring>
#include <csv.h>

namespace tideline {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Networks", text);
}

constexpr std::size_t longestField = 1 << 16;

/// Where the wanted columns are; -1 where there is none.
struct Layout
{
    int prefix = -1;
    int first = -1;
    int last = -1;
    int country = -1;
    int asn = -1;
    int name = -1;
    bool usable() const { return prefix >= 0 || (first >= 0 && last >= 0); }
};

Layout layoutOf(const std::vector<std::string>& header)
{
    Layout layout;
    for (std::size_t i = 0; i < header.size(); ++i) {
        const QString name = QString::fromStdString(header[i]).trimmed().toLower();
        const int at = int(i);
        if (name == u"prefix" || name == u"cidr")
            layout.prefix = at;
        else if (name == u"start")
            layout.first = at;
        else if (name == u"end")
            layout.last = at;
        else if (name == u"country" || name == u"country_code" || name == u"cc")
            layout.country = at;
        else if (name == u"asn")
            layout.asn = at;
        else if (name == u"network" || name == u"name")
            layout.name = at;
    }
    return layout;
}

/// Collects the rows of libcsv and turns them into networks.
class NetworkReader
{
public:
    Result<std::vector<Network>> read(const QByteArray& csv);

private:
    static void fieldRead(void* text, std::size_t length, void* self)
    {
        auto& reader = *static_cast<NetworkReader*>(self);
        reader.m_fields.emplace_back(static_cast<const char*>(text), text ? length : 0);
    }
    static void rowRead(int, void* self) { static_cast<NetworkReader*>(self)->takeRow(); }

    void feed(csv_parser& parser, const QByteArray& csv);
    void takeRow();
    bool isBlankRow() const;
    void readNetwork();
    bool readRange(Network& network);
    bool readCountry(Network& network);
    bool readAsn(Network& network);
    std::string_view field(int index) const
    {
        return index >= 0 && std::size_t(index) < m_fields.size() ? std::string_view(m_fields[std::size_t(index)])
                                                                  : std::string_view("");
    }
    bool fail(const QString& what);

    Layout m_layout;
    bool m_started = false;
    std::vector<std::string> m_fields;
    std::vector<Network> m_networks;
    qint64 m_line = 0; ///< where the row began, 1-based
    bool m_rowOpen = false;
    std::optional<Error> m_error;
};

bool NetworkReader::fail(const QString& what)
{
    if (!m_error)
        m_error = Error{ErrorCode::BadInput, what, tr("line %1").arg(m_line),
                        tr("A row is “prefix,country,asn,network” under a header, or “start,end,country” without one")};
    return false;
}

Result<std::vector<Network>> NetworkReader::read(const QByteArray& csv)
{
    csv_parser parser;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL) != 0)
        return Error{ErrorCode::Internal, tr("The CSV reader could not be started"), {}, {}};
    feed(parser, csv);
    if (!m_error && csv_fini(&parser, fieldRead, rowRead, this) != 0)
        fail(tr("The quoted text is not closed"));
    csv_free(&parser);
    if (m_error)
        return *m_error;
    if (m_networks.empty())
        return Error{ErrorCode::BadInput, tr("The table holds no networks"), {}, {}};
    return std::move(m_networks);
}

/// Line by line, so that a row is known by the line that it begins on.
void NetworkReader::feed(csv_parser& parser, const QByteArray& csv)
{
    const char* at = csv.constData();
    const char* const end = at + csv.size();
    if (csv.startsWith("\xEF\xBB\xBF"))
        at += 3;
    for (qint64 line = 1; at < end && !m_error; ++line) {
        const void* newline = std::memchr(at, '\n', std::size_t(end - at));
        const char* const next = newline ? static_cast<const char*>(newline) + 1 : end;
        if (!m_rowOpen)
            m_line = line;
        m_rowOpen = true;
        const auto length = std::size_t(next - at);
        if (length > longestField || csv_parse(&parser, at, length, fieldRead, rowRead, this) != length)
            fail(tr("The row cannot be read as CSV"));
        // A line that is blank ends no row.
        if (m_fields.empty() && parser.pstate == 0)
            m_rowOpen = false;
        at = next;
    }
}

bool NetworkReader::isBlankRow() const
{
    return std::all_of(m_fields.begin(), m_fields.end(), [](const std::string& text) { return text.empty(); });
}

void NetworkReader::takeRow()
{
    m_rowOpen = false;
    if (!m_error && !isBlankRow()) {
        const bool isFirst = !m_started;
        m_started = true;
        if (isFirst)
            m_layout = layoutOf(m_fields);
        const bool isHeader = isFirst && m_layout.usable();
        if (isFirst && !isHeader)
            m_layout = {-1, 0, 1, 2, -1, -1};
        if (!isHeader)
            readNetwork();
    }
    m_fields.clear();
}

void NetworkReader::readNetwork()
{
    Network network;
    if (!readRange(network) || !readCountry(network) || !readAsn(network))
        return;
    network.name = QString::fromStdString(std::string(field(m_layout.name))).trimmed();
    m_networks.push_back(std::move(network));
}

bool NetworkReader::readRange(Network& network)
{
    if (m_layout.prefix >= 0) {
        const QString text = QString::fromStdString(std::string(field(m_layout.prefix)));
        const auto prefix = Prefix::parse(text);
        if (!prefix)
            return fail(tr("“%1” is no prefix").arg(text));
        network.first = prefix->first;
        network.last = prefix->last();
        return true;
    }
    const auto first = IpAddress::parse(field(m_layout.first));
    const auto last = IpAddress::parse(field(m_layout.last));
    if (!first || !last)
        return fail(tr("“%1” is no address")
                        .arg(QString::fromStdString(std::string(field(first ? m_layout.last : m_layout.first)))));
    if (*last < *first)
        return fail(tr("The range ends before it begins"));
    network.first = *first;
    network.last = *last;
    return true;
}

bool NetworkReader::readCountry(Network& network)
{
    const QString text = QString::fromStdString(std::string(field(m_layout.country))).trimmed().toUpper();
    if (text.isEmpty() || text == u"-" || text == u"ZZ" || text == u"NONE")
        return true;
    const auto isLetter = [](QChar c) { return c >= u'A' && c <= u'Z'; };
    if (text.size() != 2 || !isLetter(text[0]) || !isLetter(text[1]))
        return fail(tr("“%1” is no country code of two letters").arg(text));
    network.country = text;
    return true;
}

bool NetworkReader::readAsn(Network& network)
{
    QString text = QString::fromStdString(std::string(field(m_layout.asn))).trimmed();
    if (text.startsWith(u"AS", Qt::CaseInsensitive))
        text.remove(0, 2);
    bool ok = true;
    if (!text.isEmpty() && text != u"-")
        network.asn = text.toUInt(&ok);
    return ok || fail(tr("“%1” is no AS number").arg(text));
}

} // namespace

Result<std::vector<Network>> parseNetworks(const QByteArray& csv)
{
    return NetworkReader().read(csv);
}

} // namespace tideline
