// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// kill -9 while importing and while annotating: nothing that was acknowledged is lost, nothing half done is visible.
#include "tests/cli/cli.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

class TestKill : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void anImportIsThereOrNot();
    void acknowledgedNotesStay();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_case;
};

void TestKill::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_case = m_folder->filePath(QStringLiteral("case.tideline"));
    QCOMPARE(cli({QStringLiteral("new"), m_case}).exitCode, 0);
}

void TestKill::anImportIsThereOrNot()
{
    constexpr int flows = 400'000;
    const QString log = m_folder->filePath(QStringLiteral("conn.log"));
    QFile out(log);
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write("#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n"
              "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\torig_ip_bytes\tresp_ip_bytes\n"
              "#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tcount\tcount\n");
    for (int i = 0; i < flows; ++i)
        out.write(QByteArrayLiteral("15000") + QByteArray::number(100'000 + i) + ".000000\tC" + QByteArray::number(i) +
                  "\t10.0.0.1\t1024\t192.0.2.7\t443\ttcp\t100\t200\n");
    out.close();

    // The only waiting chooses where to kill, never what to expect.
    for (int round = 0; round < 8; ++round) {
        QProcess import;
        import.start(QStringLiteral(TIDELINE_CLI), {QStringLiteral("import"), m_case, log});
        QVERIFY(import.waitForStarted());
        import.waitForFinished(40 + round * 60);
        if (import.state() == QProcess::Running)
            ::kill(static_cast<pid_t>(import.processId()), SIGKILL);
        import.waitForFinished();
        const QJsonObject counts =
            cli({QStringLiteral("info"), m_case, QStringLiteral("--json")}).json()[QStringLiteral("counts")].toObject();
        const int seen = counts[QStringLiteral("flows")].toInt(-1);
        QVERIFY2(seen == 0 || seen == flows, qPrintable(QString::number(seen)));
        QCOMPARE(cli({QStringLiteral("verify"), m_case}).exitCode, 0);
        if (seen == flows)
            break;
    }
    const Run last = cli({QStringLiteral("import"), m_case, log, QStringLiteral("--json")});
    QCOMPARE(last.exitCode, 0);
    QCOMPARE(cli({QStringLiteral("info"), m_case, QStringLiteral("--json")})
                 .json()[QStringLiteral("counts")]
                 .toObject()[QStringLiteral("flows")]
                 .toInt(),
             flows);
}

void TestKill::acknowledgedNotesStay()
{
    int acknowledged = 0;
    for (int i = 0; i < 24; ++i) {
        QProcess note;
        note.start(QStringLiteral(TIDELINE_CLI),
                   {QStringLiteral("annotate"), m_case, QStringLiteral("--text"), QStringLiteral("note %1").arg(i),
                    QStringLiteral("--from"), QStringLiteral("2019-05-01"), QStringLiteral("--to"),
                    QStringLiteral("2019-05-02")});
        QVERIFY(note.waitForStarted());
        note.waitForFinished(5 + i * 6);
        if (note.state() == QProcess::Running)
            ::kill(static_cast<pid_t>(note.processId()), SIGKILL);
        note.waitForFinished();
        // The id is printed after the commit: that is the acknowledgement.
        if (note.readAllStandardOutput().size() > 30)
            ++acknowledged;
    }
    const QJsonObject counts =
        cli({QStringLiteral("info"), m_case, QStringLiteral("--json")}).json()[QStringLiteral("counts")].toObject();
    QVERIFY(counts[QStringLiteral("annotations")].toInt() >= acknowledged);
    QCOMPARE(cli({QStringLiteral("verify"), m_case}).exitCode, 0);
}

QTEST_GUILESS_MAIN(TestKill)
#include "tst_clikill.moc"
