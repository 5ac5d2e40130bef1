// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/exporters/bag.h"
#include "models/exporters/export.h"
#include "models/exporters/filetree.h"
#include "models/exporters/zip.h"
#include "tests/exporters/samplecase.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace tideline;

class TestBagVerify : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void wholeBagsPass_data();
    void wholeBagsPass();
    void zipFromElsewherePasses();
    void knowsABag();
    void everyFlippedByteIsFound();
    void everyRemovedFileIsNamed();
    void everyAddedFileIsNamed();
    void renamedAndSwappedFilesAreFound();
    void linksAreFound();
    void otherVersionIsFound();
    void wrongOxumIsFound();
    void zipFaultsAreFound();
    void damagedZipIsFound();
    void unsafeZipNamesAreFound();
    void manifestsAreParsed();
    void canBeCancelled();

private:
    QTemporaryDir m_folder;
    QMap<QString, QByteArray> m_files;
    QString makeCopy(QTemporaryDir& folder, const QMap<QString, QByteArray>& files) const;
    QString makeZip(QTemporaryDir& folder, const QMap<QString, QByteArray>& files, const QString& top) const;
};

namespace {

struct Verdict
{
    bool intact = false;
    QString text;
};

Verdict verdictOn(const QString& path)
{
    const auto checks = verifyBag(path, {});
    if (!checks)
        return {false, "error: " + checks.error().text()};
    Verdict verdict{true, {}};
    for (const BagCheck& check : *checks) {
        verdict.intact = verdict.intact && check.ok;
        verdict.text += check.name + ": " + check.detail + '\n';
    }
    return verdict;
}

} // namespace

void TestBagVerify::initTestCase()
{
    QVERIFY(writeExport(sampleContent(), "bag", m_folder.filePath("case"), {}).ok());
    QVERIFY(writeExport(sampleContent(), "bag", m_folder.filePath("case.zip"), {}).ok());
    m_files = filesBelow(m_folder.filePath("case"));
    QCOMPARE(m_files.size(), 22);
}

QString TestBagVerify::makeCopy(QTemporaryDir& folder, const QMap<QString, QByteArray>& files) const
{
    const QString path = folder.filePath("bag");
    for (auto file = files.begin(); file != files.end(); ++file)
        writeFile(path + '/' + file.key(), *file);
    return path;
}

QString TestBagVerify::makeZip(QTemporaryDir& folder, const QMap<QString, QByteArray>& files, const QString& top) const
{
    FileTree tree(folder.filePath("files"));
    for (auto file = files.begin(); file != files.end(); ++file) {
        if (!tree.write(file.key(), *file).ok())
            return {};
    }
    const QString path = folder.filePath("made.zip");
    return writeZip(tree, top, path, {}).ok() ? path : QString();
}

void TestBagVerify::wholeBagsPass_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("folder") << "case";
    QTest::newRow("zip") << "case.zip";
}

void TestBagVerify::wholeBagsPass()
{
    QFETCH(QString, name);
    QVERIFY(isBag(m_folder.filePath(name)));
    const auto checks = verifyBag(m_folder.filePath(name), {});
    QVERIFY(checks.ok());
    QCOMPARE(checks->size(), std::size_t(7));
    for (const BagCheck& check : *checks)
        QVERIFY2(check.ok, qPrintable(check.name + ": " + check.detail));
}

void TestBagVerify::zipFromElsewherePasses()
{
    QTemporaryDir folder;
    const Verdict verdict = verdictOn(makeZip(folder, m_files, "."));
    QVERIFY2(verdict.intact, qPrintable(verdict.text));
}

void TestBagVerify::knowsABag()
{
    QTemporaryDir folder;
    QVERIFY(!isBag(folder.path()));
    QVERIFY(!isBag(folder.filePath("none")));
    writeFile(folder.filePath("text"), "PK\3\4 but no zip");
    QVERIFY(!isBag(folder.filePath("text")));
    QVERIFY(!verifyBag(folder.path(), {}).ok());
    QCOMPARE(verifyBag(folder.path(), {}).error().code, ErrorCode::BadInput);
    QCOMPARE(verifyBag(folder.filePath("none"), {}).error().code, ErrorCode::NotFound);
    QTemporaryDir other;
    QVERIFY(!isBag(makeZip(other, {{"a.txt", "a"}}, "x")));
}

/// Each file in turn: its first, middle and last byte, by one bit, by the bit of upper case, and wholly.
void TestBagVerify::everyFlippedByteIsFound()
{
    QTemporaryDir folder;
    const QString bag = makeCopy(folder, m_files);
    QVERIFY(verdictOn(bag).intact);
    for (auto file = m_files.begin(); file != m_files.end(); ++file) {
        for (const qsizetype at : {qsizetype(0), file->size() / 2, file->size() - 1}) {
            for (const int mask : {0x01, 0x20, 0xFF}) {
                QByteArray bytes = *file;
                bytes[at] = char(bytes[at] ^ mask);
                writeFile(bag + '/' + file.key(), bytes);
                const Verdict verdict = verdictOn(bag);
                QVERIFY2(!verdict.intact, qPrintable(file.key() + ' ' + QString::number(at)));
                if (file.key() != "tagmanifest-sha256.txt")
                    QVERIFY2(verdict.text.contains(file.key()), qPrintable(file.key() + "\n" + verdict.text));
            }
        }
        writeFile(bag + '/' + file.key(), *file);
    }
    QVERIFY(verdictOn(bag).intact);
    // The one file that no other vouches for, byte by byte.
    const QString last = bag + "/tagmanifest-sha256.txt";
    const QByteArray whole = m_files["tagmanifest-sha256.txt"];
    for (qsizetype at = 0; at < whole.size(); ++at) {
        QByteArray bytes = whole;
        bytes[at] = char(bytes[at] ^ 0x20);
        writeFile(last, bytes);
        QVERIFY2(!verdictOn(bag).intact, qPrintable(QString::number(at)));
    }
}

void TestBagVerify::everyRemovedFileIsNamed()
{
    QTemporaryDir folder;
    const QString bag = makeCopy(folder, m_files);
    for (auto file = m_files.begin(); file != m_files.end(); ++file) {
        QVERIFY(QFile::remove(bag + '/' + file.key()));
        QVERIFY(isBag(bag));
        const Verdict verdict = verdictOn(bag);
        QVERIFY2(!verdict.intact, qPrintable(file.key()));
        QVERIFY2(verdict.text.contains(file.key()), qPrintable(verdict.text));
        writeFile(bag + '/' + file.key(), *file);
    }
}

void TestBagVerify::everyAddedFileIsNamed()
{
    for (const QString name : {"data/extra.csv", "data/figures/.hidden", "extra.txt", "metadata/x.txt", ".x"}) {
        QTemporaryDir folder;
        const QString bag = makeCopy(folder, m_files);
        writeFile(bag + '/' + name, "x");
        const Verdict verdict = verdictOn(bag);
        QVERIFY2(!verdict.intact, qPrintable(name));
        QVERIFY(verdict.text.contains(name));
    }
}

void TestBagVerify::renamedAndSwappedFilesAreFound()
{
    QTemporaryDir folder;
    auto files = m_files;
    std::swap(files["data/claims.csv"], files["data/places.csv"]);
    QVERIFY(!verdictOn(makeCopy(folder, files)).intact);
    QTemporaryDir other;
    files = m_files;
    files["data/renamed.csv"] = files.take("data/claims.csv");
    const Verdict verdict = verdictOn(makeCopy(other, files));
    QVERIFY(!verdict.intact);
    QVERIFY(verdict.text.contains("missing files: data/claims.csv"));
    QVERIFY(verdict.text.contains("added files: data/renamed.csv"));
}

void TestBagVerify::linksAreFound()
{
    QTemporaryDir folder;
    const QString bag = makeCopy(folder, m_files);
    QVERIFY(QFile::rename(bag + "/data/events.csv", folder.filePath("events.csv")));
    QVERIFY(QFile::link(folder.filePath("events.csv"), bag + "/data/events.csv"));
    const Verdict verdict = verdictOn(bag);
    QVERIFY(!verdict.intact);
    QVERIFY(verdict.text.contains("data/events.csv is a link"));
}

void TestBagVerify::otherVersionIsFound()
{
    for (const QByteArray& text :
         {QByteArray("BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n"),
          QByteArray("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-16\n"), QByteArray()}) {
        QTemporaryDir folder;
        auto files = m_files;
        files["bagit.txt"] = text;
        QVERIFY(verdictOn(makeCopy(folder, files)).text.startsWith("bag: bagit.txt does not say"));
    }
}

void TestBagVerify::wrongOxumIsFound()
{
    QTemporaryDir folder;
    auto files = m_files;
    files["bag-info.txt"].replace("Payload-Oxum: ", "Payload-Oxum: 9");
    const Verdict verdict = verdictOn(makeCopy(folder, files));
    QVERIFY(!verdict.intact);
    QVERIFY(verdict.text.contains("payload-oxum: stated 9"));
}

void TestBagVerify::zipFaultsAreFound()
{
    for (auto file = m_files.begin(); file != m_files.end(); ++file) {
        auto flipped = m_files;
        flipped[file.key()][file->size() / 2] = char(flipped[file.key()][file->size() / 2] ^ 0x20);
        auto removed = m_files;
        removed.remove(file.key());
        for (const auto& files : {flipped, removed}) {
            QTemporaryDir folder;
            const QString zip = makeZip(folder, files, "case");
            QVERIFY(isBag(zip));
            QVERIFY2(!verdictOn(zip).intact, qPrintable(file.key()));
        }
    }
    auto added = m_files;
    added["data/extra.csv"] = "x";
    QTemporaryDir folder;
    const Verdict verdict = verdictOn(makeZip(folder, added, "case"));
    QVERIFY(!verdict.intact);
    QVERIFY(verdict.text.contains("added files: data/extra.csv"));
}

/// A byte of the zip itself: found, or without any effect on what the zip holds.
void TestBagVerify::damagedZipIsFound()
{
    const QByteArray whole = fileBytes(m_folder.filePath("case.zip"));
    const QString path = m_folder.filePath("damaged.zip");
    int found = 0;
    int tried = 0;
    for (qsizetype at = 4; at < whole.size(); at += 211) {
        QByteArray bytes = whole;
        bytes[at] = char(bytes[at] ^ 0x10);
        writeFile(path, bytes);
        ++tried;
        found += !verdictOn(path).intact;
    }
    QVERIFY2(found > tried * 3 / 4, qPrintable(QStringLiteral("%1 of %2").arg(found).arg(tried)));
    for (const qsizetype size : {whole.size() - 1, whole.size() - 30, whole.size() / 2, qsizetype(100)}) {
        writeFile(path, whole.left(size));
        QVERIFY2(!verdictOn(path).intact, qPrintable(QString::number(size)));
    }
    writeFile(path, whole + "x");
    QVERIFY(!verdictOn(path).intact);
}

void TestBagVerify::unsafeZipNamesAreFound()
{
    QTemporaryDir folder;
    auto files = m_files;
    const QString zip = makeZip(folder, files, "case/../case");
    QVERIFY(!verdictOn(zip).intact);
}

void TestBagVerify::manifestsAreParsed()
{
    const QByteArray hash(64, 'a');
    QCOMPARE(parseManifest(hash + "  data/a b.txt\r\n" + hash + " *data/%25%0A.txt\n")->size(), std::size_t(2));
    QVERIFY(parseManifest(hash + "  data/%25%0A.txt\n")->count("data/%\n.txt"));
    QVERIFY(parseManifest({})->empty());
    QVERIFY(!parseManifest("short  data/a\n"));
    QVERIFY(!parseManifest(hash + "\n"));
    QVERIFY(!parseManifest(hash + "  data/a\n" + hash + "  data/a\n"));
}

void TestBagVerify::canBeCancelled()
{
    const std::atomic<bool> cancelled = true;
    for (const char* name : {"case", "case.zip"}) {
        const auto checks = verifyBag(m_folder.filePath(name), Progress({}, &cancelled));
        QVERIFY(!checks);
        QCOMPARE(checks.error().code, ErrorCode::Cancelled);
    }
}

QTEST_GUILESS_MAIN(TestBagVerify)
#include "tst_bagverify.moc"
