// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/remote/clickhouse.h"
#include "models/remote/filtersql.h"
#include "models/remote/httpreply.h"
#include "models/remote/remoteplace.h"
#include "tests/remote/fakeserver.h"

#include <QTest>

using namespace tideline;

namespace {

QByteArray answer(const QByteArray& body, const QByteArray& status = "200 OK")
{
    return "HTTP/1.1 " + status + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

const QByteArray refusal = "Code: 60, e.displayText() = DB::Exception: Table default.x doesn't exist., "
                           "e.what() = DB::Exception\n";

} // namespace

/// What goes wrong on the way, with a server that goes wrong on purpose.
class TestHttpClient : public QObject
{
    Q_OBJECT

    static Error askError(const std::function<void(QTcpSocket&, const QByteArray&)>& behave,
                          const ServerLimits& limits = {}, const Progress& progress = {})
    {
        const FakeServer server(behave);
        const auto result =
            ClickHouse({QStringLiteral("127.0.0.1"), server.port()}, {}, limits).ask("SELECT 1", progress);
        return result ? Error{ErrorCode::Internal, QStringLiteral("no error"), {}, {}} : result.error();
    }

private slots:
    void answersAreReadInAnyPieces()
    {
        const QByteArray chunked = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
                                   "5\r\nhello\r\n1;x=y\r\n \r\n5\r\nworld\r\n0\r\nTrailer: x\r\n\r\n";
        for (qsizetype piece = 1; piece <= chunked.size(); ++piece) {
            HttpReply reply(100);
            for (qsizetype at = 0; at < chunked.size(); at += piece)
                reply.feed(chunked.mid(at, piece));
            QCOMPARE(reply.state(), HttpReply::State::Complete);
            QCOMPARE(reply.body(), "hello world");
        }
        for (qsizetype cut = 0; cut < chunked.size(); ++cut) {
            HttpReply reply(100);
            reply.feed(chunked.left(cut));
            reply.end();
            QVERIFY(reply.state() == HttpReply::State::Reading);
        }
        HttpReply open(100);
        open.feed("HTTP/1.0 200 OK\r\n\r\nto the ");
        open.feed("end");
        open.end();
        QCOMPARE(open.state(), HttpReply::State::Complete);
        QCOMPARE(open.body(), "to the end");
    }

    void nonsenseIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("another protocol") << QByteArray("220 mail ready\r\n\r\n");
        QTest::newRow("a length that is none") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n");
        QTest::newRow("a chunk that is none")
            << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n");
        QTest::newRow("a head without end") << QByteArray("HTTP/1.1 200 OK\r\n" + QByteArray(100'000, 'x'));
    }
    void nonsenseIsRefused()
    {
        QFETCH(QByteArray, bytes);
        HttpReply reply(1000);
        reply.feed(bytes);
        QCOMPARE(reply.state(), HttpReply::State::Malformed);
    }

    void anAnswerComesBack()
    {
        QByteArray seen;
        const FakeServer server([&seen](QTcpSocket& socket, const QByteArray& request) {
            seen = request;
            socket.write(answer("1\t2\n"));
        });
        const ClickHouse client({QStringLiteral("127.0.0.1"), server.port()}, {"alice", "open sesame"});
        const auto result = client.ask("SELECT 1, 2", {});
        QVERIFY(result.ok());
        QCOMPARE(*result, "1\t2\n");
        QCOMPARE(client.traffic().received.load(), 4);
        const QByteArray target = seen.left(seen.indexOf('\r'));
        QVERIFY(seen.contains("X-ClickHouse-User: alice\r\n") && seen.contains("X-ClickHouse-Key: open sesame\r\n"));
        QVERIFY(!target.contains("alice") && !target.contains("sesame"));
        for (const char* limit : {"readonly=2", "max_execution_time=300",
                                  "max_memory_usage=", "max_result_rows=", "max_result_bytes=", "wait_end_of_query=1"})
            QVERIFY2(target.contains(limit), limit);
    }

    void whatTheServerRefusesIsSaid()
    {
        const Error error = askError(
            [](QTcpSocket& socket, const QByteArray&) { socket.write(answer(refusal, "500 Internal Server Error")); });
        QCOMPARE(error.code, ErrorCode::Io);
        QVERIFY2(error.what.contains(QStringLiteral("(code 60): Table default.x doesn't exist.")),
                 qPrintable(error.what));
        QVERIFY(!error.what.contains(QStringLiteral("e.what")));
    }

    void anErrorInTheMiddleOfRowsIsAnError_data()
    {
        QTest::addColumn<QByteArray>("rows");
        QTest::newRow("after whole rows") << QByteArray("1\t2\n3\t4\n");
        QTest::newRow("within a row") << QByteArray("1\t2\n3\t");
        QTest::newRow("at once") << QByteArray();
    }
    void anErrorInTheMiddleOfRowsIsAnError()
    {
        QFETCH(QByteArray, rows);
        const Error error = askError(
            [&rows](QTcpSocket& socket, const QByteArray&) { socket.write(answer(rows + refusal.trimmed())); });
        QCOMPARE(error.code, ErrorCode::Io);
        QVERIFY2(error.what.contains(QStringLiteral("code 60")), qPrintable(error.text()));
    }

    void aCutAnswerIsNoShortAnswer()
    {
        const Error error = askError([](QTcpSocket& socket, const QByteArray&) {
            socket.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n1\t2\n\r\n");
        });
        QCOMPARE(error.code, ErrorCode::Io);
        QVERIFY(error.what.contains(QStringLiteral("in the middle")));
        const Error half = askError([](QTcpSocket& socket, const QByteArray&) { socket.write(answer("1\t2\n3")); });
        QVERIFY(half.what.contains(QStringLiteral("cut")));
    }

    void aHugeAnswerIsNotTaken()
    {
        ServerLimits limits;
        limits.resultBytes = 1'000'000;
        const Error error = askError(
            [](QTcpSocket& socket, const QByteArray&) {
                socket.write("HTTP/1.1 200 OK\r\n\r\n");
                for (int i = 0; i < 200 && socket.state() == QAbstractSocket::ConnectedState; ++i) {
                    socket.write(QByteArray(100'000, 'x'));
                    socket.waitForBytesWritten(100);
                }
            },
            limits);
        QCOMPARE(error.code, ErrorCode::BadInput);
        QVERIFY(error.what.contains(QStringLiteral("1 MB")));
    }

    void aSilentServerIsLeft()
    {
        HttpPost request;
        request.silenceMs = 200;
        const FakeServer server([](QTcpSocket& socket, const QByteArray&) { socket.waitForDisconnected(5000); });
        request.to = {QStringLiteral("127.0.0.1"), server.port()};
        request.target = "/";
        const auto result = post(request, {});
        QVERIFY(!result);
        QVERIFY(result.error().what.contains(QStringLiteral("said nothing")));
    }

    void waitingCanBeStopped()
    {
        std::atomic<bool> stop = false;
        QByteArray last;
        const FakeServer server([&](QTcpSocket& socket, const QByteArray& request) {
            last = request;
            stop = true;
            if (!request.contains("KILL QUERY"))
                socket.waitForDisconnected(5000);
        });
        const auto result =
            ClickHouse({QStringLiteral("127.0.0.1"), server.port()}, {}).ask("SELECT 1", Progress({}, &stop));
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Cancelled);
        QTRY_VERIFY(last.contains("KILL QUERY WHERE query_id = '"));
    }

    void nobodyThereIsSaid()
    {
        quint16 port = 0;
        {
            QTcpServer server;
            server.listen(QHostAddress::LocalHost);
            port = server.serverPort();
        }
        const auto result = ClickHouse({QStringLiteral("127.0.0.1"), port}, {}).ask("SELECT 1", {});
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Io);
        QVERIFY(result.error().where == QStringLiteral("127.0.0.1:%1").arg(port));
    }

    void newerServersWordErrorsDifferently()
    {
        const auto message =
            serverMessage("Code: 159. DB::Exception: Timeout exceeded: elapsed 1 s. (TIMEOUT_EXCEEDED)\n");
        QVERIFY(message);
        QCOMPARE(message->code, 159);
        QCOMPARE(message->text, QStringLiteral("Timeout exceeded: elapsed 1 s. (TIMEOUT_EXCEEDED)"));
        QVERIFY(!serverMessage("<html>Not here</html>"));
    }

    void urlsAreChecked_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("cluster");
        QTest::addColumn<QStringList>("shards");
        QTest::addColumn<bool>("isTaken");
        const auto row = [](const char* name, const char* url, bool isTaken, const QString& cluster = {},
                            const QStringList& shards = {}) {
            QTest::newRow(name) << QString::fromUtf8(url) << cluster << shards << isTaken;
        };
        row("usual", "http://host:8123/db", true);
        row("without port", "http://host/db_1", true);
        row("IPv6", "http://[::1]:8123/db", true);
        row("cluster", "http://host/db", true, QStringLiteral("pair"),
            {QStringLiteral("a:1"), QStringLiteral("[::1]:2")});
        row("no database", "http://host:8123/", false);
        row("a path", "http://host:8123/db/x", false);
        row("password", "http://me:secret@host:8123/db", false);
        row("user", "http://me@host:8123/db", false);
        row("encrypted", "https://host:8123/db", false);
        row("a query", "http://host:8123/db?user=me", false);
        row("a database that is SQL", "http://host:8123/db`;DROP", false);
        row("a database that is percent-encoded SQL", "http://host:8123/db%27", false);
        row("a cluster of no shards", "http://host/db", false, QStringLiteral("pair"));
        row("shards of nothing", "http://host/db", false, {}, {QStringLiteral("a:1")});
        row("a cluster that is SQL", "http://host/db", false, QStringLiteral("a'b"));
        row("a shard with a path", "http://host/db", false, QStringLiteral("pair"), {QStringLiteral("a:1/x")});
        row("nothing", "", false);
    }
    void urlsAreChecked()
    {
        QFETCH(QString, url);
        QFETCH(QString, cluster);
        QFETCH(QStringList, shards);
        QFETCH(bool, isTaken);
        const auto place = RemotePlace::make(url, cluster, shards);
        QCOMPARE(place.ok(), isTaken);
        if (!isTaken) {
            QVERIFY(!place.error().text().contains(QStringLiteral("secret")));
            return;
        }
        const auto again = RemotePlace::fromJson(place->toJson());
        QVERIFY(again.ok());
        QVERIFY(again->server == place->server && again->shards == place->shards);
        QCOMPARE(again->database, place->database);
        QCOMPARE(again->cluster, place->cluster);
    }

    void valuesAreEscaped()
    {
        QCOMPARE(sqlText(QByteArray("a'b\\c\0d\n\xc3\xa9", 10)), QByteArray("'a\\'b\\\\c\\x00d\\x0a\\xc3\\xa9'"));
        QCOMPARE(sqlIn("x", std::vector<QString>{}), QByteArray("0"));
        // 10.0.0.0/22 are four networks of 24 bits; v4-mapped they begin with 15 bytes.
        const QByteArray sql = sqlInPrefixes("src", {*Prefix::parse(u"10.0.0.0/22")});
        QCOMPARE(sql.count("\\x0a"), 4);
        QVERIFY(sql.contains("substring(src,1,15)") && sql.contains("\\x0a\\x00\\x03'"));
        QCOMPARE(sqlInPrefixes("src", {*Prefix::parse(u"::/0")}), QByteArray("1"));
    }

    void cellsAreUnescaped()
    {
        TsvRows rows("a\\tb\t\\\\n\\0\t\nx\ty\tz\ncut");
        std::vector<QByteArray> cells;
        QVERIFY(rows.next(cells));
        QCOMPARE(cells, (std::vector<QByteArray>{"a\tb", QByteArray("\\n\0", 3), ""}));
        QVERIFY(rows.next(cells));
        QCOMPARE(cells[2], "z");
        QVERIFY(!rows.next(cells));
        QVERIFY(!rows.atEnd());
    }
};

QTEST_GUILESS_MAIN(TestHttpClient)
#include "tst_httpclient.moc"
