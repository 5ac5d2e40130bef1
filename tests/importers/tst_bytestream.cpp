// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/archivelayer.h"
#include "models/importers/bytestream.h"
#include "models/importers/limits.h"
#include "tests/importers/reading.h"

#include <QCryptographicHash>
#include <QTemporaryDir>

#include <archive.h>
#include <archive_entry.h>
#include <sys/stat.h>

using namespace tideline;

/// Writes through libarchive: `filter` for a raw file, or a zip of entries.
struct Entry
{
    QByteArray name;
    QByteArray bytes;
    unsigned type = AE_IFREG;
};

static void pack(const QString& path, int format, int filter, const QList<Entry>& entries,
                 const char* passphrase = nullptr)
{
    archive* const a = archive_write_new();
    archive_write_add_filter(a, filter);
    archive_write_set_format(a, format);
    if (passphrase) {
        QCOMPARE(archive_write_set_options(a, "zip:encryption=traditional"), ARCHIVE_OK);
        archive_write_set_passphrase(a, passphrase);
    }
    QCOMPARE(archive_write_open_filename(a, qPrintable(path)), ARCHIVE_OK);
    for (const Entry& each : entries) {
        archive_entry* const entry = archive_entry_new();
        archive_entry_set_pathname(entry, each.name.constData());
        archive_entry_set_filetype(entry, each.type);
        archive_entry_set_perm(entry, 0644);
        if (each.type == AE_IFLNK)
            archive_entry_set_symlink(entry, "/etc/passwd");
        archive_entry_set_size(entry, each.type == AE_IFREG ? each.bytes.size() : 0);
        QVERIFY(archive_write_header(a, entry) >= ARCHIVE_WARN);
        if (each.type == AE_IFREG)
            archive_write_data(a, each.bytes.constData(), std::size_t(each.bytes.size()));
        archive_entry_free(entry);
    }
    archive_write_close(a);
    archive_write_free(a);
}

static QByteArray numbers(int count)
{
    QByteArray bytes;
    for (int i = 0; i < count; ++i)
        bytes += QByteArray::number(i * 7919) + '\n';
    return bytes;
}

static void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

struct Whole
{
    QStringList names;
    QList<QByteArray> contents;
    QString error;
    ByteStream::Digest digest;
};

static Whole readAll(const QString& path, std::size_t step = 10'007)
{
    Whole whole;
    auto stream = ByteStream::open(path);
    if (!stream) {
        whole.error = stream.error().text();
        return whole;
    }
    std::string buffer(step, '\0');
    for (;;) {
        const auto next = (*stream)->nextEntry();
        if (!next || !next.value()) {
            whole.error = next ? QString() : next.error().text();
            break;
        }
        whole.names << (*stream)->entryName();
        whole.contents << QByteArray();
        for (;;) {
            const auto got = (*stream)->read(buffer.data(), buffer.size());
            if (!got) {
                whole.error = got.error().text();
                return whole;
            }
            if (got.value() == 0)
                break;
            whole.contents.last().append(buffer.data(), int(got.value()));
        }
    }
    if (auto digest = (*stream)->finish())
        whole.digest = digest.value();
    return whole;
}

class TestByteStream : public QObject
{
    Q_OBJECT

private slots:
    void plainAndCompressed_data();
    void plainAndCompressed();
    void emptyFile();
    void zipEntries();
    void nested();
    void onlyRegularFiles();
    void encrypted();
    void damaged();
    void bombs();
    void unpacksToTooMuch();
    void namesAreLabels();
    void hashCoversWhatIsNotRead();
    void fileThatGrows();
    void whatComesAfterTheEndIsNotRead();
    void missing();
    void compressedImport();

private:
    QTemporaryDir m_folder;
    QString path(const char* name) const { return m_folder.filePath(QLatin1String(name)); }
};

void TestByteStream::plainAndCompressed_data()
{
    QTest::addColumn<int>("filter");
    QTest::newRow("plain") << int(ARCHIVE_FILTER_NONE);
    QTest::newRow("gz") << int(ARCHIVE_FILTER_GZIP);
    QTest::newRow("bz2") << int(ARCHIVE_FILTER_BZIP2);
    QTest::newRow("xz") << int(ARCHIVE_FILTER_XZ);
    QTest::newRow("zst") << int(ARCHIVE_FILTER_ZSTD);
}

void TestByteStream::plainAndCompressed()
{
    QFETCH(int, filter);
    const QByteArray bytes = numbers(200'000);
    const QString file = path("file.log");
    if (filter == ARCHIVE_FILTER_NONE)
        write(file, bytes);
    else
        pack(file, ARCHIVE_FORMAT_RAW, filter, {{"file", bytes}});
    const Whole whole = readAll(file);
    QCOMPARE(whole.error, QString());
    QCOMPARE(whole.names, QStringList{"file.log"});
    QVERIFY(whole.contents.first() == bytes);
    const QByteArray found = bytesOf(file);
    QCOMPARE(whole.digest.sha256.toLatin1(), QCryptographicHash::hash(found, QCryptographicHash::Sha256).toHex());
    QCOMPARE(whole.digest.bytes, qint64(found.size()));
    QVERIFY(!whole.digest.changedWhileReading);
}

void TestByteStream::emptyFile()
{
    write(path("empty"), {});
    const Whole whole = readAll(path("empty"));
    QCOMPARE(whole.names, QStringList{"empty"});
    QCOMPARE(whole.contents, QList<QByteArray>{QByteArray()});
    QCOMPARE(whole.digest.sha256, QStringLiteral("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
}

void TestByteStream::zipEntries()
{
    const QByteArray one = numbers(1000), two = "second\n";
    pack(path("both.zip"), ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE, {{"a/one.log", one}, {"two.log", two}});
    const Whole whole = readAll(path("both.zip"));
    QCOMPARE(whole.error, QString());
    QCOMPARE(whole.names, (QStringList{"one.log", "two.log"}));
    QCOMPARE(whole.contents, (QList<QByteArray>{one, two}));
}

/// A zstd stream of stored blocks, so that the ratio is an honest one; it ends long after the limit.
void TestByteStream::unpacksToTooMuch()
{
    constexpr std::size_t blockSize = 128 * 1024;
    static_assert(limits::unpacked % blockSize == 0);
    constexpr std::uint64_t blocks = limits::unpacked / blockSize;
    const std::string frame("\x28\xB5\x2F\xFD\x00\x58", 6); // magic, no flags, a window of 2 MiB
    std::string block(3 + blockSize, 'x');
    block[0] = 0, block[1] = 0, block[2] = char(blockSize >> 13); // size << 3, stored, not the last
    for (const std::uint64_t most : {blocks, blocks + 1}) {
        std::uint64_t given = 0, unpacked = 0;
        std::string pending = frame;
        const auto source = [&](char* to, std::size_t size) -> ssize_t {
            if (pending.empty() && given < most) {
                pending = block;
                pending[0] = char(++given == most); // the last
            }
            const std::size_t taken = pending.copy(to, size);
            pending.erase(0, taken);
            return ssize_t(taken);
        };
        ArchiveWalk walk(source, QStringLiteral("large.zst"));
        QVERIFY(walk.next().value());
        std::string buffer(1 << 20, '\0');
        Result<std::size_t> got = std::size_t(0);
        for (bool more = true; more;) {
            walk.setPacked(given * block.size());
            got = walk.read(buffer.data(), buffer.size());
            more = got && *got > 0;
            unpacked += more ? *got : 0;
        }
        if (most == blocks) {
            QVERIFY2(got, qPrintable(got ? QString() : got.error().text()));
            QCOMPARE(unpacked, limits::unpacked);
        } else {
            QVERIFY(!got && got.error().text().contains(QStringLiteral("more than 4 GiB")));
        }
    }
}

///
void TestByteStream::nested()
{
    const QByteArray bytes = numbers(5000);
    pack(path("in.gz"), ARCHIVE_FORMAT_RAW, ARCHIVE_FILTER_GZIP, {{"x", bytes}});
    pack(path("inner.zip"), ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE,
         {{"deep.log", bytes}, {"deep.gz", bytesOf(path("in.gz"))}});
    pack(path("outer.zip"), ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE,
         {{"in.log.gz", bytesOf(path("in.gz"))}, {"inner.zip", bytesOf(path("inner.zip"))}, {"plain.log", "plain\n"}});
    const Whole whole = readAll(path("outer.zip"));
    QCOMPARE(whole.error, QString());
    QCOMPARE(whole.names, (QStringList{"in.log.gz", "inner.zip/deep.log", "inner.zip/deep.gz", "plain.log"}));
    QVERIFY(whole.contents[0] == bytes);
    QVERIFY(whole.contents[1] == bytes);
    QVERIFY(whole.contents[2] == bytesOf(path("in.gz"))); // a third layer stays packed
    QCOMPARE(whole.contents[3], QByteArray("plain\n"));
}

///
void TestByteStream::onlyRegularFiles()
{
    pack(path("links.zip"), ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE,
         {{"folder/", {}, AE_IFDIR}, {"link", {}, AE_IFLNK}, {"file", "x\n"}});
    const Whole whole = readAll(path("links.zip"));
    QCOMPARE(whole.error, QString());
    QVERIFY(!whole.names.contains("folder"));
    // Read in one pass, a link in a zip looks like a file that holds its target's name; it is never followed.
    const qsizetype link = whole.names.indexOf("link");
    if (link >= 0)
        QVERIFY(whole.contents[link].size() <= 11);
    QVERIFY(whole.names.contains("file"));
}

/// said, not handed on as if it were the content.
void TestByteStream::encrypted()
{
    pack(path("secret.zip"), ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE, {{"secret.log", numbers(100)}}, "tide");
    const Whole whole = readAll(path("secret.zip"));
    QVERIFY2(whole.error.contains(QStringLiteral("encrypted")), qPrintable(whole.error));
    for (const QByteArray& content : whole.contents)
        QVERIFY(content.isEmpty());
}

void TestByteStream::damaged()
{
    pack(path("whole.gz"), ARCHIVE_FORMAT_RAW, ARCHIVE_FILTER_GZIP, {{"x", numbers(50'000)}});
    const QByteArray bytes = bytesOf(path("whole.gz"));
    write(path("cut.gz"), bytes.left(bytes.size() / 2));
    QVERIFY(readAll(path("cut.gz")).error.contains(QStringLiteral("damaged or cut")));
    QByteArray flipped = bytes;
    flipped[flipped.size() / 2] = char(flipped[flipped.size() / 2] ^ 0x55);
    write(path("flipped.gz"), flipped);
    QVERIFY(!readAll(path("flipped.gz")).error.isEmpty());
}

///
void TestByteStream::bombs()
{
    pack(path("bomb.gz"), ARCHIVE_FORMAT_RAW, ARCHIVE_FILTER_GZIP, {{"x", QByteArray(60 << 20, '0')}});
    QVERIFY(bytesOf(path("bomb.gz")).size() < 100'000);
    const Whole bomb = readAll(path("bomb.gz"), 1 << 20);
    QVERIFY2(bomb.error.contains(QStringLiteral("200 times")), qPrintable(bomb.error));
    QVERIFY(bomb.contents.first().size() <= (22 << 20));
    // The same ratio below 10 MiB is taken.
    pack(path("small.gz"), ARCHIVE_FORMAT_RAW, ARCHIVE_FILTER_GZIP, {{"x", QByteArray(9 << 20, '0')}});
    QCOMPARE(readAll(path("small.gz")).error, QString());
    QList<Entry> many;
    for (int i = 0; i <= limits::archiveEntries; ++i)
        many << Entry{QByteArray::number(i), "x"};
    pack(path("many.zip"), ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE, many);
    QVERIFY(readAll(path("many.zip")).error.contains(QStringLiteral("10,000")));
}

///
void TestByteStream::namesAreLabels()
{
    pack(path("slip.zip"), ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE,
         {{"../../etc/evil", "1"},
          {"/abs/olute", "2"},
          {"back\\slash", "3"},
          {"bell\x07", "4"},
          {"same", "5"},
          {"same", "6"}});
    const Whole whole = readAll(path("slip.zip"));
    QCOMPARE(whole.names, (QStringList{"evil", "olute", "slash", "bell_", "same", "same"}));
    QByteArray bytes = bytesOf(path("slip.zip"));
    write(path("nul.zip"), bytes.replace("bell\x07", QByteArray("be\0l\x07", 5)));
    QVERIFY(!readAll(path("nul.zip"))
                 .names.contains(QStringLiteral("bell_"))); // the name ends there, or the entry is refused
}

void TestByteStream::hashCoversWhatIsNotRead()
{
    const QByteArray bytes = numbers(100'000);
    write(path("half.log"), bytes);
    auto stream = ByteStream::open(path("half.log"));
    QVERIFY(stream);
    QVERIFY((*stream)->nextEntry().value());
    char some[10];
    QCOMPARE((*stream)->read(some, sizeof some).value(), sizeof some);
    QCOMPARE((*stream)->size(), qint64(bytes.size()));
    const auto digest = (*stream)->finish();
    QVERIFY(digest);
    QCOMPARE(digest->sha256.toLatin1(), QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

///
void TestByteStream::fileThatGrows()
{
    write(path("grows.log"), numbers(1000));
    auto stream = ByteStream::open(path("grows.log"));
    QVERIFY(stream);
    QVERIFY((*stream)->nextEntry().value());
    QFile file(path("grows.log"));
    QVERIFY(file.open(QIODevice::Append));
    file.write("more\n");
    file.close();
    const auto digest = (*stream)->finish();
    QVERIFY(digest && digest->changedWhileReading);
    QCOMPARE(digest->sha256.toLatin1(),
             QCryptographicHash::hash(bytesOf(path("grows.log")), QCryptographicHash::Sha256).toHex());
}

/// what was hashed is what was read, even when the file grows between the last block and the end of the import.
void TestByteStream::whatComesAfterTheEndIsNotRead()
{
    const QByteArray before = numbers(1000);
    write(path("late.log"), before);
    auto stream = ByteStream::open(path("late.log"));
    QVERIFY(stream);
    QVERIFY((*stream)->nextEntry().value());
    QByteArray read;
    char piece[4096];
    while (const std::size_t got = (*stream)->read(piece, sizeof piece).value())
        read.append(piece, qsizetype(got));
    QCOMPARE(read, before);
    QFile file(path("late.log"));
    QVERIFY(file.open(QIODevice::Append));
    file.write("more\n");
    file.close();
    QCOMPARE((*stream)->read(piece, sizeof piece).value(), std::size_t(0));
    const auto digest = (*stream)->finish();
    QVERIFY(digest && digest->changedWhileReading);
    QCOMPARE(digest->bytes, before.size());
    QCOMPARE(digest->sha256.toLatin1(), QCryptographicHash::hash(before, QCryptographicHash::Sha256).toHex());
}

void TestByteStream::missing()
{
    const auto none = ByteStream::open(path("none"));
    QVERIFY(!none);
    QCOMPARE(none.error().code, ErrorCode::NotFound);
    QVERIFY(!ByteStream::open(m_folder.path()));
    const QByteArray pipe = path("pipe").toLocal8Bit();
    QCOMPARE(mkfifo(pipe.constData(), 0600), 0);
    QVERIFY(!ByteStream::open(path("pipe"))); // and does not wait for a writer
}

void TestByteStream::compressedImport()
{
    pack(path("conn.log.zst"), ARCHIVE_FORMAT_RAW, ARCHIVE_FILTER_ZSTD, {{"x", bytesOf(sample("zeek-conn.log"))}});
    const Reading reading = readFile(path("conn.log.zst"));
    QCOMPARE(reading.format, QStringLiteral("zeek-conn-tsv"));
    QCOMPARE(reading.all.flows.size(), std::size_t(6));
}

QTEST_APPLESS_MAIN(TestByteStream)
#include "tst_bytestream.moc"
