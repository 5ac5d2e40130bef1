// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/casetables.h"

#include "models/store/seal.h"
#include "models/store/statement.h"
#include "models/store/storetext.h"

#include <QJsonDocument>

namespace tideline {
namespace {

struct InfoField
{
    const char* key;
    QString CaseInfo::*member;
};
constexpr InfoField infoFields[] = {
    {"case_id", &CaseInfo::id},
    {"case_title", &CaseInfo::title},
    {"case_number", &CaseInfo::number},
    {"case_examiner", &CaseInfo::examiner},
    {"case_classification", &CaseInfo::classification},
    {"case_author", &CaseInfo::author},
    {"case_zone", &CaseInfo::zone},
};

void mustHaveChanged(Database& database, const QString& what)
{
    if (!database.failed() && database.changedRows() == 0)
        database.fail(Error{ErrorCode::NotFound, StoreText::tr("There is no %1").arg(what), {}, {}});
}

} // namespace

CaseInfo loadInfo(Database& database)
{
    CaseInfo info;
    Statement value(database, "SELECT value FROM meta WHERE key = ?1");
    for (const auto& [key, member] : infoFields) {
        if (value.bind(key).step())
            info.*member = value.text(0);
        value.run();
    }
    return info;
}

void saveInfo(const Transaction& transaction, const CaseInfo& info)
{
    Statement save(transaction.database(), "INSERT INTO meta(key, value) VALUES(?1, ?2)"
                                           " ON CONFLICT(key) DO UPDATE SET value = excluded.value");
    for (const auto& [key, member] : infoFields)
        save.bind(key, info.*member).run();
    seal(transaction, {"meta"});
}

std::vector<Annotation> loadAnnotations(Database& database)
{
    std::vector<Annotation> annotations;
    QHash<QString, std::size_t> places;
    {
        Statement rows(database, "SELECT id, event, t_from, t_to, text, starred, author, created_at, changed_at"
                                 " FROM annotation ORDER BY created_at, id");
        while (rows.step()) {
            places.insert(rows.text(0), annotations.size());
            annotations.push_back({rows.text(0),
                                   rows.text(1),
                                   {rows.integer(2), rows.integer(3)},
                                   rows.text(4),
                                   {},
                                   rows.integer(5) != 0,
                                   rows.text(6),
                                   rows.integer(7),
                                   rows.integer(8)});
        }
    }
    Statement tags(database, "SELECT annotation, tag FROM annotation_tag ORDER BY annotation, ordinal");
    while (tags.step()) {
        if (const auto place = places.constFind(tags.text(0)); place != places.constEnd())
            annotations[*place].tags << tags.text(1);
    }
    return annotations;
}

void saveAnnotation(const Transaction& transaction, const Annotation& annotation)
{
    Database& database = transaction.database();
    Statement(database, "DELETE FROM annotation WHERE id = ?1").bind(annotation.id).run();
    Statement(database, "INSERT INTO annotation VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")
        .bind(annotation.id, annotation.eventId, annotation.period.from, annotation.period.to, annotation.text,
              annotation.starred, annotation.author, annotation.createdAt, annotation.changedAt)
        .run();
    Statement tag(database, "INSERT INTO annotation_tag VALUES(?1, ?2, ?3)");
    for (qsizetype i = 0; i < annotation.tags.size(); ++i)
        tag.bind(annotation.id, i, annotation.tags[i]).run();
    seal(transaction, {"annotation", "annotation_tag"});
}

void removeAnnotationRow(const Transaction& transaction, const QString& id)
{
    Statement(transaction.database(), "DELETE FROM annotation WHERE id = ?1").bind(id).run();
    mustHaveChanged(transaction.database(), StoreText::tr("annotation %1").arg(id));
    seal(transaction, {"annotation", "annotation_tag"});
}

std::vector<Window> loadWindows(Database& database)
{
    std::vector<Window> windows;
    Statement rows(database, "SELECT name, t_from, t_to, note FROM time_window ORDER BY t_from, name");
    while (rows.step())
        windows.push_back({rows.text(0), {rows.integer(1), rows.integer(2)}, rows.text(3)});
    return windows;
}

void saveWindow(const Transaction& transaction, const Window& window)
{
    Statement(transaction.database(), "INSERT INTO time_window VALUES(?1, ?2, ?3, ?4) ON CONFLICT(name) DO UPDATE SET"
                                      " t_from = excluded.t_from, t_to = excluded.t_to, note = excluded.note")
        .bind(window.name, window.range.from, window.range.to, window.note)
        .run();
    seal(transaction, {"time_window"});
}

void removeWindowRow(const Transaction& transaction, const QString& name)
{
    Statement(transaction.database(), "DELETE FROM time_window WHERE name = ?1").bind(name).run();
    mustHaveChanged(transaction.database(), StoreText::tr("window \"%1\"").arg(name));
    seal(transaction, {"time_window"});
}

std::vector<NamedDocument> loadDocuments(Database& database, const QString& kind)
{
    std::vector<NamedDocument> documents;
    Statement rows(database, "SELECT name, content FROM document WHERE kind = ?1 ORDER BY name");
    rows.bind(kind);
    while (rows.step())
        documents.push_back({kind, rows.text(0), QJsonDocument::fromJson(rows.text(1).toUtf8()).object()});
    return documents;
}

void saveDocument(const Transaction& transaction, const NamedDocument& document)
{
    Statement(transaction.database(), "INSERT INTO document VALUES(?1, ?2, ?3)"
                                      " ON CONFLICT(kind, name) DO UPDATE SET content = excluded.content")
        .bind(document.kind, document.name,
              QString::fromUtf8(QJsonDocument(document.content).toJson(QJsonDocument::Compact)))
        .run();
    seal(transaction, {"document"});
}

void removeDocumentRow(const Transaction& transaction, const QString& kind, const QString& name)
{
    Statement(transaction.database(), "DELETE FROM document WHERE kind = ?1 AND name = ?2").bind(kind, name).run();
    mustHaveChanged(transaction.database(), StoreText::tr("%1 \"%2\"").arg(kind, name));
    seal(transaction, {"document"});
}

} // namespace tideline
