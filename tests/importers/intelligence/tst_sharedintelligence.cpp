// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/timetext.h"
#include "tests/importers/reading.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>

using namespace tideline;

/// Known answers over real files. What is expected is worked out here with QJsonDocument, which the readers do not use,
/// and for some files was besides counted with python3's json module.
class TestSharedIntelligence : public QObject
{
    Q_OBJECT

private slots:
    void stix_data();
    void stix();
    void attackCampaigns();
    void misp_data();
    void misp();
    void galaxy();
    void veris_data();
    void veris();
    void kev();
};

static QStringList filesIn(const QString& folder, const QStringList& names)
{
    QStringList files;
    QDirIterator found(sharedData(folder), names, QDir::Files, QDirIterator::Subdirectories);
    while (found.hasNext())
        files << found.next();
    files.sort();
    return files;
}

static ParsedBlock readAll(const QString& path, QString& format)
{
    const QByteArray bytes = bytesOf(path);
    const std::string_view view(bytes.constData(), std::size_t(bytes.size()));
    const Recognised found = recognise(view.substr(0, limits::head), QFileInfo(path).fileName());
    format = found.format ? found.format->name : QString();
    return found.format ? parseText(format, bytes, found.options) : ParsedBlock();
}

static void addFiles(const QString& folder, const QStringList& names)
{
    QTest::addColumn<QString>("path");
    const QStringList files = filesIn(folder, names);
    for (const QString& path : files)
        QTest::newRow(qPrintable(QFileInfo(path).fileName())) << path;
    if (files.isEmpty())
        QTest::newRow("none") << QString();
}

#define SKIP_IF_NONE(path)                                                                                             \
    if (path.isEmpty())                                                                                                \
    QSKIP("shared data is not here")

void TestSharedIntelligence::stix_data()
{
    QTest::addColumn<QString>("path");
    QStringList files = filesIn(QStringLiteral("incidents/stix-oasis"), {"*.json"});
    files += filesIn(QStringLiteral("incidents/mitre-cti"), {"*.json"});
    for (const QString& path : files)
        QTest::newRow(qPrintable(QFileInfo(path).fileName())) << path;
    if (files.isEmpty())
        QTest::newRow("none") << QString();
}

void TestSharedIntelligence::stix()
{
    QFETCH(const QString, path);
    SKIP_IF_NONE(path);
    const QJsonArray objects =
        QJsonDocument::fromJson(bytesOf(path)).object().value(QStringLiteral("objects")).toArray();
    qint64 actors = 0, dated = 0;
    for (const QJsonValue value : objects) {
        const QJsonObject object = value.toObject();
        const QString type = object.value(QStringLiteral("type")).toString();
        if (type == u"intrusion-set" || type == u"threat-actor") {
            ++actors;
            continue;
        }
        bool isDated = false;
        for (const char* member : {"first_seen", "last_seen", "first_observed", "last_observed", "published",
                                   "valid_from", "start_time", "stop_time"})
            isDated = isDated || object.contains(QLatin1String(member));
        dated += isDated || (type == u"network-traffic" && object.contains(QStringLiteral("start")));
    }
    QString format;
    const ParsedBlock block = readAll(path, format);
    QCOMPARE(format, QStringLiteral("stix"));
    QVERIFY2(block.problems.empty(), textOf(block).c_str());
    QCOMPARE(block.read, qint64(objects.size()));
    QCOMPARE(qint64(block.actors.size()), actors);
    QCOMPARE(qint64(block.events.size()), objects.size() - actors);
    QCOMPARE(qint64(std::count_if(block.events.begin(), block.events.end(),
                                  [](const Event& event) { return event.time.isDated(); })),
             dated);
    if (path.endsWith(QStringLiteral("apt1.json"))) { // python3: 76 objects, 6 actors, 13 dated
        QCOMPARE(objects.size(), 76);
        QCOMPARE(actors, 6);
        QCOMPARE(dated, 13);
    }
}

void TestSharedIntelligence::attackCampaigns()
{
    const QString folder = QStringLiteral("incidents/mitre-cti/enterprise-attack/campaign");
    SKIP_WITHOUT_SHARED_DATA(folder);
    for (const QString& path : filesIn(folder, {"*.json"})) {
        QString format;
        const ParsedBlock block = readAll(path, format);
        QCOMPARE(block.events.size(), std::size_t(1));
        const Event& event = block.events.front();
        // Never to the second: ATT&CK knows months.
        QVERIFY(event.time.precision <= Precision::Day);
        if (event.title == u"Operation Dream Job") {
            QCOMPARE(event.time.precision, Precision::Month);
            QCOMPARE(isoUtc(event.time.range->from), QStringLiteral("2019-09-01T00:00:00.000000Z"));
            QCOMPARE(isoUtc(event.time.range->to), QStringLiteral("2020-09-01T00:00:00.000000Z"));
        } else if (event.title == u"Operation Sharpshooter") {
            QCOMPARE(isoUtc(event.time.range->from), QStringLiteral("2017-09-01T00:00:00.000000Z"));
            QCOMPARE(isoUtc(event.time.range->to), QStringLiteral("2019-04-01T00:00:00.000000Z"));
        }
    }
}

void TestSharedIntelligence::misp_data()
{
    addFiles(QStringLiteral("incidents/misp-eset"), {"*.json"});
}

void TestSharedIntelligence::misp()
{
    QFETCH(const QString, path);
    SKIP_IF_NONE(path);
    const QJsonDocument document = QJsonDocument::fromJson(bytesOf(path));
    QJsonArray wrapped =
        document.isArray() ? document.array() : document.object().value(QStringLiteral("response")).toArray();
    if (wrapped.isEmpty())
        wrapped = {document.object()};
    qint64 records = 0;
    QSet<QString> types;
    for (const QJsonValue value : wrapped) {
        const QJsonObject object = value.toObject();
        const QJsonObject event =
            object.contains(QStringLiteral("Event")) ? object.value(QStringLiteral("Event")).toObject() : object;
        const auto countIn = [&](const QJsonObject& holder) {
            for (const QJsonValue attribute : holder.value(QStringLiteral("Attribute")).toArray()) {
                types << attribute.toObject().value(QStringLiteral("type")).toString();
                records += 1 + attribute.toObject().value(QStringLiteral("ShadowAttribute")).toArray().size();
            }
        };
        ++records;
        countIn(event);
        for (const QJsonValue inner : event.value(QStringLiteral("Object")).toArray())
            countIn(inner.toObject());
        records += event.value(QStringLiteral("EventReport")).toArray().size();
    }
    QString format;
    const ParsedBlock block = readAll(path, format);
    QCOMPARE(format, QStringLiteral("misp-event"));
    QVERIFY2(block.problems.empty(), textOf(block).c_str());
    QCOMPARE(block.read, records);
    QCOMPARE(qint64(block.events.size()), records);
    QSet<QString> found;
    for (const Event& event : block.events) {
        QVERIFY(event.time.isDated());
        if (event.category == u"indicator")
            found << event.subtype;
    }
    QCOMPARE(found, types);
    if (path.endsWith(QStringLiteral("misp-kryptocibule.json"))) { // python3: 191 attributes, 9 of them btc
        QCOMPARE(records, 192);
        QCOMPARE(isoUtc(block.events.front().time.range->from).left(10), QStringLiteral("2020-09-01"));
        QCOMPARE(std::count_if(block.events.begin(), block.events.end(),
                               [](const Event& event) { return event.subtype == u"btc"; }),
                 9);
    }
    if (path.endsWith(QStringLiteral("misp-telebots.json")))
        QCOMPARE(block.events.front().actor, QStringLiteral("TeleBots"));
}

void TestSharedIntelligence::galaxy()
{
    const QString file = QStringLiteral("incidents/misp-galaxy/threat-actor.json");
    SKIP_WITHOUT_SHARED_DATA(file);
    QString format;
    const ParsedBlock block = readAll(sharedData(file), format);
    QCOMPARE(format, QStringLiteral("misp-galaxy"));
    // python3: 1041 values, 26 of them of country KP, 1401 different synonyms that are not the name, 3319 links.
    QCOMPARE(block.read, 1041);
    QCOMPARE(block.actors.size(), std::size_t(1041));
    qsizetype korean = 0, aliases = 0, links = 0;
    for (const Actor& actor : block.actors) {
        korean += actor.country == u"KP";
        aliases += actor.aliases.size();
        links += actor.links.size();
    }
    QCOMPARE(korean, 26);
    QCOMPARE(aliases, 1401);
    QCOMPARE(links, 3319);
}

void TestSharedIntelligence::veris_data()
{
    addFiles(QStringLiteral("incidents/veris"), {"*.json", "*.JSON"});
}

void TestSharedIntelligence::veris()
{
    QFETCH(const QString, path);
    SKIP_IF_NONE(path);
    const QJsonObject record = QJsonDocument::fromJson(bytesOf(path)).object();
    const QJsonObject incident =
        record.value(QStringLiteral("timeline")).toObject().value(QStringLiteral("incident")).toObject();
    QString format;
    const ParsedBlock block = readAll(path, format);
    QCOMPARE(format, QStringLiteral("veris"));
    QVERIFY2(block.problems.empty(), textOf(block).c_str());
    QCOMPARE(block.events.size(), std::size_t(1));
    const Event& event = block.events.front();
    const bool hasTime = incident.contains(QStringLiteral("time")), hasDay = incident.contains(QStringLiteral("day"));
    if (!hasTime) {
        QCOMPARE(event.time.precision, hasDay                                       ? Precision::Day
                                       : incident.contains(QStringLiteral("month")) ? Precision::Month
                                                                                    : Precision::Year);
    }
    QCOMPARE(isoUtc(event.time.range->from).left(4), QString::number(incident.value(QStringLiteral("year")).toInt()));
    QCOMPARE(event.externalId, record.value(QStringLiteral("incident_id")).toString());
    if (path.endsWith(QStringLiteral("veris-1_3_4-test1.json"))) {
        QCOMPARE(isoUtc(event.time.range->from).left(10), QStringLiteral("2016-09-17"));
        QCOMPARE(event.countries, QStringList{"CA"});
        QCOMPARE(event.actor, QStringLiteral("Organized crime"));
        QCOMPARE(event.extra.value("timeline.discovery"), QStringLiteral("10 Months"));
    }
}

/// The CSV, and a catalogue in JSON made of its very columns.
void TestSharedIntelligence::kev()
{
    const QString file = QStringLiteral("incidents/kev/known_exploited_vulnerabilities.csv");
    SKIP_WITHOUT_SHARED_DATA(file);
    QString format;
    const ParsedBlock csv = readAll(sharedData(file), format);
    QCOMPARE(format, QStringLiteral("kev-csv"));
    QCOMPARE(csv.read, 1404); // python3's csv module: 1404 rows, 293 with ransomware "Known"
    QCOMPARE(csv.events.size(), std::size_t(1404));
    QCOMPARE(std::count_if(csv.events.begin(), csv.events.end(),
                           [](const Event& event) { return event.tags.contains(QStringLiteral("ransomware")); }),
             293);
    QJsonArray entries;
    for (const Event& event : csv.events) {
        QJsonObject entry{{"cveID", event.externalId},
                          {"vulnerabilityName", event.title},
                          {"dateAdded", event.time.original},
                          {"shortDescription", QStringLiteral("  ") + event.note + QStringLiteral(" \n")}};
        QJsonArray cwes;
        for (const QString& tag : event.tags) {
            if (tag.startsWith(QStringLiteral("CWE-")))
                cwes << tag;
        }
        entry.insert(QStringLiteral("cwes"), cwes);
        for (auto it = event.extra.begin(); it != event.extra.end(); ++it)
            entry.insert(it.key(), it.value());
        entries << entry;
    }
    const QByteArray text = QJsonDocument(QJsonObject{{"catalogVersion", "1"}, {"vulnerabilities", entries}}).toJson();
    const ParsedBlock json = parseText(QStringLiteral("kev-json"), text);
    QCOMPARE(json.events.size(), csv.events.size());
    for (std::size_t i = 0; i < json.events.size(); ++i)
        QCOMPARE(json.events[i].id, csv.events[i].id);
    const QString real = QStringLiteral("incidents/kev/known_exploited_vulnerabilities.json");
    if (!QFileInfo::exists(sharedData(real)))
        return;
    const ParsedBlock other = readAll(sharedData(real), format);
    QCOMPARE(format, QStringLiteral("kev-json"));
    QSet<QString> ids;
    for (const Event& event : csv.events)
        ids << event.id;
    for (const Event& event : other.events)
        QVERIFY2(ids.contains(event.id), qPrintable(event.externalId));
}

QTEST_APPLESS_MAIN(TestSharedIntelligence)
#include "tst_sharedintelligence.moc"
