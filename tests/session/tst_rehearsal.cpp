// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a check says before an import is what the import then does; what is kept apart or split stays so, and comes
// back.
#include "models/core/counted.h"
#include "models/session/casesession.h"
#include "tests/support/importcase.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

using namespace tideline;

namespace {

const QByteArray header = "date,title,category,country,place\n";
const QByteArray first = header + "2019-05-04,KN-23 from Hodo,missile test,KP,Hodo\n"
                                  "2019-05-09,KN-23 from Kusong,missile test,KP,Kusong\n"
                                  "2019-11-27,Hack of exchange Upbit,hack,KR,Seoul\n";
const QByteArray second = header + "2019-05-04,Short-range missile,missile test,KP,Wonsan\n"
                                   "2019-05-09,Second launch,missile test,KP,\n"
                                   "2019-11-27,Upbit exchange hack,hack,KR,\n"
                                   "2019-12-31,A day of nothing,policy,KP,\n";

QStringList texts(const std::vector<MergedPair>& pairs)
{
    QStringList all;
    for (const MergedPair& pair : pairs)
        all += QStringLiteral("%1 = %2 (%3) %4 %5")
                   .arg(pair.event->title, pair.with->title, pair.by, pair.disagrees.join(u';'),
                        pair.split ? QStringLiteral("apart") : QStringLiteral("one"));
    return all;
}

QByteArray sample(const QString& name)
{
    QFile file(QStringLiteral(TIDELINE_SOURCE_DIR "/tests/data/importers/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString counts(const ImportReport& report)
{
    const Source& source = report.source;
    return QStringLiteral("read %1 accepted %2 rejected %3 known %4")
        .arg(source.read)
        .arg(source.accepted)
        .arg(source.rejected)
        .arg(source.duplicate);
}

} // namespace

class TestRehearsal : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_case = std::make_unique<ImportCase>(); }
    void knownRows_data();
    void knownRows();
    void partlyKnownNetworks();
    void mergesAreShownFirst();
    void keptApart();
    void filesOfOneRun();
    void whatIsNotComparedIsSaid();
    void splitsAreUndone();
    void whatComesBackIsMerged();
    void countsNouns();

private:
    QString write(const QString& name, const QByteArray& content) const { return m_case->write(name, content); }

    std::unique_ptr<ImportCase> m_case;
};

void TestRehearsal::knownRows_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<bool>("isEdition"); // its entries say which edition of the list they are of
    for (const char* file : {"misp-galaxy.json", "delegated-sample.txt", "ofac-alt.csv", "ofac-add.csv",
                             "ioda-signals.json", "stix-mixed.json", "kev.csv", "series-german.csv"})
        QTest::newRow(file) << QString::fromLatin1(file) << false;
    for (const char* file : {"ofac-sdn.csv", "sanctioned_addresses_XBT.txt", "sanctioned_addresses_ETH.json",
                             "un-list.xml", "opensanctions-ftm.jsonl"})
        QTest::newRow(file) << QString::fromLatin1(file) << true;
}

void TestRehearsal::knownRows()
{
    QFETCH(QString, file);
    QFETCH(bool, isEdition);
    const QByteArray bytes = sample(file);
    const QString path = write(file, bytes);
    const ImportReport told = m_case->import(path, true);
    const ImportReport done = m_case->import(path);
    QVERIFY(done.source.accepted > 0);
    QCOMPARE(counts(told), counts(done));
    // One more blank line makes it another file with the same rows, or another edition of the same list.
    const QString again = write(file, bytes + "\n");
    const ImportReport toldAgain = m_case->import(again, true);
    QVERIFY(!toldAgain.alreadyKnown);
    QVERIFY(isEdition || toldAgain.source.accepted == 0);
    // Rows of what is withdrawn are not known.
    QVERIFY(m_case->file->setWithdrawn(done.source.id, true).ok());
    QCOMPARE(m_case->import(again, true).source.duplicate, told.source.duplicate);
    QVERIFY(m_case->file->setWithdrawn(done.source.id, false).ok());
    QCOMPARE(counts(toldAgain), counts(m_case->import(again)));
}

void TestRehearsal::partlyKnownNetworks()
{
    const QByteArray head = "2|apnic|20190101|3|19830613|20190101|+1000\n";
    const QByteArray one = "apnic|KP|ipv4|175.45.176.0|1024|20091221|allocated\n";
    const QByteArray more =
        "apnic|KP|asn|131279|1|20091221|allocated\napnic|KP|ipv4|210.52.109.0|256|20091221|assigned\n";
    m_case->import(write(QStringLiteral("a.txt"), head + one));
    const QString path = write(QStringLiteral("b.txt"), head + one + more);
    const ImportReport told = m_case->import(path, true);
    QCOMPARE(told.source.read, 3);
    QCOMPARE(told.source.duplicate, 1);
    QCOMPARE(counts(told), counts(m_case->import(path)));
}

void TestRehearsal::mergesAreShownFirst()
{
    m_case->import(write(QStringLiteral("first.csv"), first));
    const QString path = write(QStringLiteral("second.csv"), second);
    const ImportReport told = m_case->import(path, true);
    QCOMPARE(told.merged.size(), std::size_t(3));
    QVERIFY(m_case->file->merges()->empty()); // nothing is written
    QCOMPARE(m_case->file->counts()->events, 3);
    const QStringList shown = texts(told.merged);
    QVERIFY2(shown.join(u'\n').contains(QStringLiteral("title: KN-23 from Hodo | Short-range missile")),
             qPrintable(shown.join(u'\n')));
    const ImportReport done = m_case->import(path);
    QCOMPARE(texts(done.merged), shown);
    QCOMPARE(m_case->file->counts()->events, 4);
}

void TestRehearsal::keptApart()
{
    m_case->import(write(QStringLiteral("first.csv"), first));
    ImportRequest request;
    request.path = write(QStringLiteral("second.csv"), second);
    request.dryRun = true;
    const ImportReport told = m_case->import(request);
    const MergedPair chosen = told.merged.front();
    request.dryRun = false;
    request.apart = {{chosen.event->id, chosen.with->id}};
    const ImportReport done = m_case->import(request);
    QCOMPARE(m_case->file->counts()->events, 5);
    QCOMPARE(done.merged.size(), std::size_t(3));
    QVERIFY(done.merged.front().split);
    QVERIFY2(
        done.source.notes.contains(QStringLiteral("1 pair of events looked like one and was kept apart as you said")),
        qPrintable(done.source.notes.join(u'\n')));
    // The choice stands with the source, and holds when it comes back.
    QCOMPARE(tideline::keptApart(m_case->file->sources()->back().options), request.apart);
    QVERIFY(setSourceWithdrawn(*m_case->file, done.source.id, true).ok());
    QVERIFY(setSourceWithdrawn(*m_case->file, done.source.id, false)->merged.empty());
    QCOMPARE(m_case->file->counts()->events, 5);
    QVERIFY(m_case->file->verify({}).ok());
}

void TestRehearsal::filesOfOneRun()
{
    ImportRequest a, b, c;
    a.path = write(QStringLiteral("a.csv"), first);
    b.path = write(QStringLiteral("b.csv"), second + "2019-05-04,KN-23 from Hodo,missile test,KP,Hodo\n");
    c.path = write(QStringLiteral("c.csv"), first);
    a.dryRun = b.dryRun = c.dryRun = true;
    const ImportReport toldA = m_case->import(a);
    b.after = {toldA.rehearsal};
    const ImportReport toldB = m_case->import(b);
    c.after = {toldA.rehearsal, toldB.rehearsal};
    const ImportReport toldC = m_case->import(c);
    QVERIFY2(toldC.source.notes.contains(QStringLiteral("The same bytes as “a.csv”, which comes before it")),
             qPrintable(toldC.source.notes.join(u'\n')));
    QCOMPARE(toldC.source.duplicate, 3);
    QCOMPARE(toldC.source.accepted, 0);
    QCOMPARE(toldB.source.duplicate, 1);
    QVERIFY(!toldB.merged.empty());
    a.dryRun = b.dryRun = c.dryRun = false;
    QCOMPARE(counts(toldA), counts(m_case->import(a)));
    const ImportReport doneB = m_case->import(b);
    QCOMPARE(counts(toldB), counts(doneB));
    QCOMPARE(texts(doneB.merged), texts(toldB.merged));
    QVERIFY(m_case->import(c).alreadyKnown);
}

/// A file may be the same as events of a longer one before it that were not kept, and of none that were.
void TestRehearsal::whatIsNotComparedIsSaid()
{
    QByteArray rows = header;
    for (int i = 0; i < 20'000; ++i)
        rows += "2018-02-03,Day of policy " + QByteArray::number(i) + ",policy,KP,\n";
    ImportRequest a, b;
    a.path = write(QStringLiteral("a.csv"), rows + "2019-05-04,KN-23 from Hodo,missile test,KP,Hodo\n");
    b.path = write(QStringLiteral("b.csv"), header + "2019-05-04,Short-range missile,missile test,KP,Wonsan\n");
    a.dryRun = b.dryRun = true;
    b.after = {m_case->import(a).rehearsal};
    const ImportReport told = m_case->import(b);
    QVERIFY(told.merged.empty());
    QVERIFY2(told.source.notes.join(u'\n').contains(QStringLiteral("holds too many events to compare them all now")),
             qPrintable(told.source.notes.join(u'\n')));
}

void TestRehearsal::splitsAreUndone()
{
    m_case->import(write(QStringLiteral("first.csv"), first));
    const ImportReport done = m_case->import(write(QStringLiteral("second.csv"), second));
    const auto before = m_case->file->merges();
    const QString shown = done.merged.front().event->id, part = done.merged.back().with->id;
    m_case->file.reset();
    CaseSession session;
    session.open(m_case->folder.filePath(QStringLiteral("c.tideline")));
    QTRY_VERIFY(session.isOpen());
    const auto events = [&] { return session.snapshot()->facts.events.size(); };
    QCOMPARE(events(), std::size_t(4));
    session.splitEvents({shown}); // by the event that is seen
    QTRY_COMPARE(events(), std::size_t(5));
    session.splitEvents({part}); // by what it is made of
    QTRY_COMPARE(events(), std::size_t(6));
    session.undoStack()->undo();
    QTRY_COMPARE(events(), std::size_t(5));
    session.undoStack()->undo();
    QTRY_COMPARE(events(), std::size_t(4));
    QCOMPARE(*session.file()->merges(), *before); // as if nothing had been
    session.undoStack()->redo();
    QTRY_COMPARE(events(), std::size_t(5));
    QVERIFY(session.file()->verify({}).ok());
    const int steps = session.undoStack()->count();
    QSignalSpy failed(&session, &CaseSession::failed);
    session.splitEvents({shown}); // is two events already
    QCOMPARE(failed.size(), 1);
    QCOMPARE(session.undoStack()->count(), steps);
}

void TestRehearsal::whatComesBackIsMerged()
{
    const ImportReport one = m_case->import(write(QStringLiteral("first.csv"), first));
    QVERIFY(m_case->file->setWithdrawn(one.source.id, true).ok());
    m_case->import(write(QStringLiteral("second.csv"), second));
    QCOMPARE(m_case->file->counts()->events, 4);
    m_case->file.reset();
    CaseSession session;
    session.open(m_case->folder.filePath(QStringLiteral("c.tideline")));
    QTRY_VERIFY(session.isOpen());
    QSignalSpy noted(&session, &CaseSession::noted);
    session.setWithdrawn(one.source.id, false);
    QTRY_COMPARE(noted.size(), 1);
    QVERIFY(
        noted.front().front().toStringList().join(u' ').startsWith(QStringLiteral("3 events are in other sources")));
    QCOMPARE(session.snapshot()->facts.events.size(), std::size_t(4)); // not seven
    session.undoStack()->undo();
    QTRY_VERIFY(session.snapshot()->allSources.front().withdrawn);
    QCOMPARE(session.snapshot()->facts.events.size(), std::size_t(4));
}

void TestRehearsal::countsNouns()
{
    QCOMPARE(counted(1, "row"), QStringLiteral("1 row"));
    QCOMPARE(counted(0, "row"), QStringLiteral("0 rows"));
    QCOMPARE(counted(2, "entry"), QStringLiteral("2 entries"));
    QCOMPARE(counted(2, "day"), QStringLiteral("2 days"));
    QCOMPARE(counted(3, "address"), QStringLiteral("3 addresses"));
    QCOMPARE(counted(1, "address"), QStringLiteral("1 address"));
    QCOMPARE(counted(2, "match"), QStringLiteral("2 matches"));
    QCOMPARE(counted(2, "pair of events"), QStringLiteral("2 pairs of events"));
}

QTEST_GUILESS_MAIN(TestRehearsal)
#include "tst_rehearsal.moc"
