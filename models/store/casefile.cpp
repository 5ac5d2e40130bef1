// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/casefile.h"

#include "models/store/casefileprivate.h"
#include "models/store/casetables.h"
#include "models/store/chunktable.h"
#include "models/store/durable.h"
#include "models/store/eventtable.h"
#include "models/store/fingerprint.h"
#include "models/store/seal.h"
#include "models/store/sourcetable.h"
#include "models/store/statement.h"
#include "models/store/storetext.h"
#include "models/store/verification.h"

#include <QFileInfo>
#include <QUuid>

namespace tideline {
namespace {

Error notFound(const QString& what)
{
    return {ErrorCode::NotFound, what, {}, {}};
}

} // namespace

CaseFile::CaseFile(std::unique_ptr<Private> p) : d(std::move(p)) {}
CaseFile::~CaseFile() = default;

Result<std::unique_ptr<CaseFile>> CaseFile::create(const QString& path, const CaseInfo& info, Clock clock)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    CaseInfo stored = info;
    if (stored.id.isEmpty())
        stored.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const Micros now = clock ? clock() : systemClock();
    auto opened = createCase(absolute, [&](const Transaction& transaction) {
        saveInfo(transaction, stored);
        sealAll(transaction);
        appendAudit(transaction, {now, localOffset(now), stored.author}, QStringLiteral("case.create"),
                    {{QStringLiteral("id"), stored.id}, {QStringLiteral("title"), stored.title}});
    });
    if (!opened)
        return opened.error();
    auto p = std::make_unique<Private>();
    p->core = std::make_shared<CaseCore>(absolute, std::move(*opened), std::move(clock));
    if (auto synced = syncFolder(QFileInfo(absolute).absolutePath()); !synced)
        return synced.error();
    return std::unique_ptr<CaseFile>(new CaseFile(std::move(p)));
}

Result<std::unique_ptr<CaseFile>> CaseFile::open(const QString& path, OpenMode mode, bool exclusive, Clock clock)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    OpeningOptions options;
    options.write = mode == OpenMode::ReadWrite;
    options.exclusive = exclusive;
    auto opened = openCase(absolute, options);
    if (!opened)
        return opened.error();
    auto p = std::make_unique<Private>();
    p->core = std::make_shared<CaseCore>(absolute, std::move(*opened), std::move(clock));
    return std::unique_ptr<CaseFile>(new CaseFile(std::move(p)));
}

QString CaseFile::path() const
{
    return d->core->path();
}
bool CaseFile::isReadOnly() const
{
    return d->core->isReadOnly();
}
QString CaseFile::readOnlyReason() const
{
    return d->core->readOnlyReason();
}
int CaseFile::schemaVersion() const
{
    return d->core->schemaVersion();
}

Result<CaseInfo> CaseFile::info() const
{
    return d->core->read<CaseInfo>(&loadInfo);
}

Result<void> CaseFile::setInfo(const CaseInfo& info)
{
    return d->core->change(QStringLiteral("case.edit"), [&](const Transaction& transaction) {
        const CaseInfo before = loadInfo(transaction.database());
        CaseInfo after = info;
        if (after.id.isEmpty())
            after.id = before.id;
        saveInfo(transaction, after);
        QJsonObject detail;
        const std::pair<const char*, QString CaseInfo::*> fields[] = {
            {"title", &CaseInfo::title},   {"number", &CaseInfo::number}, {"examiner", &CaseInfo::examiner},
            {"author", &CaseInfo::author}, {"zone", &CaseInfo::zone},     {"classification", &CaseInfo::classification},
        };
        for (const auto& [key, member] : fields) {
            if (before.*member != after.*member)
                detail.insert(QLatin1String(key), QJsonArray{before.*member, after.*member});
        }
        return detail;
    });
}

Result<std::vector<EventPtr>> CaseFile::events() const
{
    return d->core->read<std::vector<EventPtr>>(&loadEvents);
}

Result<EventPtr> CaseFile::event(const QString& id) const
{
    auto found = d->core->read<std::optional<Event>>([&](Database& database) { return loadEvent(database, id); });
    if (!found)
        return found.error();
    if (!*found)
        return notFound(StoreText::tr("There is no event %1").arg(id));
    return EventPtr(std::make_shared<Event>(std::move(**found)));
}

Result<std::vector<Annotation>> CaseFile::annotations() const
{
    return d->core->read<std::vector<Annotation>>(&loadAnnotations);
}

Result<void> CaseFile::putAnnotation(const Annotation& annotation)
{
    if (annotation.id.isEmpty())
        return Error{ErrorCode::BadArgument, StoreText::tr("An annotation needs an id"), {}, {}};
    return d->core->change(QStringLiteral("annotation.put"), [&](const Transaction& transaction) {
        Annotation stored = annotation;
        if (stored.author.isEmpty())
            stored.author = loadInfo(transaction.database()).author;
        if (stored.createdAt == 0)
            stored.createdAt = d->core->now();
        if (stored.changedAt == 0)
            stored.changedAt = d->core->now();
        saveAnnotation(transaction, stored);
        return annotationDetail(stored);
    });
}

Result<void> CaseFile::removeAnnotation(const QString& id)
{
    return d->core->change(QStringLiteral("annotation.remove"), [&](const Transaction& transaction) {
        removeAnnotationRow(transaction, id);
        return QJsonObject{{QStringLiteral("id"), id}};
    });
}

Result<std::vector<Window>> CaseFile::windows() const
{
    return d->core->read<std::vector<Window>>(&loadWindows);
}

Result<void> CaseFile::putWindow(const Window& window)
{
    return d->core->change(QStringLiteral("window.put"), [&](const Transaction& transaction) {
        saveWindow(transaction, window);
        return rangeDetail(window.name, window.range);
    });
}

Result<void> CaseFile::removeWindow(const QString& name)
{
    return d->core->change(QStringLiteral("window.remove"), [&](const Transaction& transaction) {
        removeWindowRow(transaction, name);
        return QJsonObject{{QStringLiteral("name"), name}};
    });
}

Result<std::vector<Subject>> CaseFile::subjects() const
{
    return d->core->read<std::vector<Subject>>(&loadSubjects);
}

Result<void> CaseFile::putSubject(const Subject& subject)
{
    return d->core->change(QStringLiteral("subject.put"), [&](const Transaction& transaction) {
        saveSubject(transaction, subject);
        return subjectDetail(subject);
    });
}

Result<void> CaseFile::removeSubject(const QString& name)
{
    return d->core->change(QStringLiteral("subject.remove"), [&](const Transaction& transaction) {
        removeSubjectRow(transaction, name);
        return QJsonObject{{QStringLiteral("name"), name}};
    });
}

Result<std::vector<Rule>> CaseFile::rules() const
{
    return d->core->read<std::vector<Rule>>(&loadRules);
}

Result<void> CaseFile::setRules(const std::vector<Rule>& rules)
{
    return d->core->change(QStringLiteral("rules.set"), [&](const Transaction& transaction) {
        saveRules(transaction, rules);
        return rulesDetail(rules);
    });
}

Result<std::vector<std::vector<Network>>> CaseFile::networks() const
{
    return d->core->read<std::vector<std::vector<Network>>>(&loadNetworks);
}

Result<QStringList> CaseFile::networkTables() const
{
    return d->core->read<QStringList>(&loadNetworkTables);
}

Result<void> CaseFile::putNetworks(const QString& name, const QString& date, const std::vector<Network>& networks)
{
    return d->core->change(QStringLiteral("networks.put"), [&](const Transaction& transaction) {
        saveNetworks(transaction, name, date, networks);
        return QJsonObject{{QStringLiteral("name"), name},
                           {QStringLiteral("date"), date},
                           {QStringLiteral("rows"), qint64(networks.size())}};
    });
}

Result<std::vector<NamedDocument>> CaseFile::documents(const QString& kind) const
{
    return d->core->read<std::vector<NamedDocument>>([&](Database& database) { return loadDocuments(database, kind); });
}

Result<void> CaseFile::putDocument(const NamedDocument& document)
{
    return d->core->change(document.kind + QStringLiteral(".put"), [&](const Transaction& transaction) {
        saveDocument(transaction, document);
        return QJsonObject{{QStringLiteral("name"), document.name}};
    });
}

Result<void> CaseFile::removeDocument(const QString& kind, const QString& name)
{
    return d->core->change(kind + QStringLiteral(".remove"), [&](const Transaction& transaction) {
        removeDocumentRow(transaction, kind, name);
        return QJsonObject{{QStringLiteral("name"), name}};
    });
}

Result<std::vector<AuditEntry>> CaseFile::audit() const
{
    return d->core->read<std::vector<AuditEntry>>(&loadAudit);
}

Result<void> CaseFile::logAction(const QString& action, const QJsonObject& detail)
{
    return d->core->change(action, [&](const Transaction&) { return detail; });
}

Result<std::vector<Check>> CaseFile::verify(const Progress& progress) const
{
    return d->core->withReader<std::vector<Check>>([&](Database& database) { return verifyCase(database, progress); });
}

Result<qint64> CaseFile::dataVersion() const
{
    return d->core->withOwner<qint64>([](Database& database) -> Result<qint64> {
        const qint64 version = database.number("PRAGMA data_version");
        if (auto error = database.takeError())
            return *error;
        return version;
    });
}

Result<QString> CaseFile::dataFingerprint() const
{
    auto version = dataVersion();
    if (!version)
        return version.error();
    const std::scoped_lock guard(d->fingerprintMutex);
    const Private::State state{*version, d->core->changes()};
    if (d->fingerprint.isEmpty() || d->fingerprintState != state) {
        auto fingerprint = d->core->read<QString>(&fingerprintOf);
        if (!fingerprint)
            return fingerprint;
        d->fingerprint = *fingerprint;
        d->fingerprintState = state;
    }
    return d->fingerprint;
}

} // namespace tideline
