// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/auditlog.h"

#include "models/core/counted.h"
#include "models/store/digest.h"
#include "models/store/statement.h"
#include "models/store/storetext.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QSet>
#include <QSysInfo>

#include <cstdlib>

namespace tideline {
namespace {

const QByteArray selectRows =
    "SELECT seq, at, offset, author, action, program, host, commitment, previous, hash FROM audit ORDER BY seq";

struct Row
{
    qint64 sequence = 0;
    Micros at = 0;
    QString offset, author, action, program, host;
    QByteArray commitment, previous, hash;

    QByteArray expectedHash() const
    {
        return Digest()
            .add(sequence)
            .add(at)
            .add(offset)
            .add(author)
            .add(action)
            .add(program)
            .add(host)
            .add(commitment)
            .add(previous)
            .result();
    }
};

Row readRow(const Statement& row)
{
    return {row.integer(0), row.integer(1), row.text(2), row.text(3), row.text(4),
            row.text(5),    row.text(6),    row.blob(7), row.blob(8), row.blob(9)};
}

QByteArray commitmentOf(const QByteArray& salt, const QString& detail)
{
    return Digest().add(salt).add(detail).result();
}

QByteArray headText(qint64 sequence, const QByteArray& hash)
{
    return QByteArray::number(sequence) + ' ' + hash.toHex();
}

/// Numbers of rows whose details a "redact" row says are gone.
void addRedacted(const QString& detail, QSet<qint64>& redacted)
{
    const QJsonArray rows = QJsonDocument::fromJson(detail.toUtf8()).object().value(QLatin1String("rows")).toArray();
    for (const QJsonValue& row : rows)
        redacted.insert(row.toInteger());
}

Check checkChain(Database& database)
{
    Check check{QStringLiteral("audit chain"), true, {}};
    QByteArray previous(32, '\0');
    qint64 sequence = 0;
    Statement rows(database, selectRows);
    while (rows.step()) {
        const Row row = readRow(rows);
        ++sequence;
        if (row.sequence != sequence || row.previous != previous || row.hash != row.expectedHash()) {
            check.ok = false;
            check.detail = StoreText::tr("the log was altered at row %1").arg(qMin(sequence, row.sequence));
            return check;
        }
        previous = row.hash;
    }
    const QString head = database.text("SELECT value FROM meta WHERE key = 'audit_head'");
    if (head.toLatin1() != headText(sequence, previous)) {
        check.ok = false;
        check.detail = StoreText::tr("the log does not end where it should: after row %1").arg(sequence);
        return check;
    }
    check.detail = counted(sequence, "row");
    return check;
}

Check checkDetails(Database& database)
{
    Check check{QStringLiteral("audit details"), true, {}};
    QStringList altered;
    QSet<qint64> missing;
    QSet<qint64> redacted;
    Statement rows(database, "SELECT a.seq, a.action, a.commitment, d.salt, d.detail FROM audit a"
                             " LEFT JOIN audit_detail d ON d.seq = a.seq ORDER BY a.seq");
    while (rows.step()) {
        if (rows.isNull(3))
            missing.insert(rows.integer(0));
        else if (commitmentOf(rows.blob(3), rows.text(4)) != rows.blob(2))
            altered << QString::number(rows.integer(0));
        else if (rows.text(1) == QLatin1String("redact"))
            addRedacted(rows.text(4), redacted);
    }
    const qsizetype gone = missing.size();
    missing.subtract(redacted);
    if (!altered.isEmpty()) {
        check.ok = false;
        check.detail = StoreText::tr("altered in rows %1").arg(altered.mid(0, 20).join(QStringLiteral(", ")));
    } else if (!missing.isEmpty()) {
        check.ok = false;
        check.detail = StoreText::tr("removed from %1").arg(counted(missing.size(), "row"));
    } else if (gone > 0) {
        check.detail = StoreText::tr("redacted in %1").arg(counted(gone, "row"));
    }
    return check;
}

} // namespace

QString localOffset(Micros at)
{
    const int seconds = QDateTime::fromMSecsSinceEpoch(at / microsPerMilli).offsetFromUtc();
    return QStringLiteral("%1%2:%3")
        .arg(QLatin1Char(seconds < 0 ? '-' : '+'))
        .arg(std::abs(seconds) / 3600, 2, 10, QLatin1Char('0'))
        .arg(std::abs(seconds) / 60 % 60, 2, 10, QLatin1Char('0'));
}

void appendAudit(const Transaction& transaction, const AuditStamp& stamp, const QString& action,
                 const QJsonObject& detail)
{
    Database& database = transaction.database();
    Row row;
    row.previous = QByteArray(32, '\0');
    {
        Statement last(database, "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1");
        if (last.step()) {
            row.sequence = last.integer(0);
            row.previous = last.blob(1);
        }
    }
    ++row.sequence;
    row.at = stamp.at;
    row.offset = stamp.offset;
    row.author = stamp.author;
    row.action = action;
    row.program = QStringLiteral("tideline " TIDELINE_VERSION);
    row.host = QSysInfo::machineHostName();
    QByteArray salt(16, Qt::Uninitialized);
    QRandomGenerator::system()->fillRange(reinterpret_cast<quint32*>(salt.data()), 4);
    const QString text = QString::fromUtf8(QJsonDocument(detail).toJson(QJsonDocument::Compact));
    row.commitment = commitmentOf(salt, text);
    row.hash = row.expectedHash();

    Statement(database, "INSERT INTO audit(seq, at, offset, author, action, program, host, commitment, previous, hash)"
                        " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")
        .bind(row.sequence, row.at, row.offset, row.author, row.action, row.program, row.host, row.commitment,
              row.previous, row.hash)
        .run();
    Statement(database, "INSERT INTO audit_detail(seq, salt, detail) VALUES(?1, ?2, ?3)")
        .bind(row.sequence, salt, text)
        .run();
    Statement(database, "INSERT INTO meta(key, value) VALUES('audit_head', ?1)"
                        " ON CONFLICT(key) DO UPDATE SET value = excluded.value")
        .bind(QString::fromLatin1(headText(row.sequence, row.hash)))
        .run();
}

std::vector<AuditEntry> loadAudit(Database& database)
{
    std::vector<AuditEntry> entries;
    Statement rows(database, "SELECT a.seq, a.at, a.offset, a.author, a.action, d.detail, a.hash FROM audit a"
                             " LEFT JOIN audit_detail d ON d.seq = a.seq ORDER BY a.seq");
    while (rows.step()) {
        entries.push_back({rows.integer(0), rows.integer(1), rows.text(2), rows.text(3), rows.text(4),
                           QJsonDocument::fromJson(rows.text(5).toUtf8()).object(),
                           QString::fromLatin1(rows.blob(6).toHex())});
    }
    return entries;
}

std::vector<Check> checkAudit(Database& database)
{
    return {checkChain(database), checkDetails(database)};
}

} // namespace tideline
