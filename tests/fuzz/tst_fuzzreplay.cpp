// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/preview.h"
#include "models/importers/recipe.h"
#include "tests/fuzz/exercise.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <random>

using namespace tideline;

/// Runs every reader over the committed samples, the inputs that once broke one, and seeded mutations of both: the
/// promises of the fuzz targets without needing clang.
class TestFuzzReplay : public QObject
{
    Q_OBJECT

private slots:
    void replay_data();
    void replay();
    void recognition();
};

static QList<QByteArray> corpus()
{
    QList<QByteArray> inputs{QByteArray(), QByteArray("\n"), QByteArray("\0", 1), QByteArray("\xEF\xBB\xBF")};
    for (const char* folder : {"importers", "fuzz"}) {
        const QDir dir(QStringLiteral(TIDELINE_SOURCE_DIR "/tests/data/") + QLatin1String(folder));
        for (const QFileInfo& info : dir.entryInfoList(QDir::Files, QDir::Name)) {
            QFile file(info.filePath());
            if (file.open(QIODevice::ReadOnly))
                inputs << file.readAll();
        }
    }
    return inputs;
}

/// A few flips, cuts, insertions, doublings and crossings.
static QByteArray mutated(const QList<QByteArray>& inputs, std::mt19937_64& random)
{
    static const QByteArray pieces[] = {"\"",
                                        "\"\"",
                                        "\n",
                                        "\r",
                                        "\r\n",
                                        ",",
                                        "\t",
                                        ";",
                                        "{",
                                        "}",
                                        "[",
                                        "#fields\t",
                                        "-",
                                        "",
                                        "\xEF\xBB\xBF",
                                        "\xFF\xFE",
                                        "\xED\xA0\x80",
                                        QByteArray("\0", 1),
                                        "99999999999999999999",
                                        "1e999",
                                        "0000-00-00",
                                        "9999-12-31T23:59:60Z",
                                        "-1",
                                        "\\u0000",
                                        "\\ud800",
                                        "nan"};
    QByteArray bytes = inputs[qsizetype(random() % std::uint64_t(inputs.size()))];
    const int edits = 1 + int(random() % 6);
    for (int i = 0; i < edits; ++i) {
        const qsizetype at = qsizetype(random() % std::uint64_t(bytes.size() + 1));
        const qsizetype length = qsizetype(random() % 40);
        switch (random() % 7) {
        case 0:
            if (at < bytes.size())
                bytes[at] = char(bytes[at] ^ (1 << random() % 8));
            break;
        case 1:
            bytes.remove(at, length);
            break;
        case 2:
            bytes.insert(at, pieces[random() % std::size(pieces)]);
            break;
        case 3:
            bytes.insert(at, bytes.mid(qsizetype(random() % std::uint64_t(bytes.size() + 1)), length));
            break;
        case 4:
            bytes.truncate(at);
            break;
        case 5:
            if (at < bytes.size())
                bytes[at] = char(random() % 256);
            break;
        case 6: {
            const QByteArray& other = inputs[qsizetype(random() % std::uint64_t(inputs.size()))];
            bytes = bytes.left(at) + other.mid(qsizetype(random() % std::uint64_t(other.size() + 1)), 2000);
            break;
        }
        }
    }
    return bytes;
}

void TestFuzzReplay::replay_data()
{
    QTest::addColumn<QString>("format");
    for (const Format& format : formats())
        QTest::newRow(qPrintable(format.name)) << format.name;
}

void TestFuzzReplay::replay()
{
    QFETCH(QString, format);
    // This one starts a program for each input: one that prints what the fuzzer made up, and not as often.
    const bool startsProgram = format == u"nfcapd";
    if (startsProgram)
        qputenv("PATH", TIDELINE_SOURCE_DIR "/tests/fuzz/programs:" + qgetenv("PATH"));
    const QList<QByteArray> inputs = corpus();
    // Mostly from what the reader can begin with, else few mutants would get beyond the header.
    QList<QByteArray> fitting;
    for (const QByteArray& bytes : inputs) {
        if (formatNamed(format)->make()->begin({bytes.constData(), std::size_t(bytes.size())}, {}))
            fitting << bytes;
    }
    QVERIFY(!fitting.isEmpty());
    std::int64_t rows = 0;
    const auto run = [&](const QByteArray& bytes, std::uint64_t seed) {
        const std::string broken =
            exercise(*formatNamed(format), {bytes.constData(), std::size_t(bytes.size())}, seed, &rows);
        if (!broken.empty()) {
            QFile file(QDir::temp().filePath(QStringLiteral("tideline-fuzz-%1-%2").arg(format).arg(seed)));
            if (file.open(QIODevice::WriteOnly))
                file.write(bytes);
            QFAIL(qPrintable(QStringLiteral("%1 (seed %2, kept as %3)")
                                 .arg(QString::fromStdString(broken))
                                 .arg(seed)
                                 .arg(file.fileName())));
        }
    };
    for (const QByteArray& bytes : inputs) {
        for (std::uint64_t cuts = 1; cuts <= (startsProgram ? 1 : 12); ++cuts)
            run(bytes, cuts);
    }
    const std::uint64_t mutations = startsProgram ? 100 : 2000;
    for (std::uint64_t seed = 1; seed <= mutations && !QTest::currentTestFailed(); ++seed) {
        std::mt19937_64 random(seed);
        run(mutated(seed % 8 ? fitting : inputs, random), seed);
    }
    QVERIFY2(rows > qint64(mutations), qPrintable(QString::number(rows)));
}

void TestFuzzReplay::recognition()
{
    const QList<QByteArray> inputs = corpus();
    for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
        std::mt19937_64 random(seed);
        const QByteArray bytes = mutated(inputs, random);
        const std::string_view head(bytes.constData(), std::size_t(bytes.size()));
        const Recognised found = recognise(head, {});
        QVERIFY(found.confidence >= 0 && found.confidence <= 100);
        (void)preview(head);
        (void)parseRecipe(bytes);
    }
}

QTEST_APPLESS_MAIN(TestFuzzReplay)
#include "tst_fuzzreplay.moc"
