// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/attribution/mmdb.h"

#include "models/attribution/rangemap.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QStringDecoder>

#include <maxminddb.h>
#include <unordered_map>

namespace tideline {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Networks", text);
}

Error damaged(const QString& path, const QString& what)
{
    return {ErrorCode::BadInput, tr("The database is damaged or no MaxMind DB: %1").arg(what), path,
            tr("Fetch it again, or give the same ranges as CSV.")};
}

/// A database that closes itself.
class Database
{
public:
    Database() = default;
    ~Database()
    {
        if (m_open)
            MMDB_close(&db);
    }
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    int open(const QString& path)
    {
        const int status = MMDB_open(QFile::encodeName(path).constData(), MMDB_MODE_MMAP, &db);
        m_open = status == MMDB_SUCCESS;
        return status;
    }
    MMDB_s db{};

private:
    bool m_open = false;
};

/// What one record of the data section says.
struct Place
{
    QString country;
    std::uint32_t asn = 0;
    QString name;
    bool operator==(const Place&) const = default;
    bool isEmpty() const { return country.isEmpty() && asn == 0; }
};

template <typename... Keys> std::optional<MMDB_entry_data_s> valueOf(MMDB_entry_s entry, Keys... keys)
{
    MMDB_entry_data_s data;
    if (MMDB_get_value(&entry, &data, keys..., nullptr) != MMDB_SUCCESS || !data.has_data)
        return std::nullopt;
    return data;
}

QString textOf(const std::optional<MMDB_entry_data_s>& data)
{
    constexpr std::uint32_t longest = 1024;
    if (!data || data->type != MMDB_DATA_TYPE_UTF8_STRING || data->data_size > longest)
        return {};
    QStringDecoder decode(QStringDecoder::Utf8);
    const QString text = decode(QByteArrayView(data->utf8_string, qsizetype(data->data_size)));
    return decode.hasError() ? QString() : text;
}

std::uint32_t numberOf(const std::optional<MMDB_entry_data_s>& data)
{
    if (!data)
        return 0;
    switch (data->type) {
    case MMDB_DATA_TYPE_UINT16:
        return data->uint16;
    case MMDB_DATA_TYPE_UINT32:
        return data->uint32;
    case MMDB_DATA_TYPE_UTF8_STRING: {
        QString text = textOf(data);
        if (text.startsWith(QStringLiteral("AS"), Qt::CaseInsensitive))
            text.remove(0, 2);
        return text.toUInt();
    }
    default:
        return 0;
    }
}

/// The names that the makers of these databases use. The country that the network is used in goes before the one that
/// it is registered in.
Place placeOf(const MMDB_entry_s& entry)
{
    Place place;
    for (const auto& found : {valueOf(entry, "country", "iso_code"), valueOf(entry, "country_code"),
                              valueOf(entry, "country"), valueOf(entry, "registered_country", "iso_code")}) {
        if (place.country.isEmpty())
            place.country = textOf(found).toUpper();
    }
    for (const char* key : {"autonomous_system_number", "asn", "as_number"}) {
        if (place.asn == 0)
            place.asn = numberOf(valueOf(entry, key));
    }
    for (const char* key : {"autonomous_system_organization", "as_name", "as_organization", "organization"}) {
        if (place.name.isEmpty())
            place.name = textOf(valueOf(entry, key));
    }
    return place;
}

/// Walks the tree of prefixes from left to right and joins neighbours that say the same.
class Walk
{
public:
    Walk(const MMDB_s& db, const Progress& progress)
        : m_db(db), m_progress(progress), m_v4Tree(db.metadata.ip_version == 4), m_depth(m_v4Tree ? 32 : 128)
    {}

    /// Empty text, or what is wrong.
    QString run()
    {
        if (m_v4Tree)
            m_at = IpAddress::fromV4(0);
        visit(0, 0);
        return m_broken;
    }
    std::vector<Network> networks;

private:
    // A tree of nodes has no more leaves than a sane database has; a loop would have no end of them.
    static constexpr std::uint64_t mostVisits = 100'000'000;

    void visit(std::uint32_t node, int depth)
    {
        if (!m_broken.isEmpty())
            return;
        if (++m_visits > mostVisits || depth >= m_depth) {
            m_broken = depth >= m_depth ? tr("its tree is deeper than an address") : tr("its tree does not end");
            return;
        }
        if (m_visits % 65'536 == 0) {
            if (m_progress.cancelled())
                m_broken = tr("stopped");
            m_progress.report(-1);
        }
        MMDB_search_node_s record;
        if (MMDB_read_node(&m_db, node, &record) != MMDB_SUCCESS) {
            m_broken = tr("node %1 cannot be read").arg(node);
            return;
        }
        take(record.left_record_type, record.left_record, record.left_record_entry, depth);
        setBit(depth, true);
        take(record.right_record_type, record.right_record, record.right_record_entry, depth);
        setBit(depth, false);
    }

    void take(std::uint8_t type, std::uint64_t record, const MMDB_entry_s& entry, int depth)
    {
        if (type == MMDB_RECORD_TYPE_SEARCH_NODE && !isAlias(record, depth + 1))
            visit(std::uint32_t(record), depth + 1);
        else if (type == MMDB_RECORD_TYPE_DATA)
            add(entry, depth + 1);
        else if (type == MMDB_RECORD_TYPE_INVALID && m_broken.isEmpty())
            m_broken = tr("a record points nowhere");
    }

    /// IPv4 stands at ::/96; other places that point there (::ffff:0:0/96, 2002::/16 …) would say it again.
    bool isAlias(std::uint64_t node, int depth) const
    {
        return !m_v4Tree && node == m_db.ipv4_start_node.node_value && !(depth == 96 && m_at == IpAddress());
    }

    void setBit(int depth, bool on)
    {
        const int bit = m_v4Tree ? 96 + depth : depth;
        const auto mask = std::uint8_t(0x80 >> (bit % 8));
        std::uint8_t& byte = m_at.bytes[std::size_t(bit / 8)];
        byte = on ? std::uint8_t(byte | mask) : std::uint8_t(byte & ~mask);
    }

    void add(const MMDB_entry_s& entry, int depth)
    {
        auto known = m_places.find(entry.offset);
        if (known == m_places.end())
            known = m_places.emplace(entry.offset, placeOf(entry)).first;
        const Place& place = known->second;
        if (place.isEmpty())
            return;
        Prefix prefix{m_at, m_v4Tree ? 96 + depth : depth};
        const bool isV4 = !m_v4Tree && depth >= 96 && isBelow(m_at, IpAddress::parse("::1:0:0").value());
        if (isV4)
            prefix.first.bytes[10] = prefix.first.bytes[11] = 0xFF;
        const IpAddress last = prefix.last();
        if (!networks.empty()) {
            Network& before = networks.back();
            IpAddress next = before.last;
            if (increment(next) && next == prefix.first && Place{before.country, before.asn, before.name} == place) {
                before.last = last;
                return;
            }
        }
        networks.push_back({prefix.first, last, place.country, place.asn, place.name});
    }

    const MMDB_s& m_db;
    const Progress& m_progress;
    const bool m_v4Tree;
    const int m_depth;
    IpAddress m_at;
    std::uint64_t m_visits = 0;
    QString m_broken;
    std::unordered_map<std::uint32_t, Place> m_places; ///< by offset: few places, many networks
};

} // namespace

bool isMmdb(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    constexpr qint64 metadataReach = 128 * 1024;
    file.seek(std::max<qint64>(0, file.size() - metadataReach));
    return file.read(metadataReach).contains("\xAB\xCD\xEFMaxMind.com");
}

Result<MmdbTable> readMmdb(const QString& path, const Progress& progress)
{
    Database database;
    if (const int status = database.open(path); status != MMDB_SUCCESS)
        return damaged(path, QString::fromUtf8(MMDB_strerror(status)));
    const MMDB_metadata_s& metadata = database.db.metadata;
    if (metadata.ip_version != 4 && metadata.ip_version != 6)
        return damaged(path, tr("IP version %1").arg(metadata.ip_version));
    Walk walk(database.db, progress);
    const QString broken = walk.run();
    if (progress.cancelled())
        return Error{ErrorCode::Cancelled, tr("Stopped"), path, {}};
    if (!broken.isEmpty())
        return damaged(path, broken);
    MmdbTable table;
    table.type = QString::fromUtf8(metadata.database_type);
    table.date = QDateTime::fromSecsSinceEpoch(qint64(metadata.build_epoch), Qt::UTC).date().toString(Qt::ISODate);
    table.networks = std::move(walk.networks);
    if (table.networks.empty())
        return Error{ErrorCode::BadInput, tr("The database (%1) names no countries and no networks").arg(table.type),
                     path, tr("Give one with countries or AS numbers.")};
    return table;
}

} // namespace tideline
