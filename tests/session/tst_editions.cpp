// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/editions.h"
#include "models/session/importing.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tideline;

/// Two editions of one list: what came, went and changed.
class TestEditions : public QObject
{
    Q_OBJECT

private slots:
    void compared();
    void sameIdTwice();
    void imported();
};

static EventPtr entry(const QString& id, const QString& title, const QStringList& tags = {},
                      const QMap<QString, QString>& extra = {})
{
    Event event;
    event.externalId = id;
    event.title = title;
    event.tags = tags;
    event.extra = extra;
    return std::make_shared<const Event>(event);
}

static QStringList texts(const Table& table)
{
    QStringList lines;
    for (const auto& row : table.rows) {
        QStringList cells;
        for (const Cell& cell : row)
            cells << (std::holds_alternative<QString>(cell) ? std::get<QString>(cell) : QStringLiteral("-"));
        lines << cells.join(u'|');
    }
    return lines;
}

void TestEditions::compared()
{
    const std::vector<EventPtr> before{entry("un:1", "One", {"A", "B"}, {{"list_date", "2018"}, {"aliases", "x; y"}}),
                                       entry("un:2", "Two"), entry("un:3", "Three", {}, {{"born", "1960"}})};
    const std::vector<EventPtr> after{entry("un:4", "Four"), entry("un:3", "Three!", {"C"}),
                                      entry("un:1", "One", {"B", "A"}, {{"list_date", "2019"}, {"aliases", "y; x"}})};
    const Table table = compareEditions(before, after);
    QCOMPARE(table.columns.size(), std::size_t(6));
    QCOMPARE(texts(table),
             (QStringList{"un:2|Two|removed|-|-|-", "un:3|Three!|changed|born|1960|-", "un:3|Three!|changed|tag|-|C",
                          "un:3|Three!|changed|title|Three|Three!", "un:4|Four|added|-|-|-"}));
    QVERIFY(compareEditions(before, before).rows.empty());
    QCOMPARE(texts(compareEditions({}, {before[1]})), QStringList{"un:2|Two|added|-|-|-"});
    QVERIFY(compareEditions({}, {}).rows.empty());
}

void TestEditions::sameIdTwice()
{
    const std::vector<EventPtr> before{entry("a", "x"), entry("a", "y"), entry({}, "nameless")};
    const std::vector<EventPtr> after{entry("a", "x"), entry({}, "nameless")};
    QCOMPARE(texts(compareEditions(before, after)), QStringList{"a (2)|y|removed|-|-|-"});
}

void TestEditions::imported()
{
    QTemporaryDir folder;
    const auto write = [&folder](const char* name, const QByteArray& list) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(list) != list.size())
            qFatal("cannot write");
        return file.fileName();
    };
    const auto person = [](const char* number, const char* name, const char* date) {
        return QByteArray("<INDIVIDUAL><FIRST_NAME>") + name + "</FIRST_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>" +
               "<REFERENCE_NUMBER>" + number + "</REFERENCE_NUMBER><LISTED_ON>" + date + "</LISTED_ON></INDIVIDUAL>\n";
    };
    // Without a date of the list, so that only the file tells the editions apart.
    const QByteArray begin = "<CONSOLIDATED_LIST><INDIVIDUALS>\n", end = "</INDIVIDUALS></CONSOLIDATED_LIST>\n";
    const QString old =
        write("old.xml", begin + person("KPi.1", "ONE", "2016-11-30") + person("KPi.2", "TWO", "2016-11-30") +
                             person("KPi.3", "THREE", "2017") + end);
    const QString now =
        write("new.xml", begin + person("KPi.3", "THREE", "2017-06-02") + person("KPi.1", "ONE", "2016-11-30") +
                             person("KPi.4", "FOUR", "2018-03-30") + end);
    CaseInfo info;
    info.title = QStringLiteral("editions");
    const auto file = CaseFile::create(folder.filePath("case.tideline"), info);
    QVERIFY(file.ok());
    std::vector<std::vector<EventPtr>> editions;
    for (const QString& path : {old, now}) {
        ImportRequest request;
        request.path = path;
        const auto report = importFile(**file, request, {});
        QVERIFY2(report.ok(), report.ok() ? "" : qPrintable(report.error().text()));
        QCOMPARE(report->source.format, QStringLiteral("un-consolidated"));
        QCOMPARE(report->source.accepted, 3);
        const auto events = (*file)->separateEvents();
        QVERIFY(events.ok());
        std::vector<EventPtr> mine;
        for (const EventPtr& event : *events) {
            if (event->source == report->source.id)
                mine.push_back(event);
        }
        editions.push_back(mine);
    }
    QCOMPARE(texts(compareEditions(editions[0], editions[1])),
             (QStringList{"un:KPi.2|TWO|removed|-|-|-", "un:KPi.3|THREE|changed|time|2017|2017-06-02",
                          "un:KPi.4|FOUR|added|-|-|-"}));
    // A list of no addresses is a list that was read.
    ImportRequest empty;
    empty.path = write("sanctioned_addresses_BTG.txt", {});
    const auto report = importFile(**file, empty, {});
    QVERIFY2(report.ok(), report.ok() ? "" : qPrintable(report.error().text()));
    QCOMPARE(report->source.format, QStringLiteral("ofac-addresses"));
    QCOMPARE(report->source.read, 0);
}

QTEST_GUILESS_MAIN(TestEditions)
#include "tst_editions.moc"
