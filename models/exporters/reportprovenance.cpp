// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/timetext.h"
#include "models/exporters/report.h"

#include <QHash>
#include <QJsonDocument>
#include <QMap>

namespace tideline {

using namespace Qt::StringLiterals;

namespace {

constexpr int examplesPerReason = 3;

QString memberText(const SubjectMember& member, const Zone& zone)
{
    QString text = member.prefix ? member.prefix->toString() : u"AS%1"_s.arg(member.asn);
    if (member.valid != TimeRange::all())
        text += u" ("_s + reportPeriod(member.valid, zone) + u')';
    return text;
}

QString weekendText(const Subject& subject)
{
    static const QStringList names = {u"Monday"_s, u"Tuesday"_s,  u"Wednesday"_s, u"Thursday"_s,
                                      u"Friday"_s, u"Saturday"_s, u"Sunday"_s};
    QStringList days;
    for (const int day : subject.weekend)
        days.append(names.value(day - 1));
    return days.join(u", "_s);
}

void writeWindows(const ReportContext& report)
{
    if (report.content.windows.empty())
        return;
    report.html.element("h3", u"Study windows"_s);
    std::vector<QStringList> rows;
    for (const Window& window : report.content.windows)
        rows.push_back({window.name, reportPeriod(window.range, Zone::utc()), reportPeriod(window.range, report.zone),
                        window.range.from == TimeRange::beginning() || window.range.to == TimeRange::end()
                            ? u"open"_s
                            : durationText(window.range.length()),
                        window.note});
    writeTextTable(report.html,
                   {u"Window"_s, u"UTC"_s, u"Local (%1)"_s.arg(report.zone.name()), u"Length"_s, u"Note"_s}, rows, {3});
}

void writeSubjects(const ReportContext& report)
{
    if (report.content.subjects.empty())
        return;
    report.html.element("h3", u"Subjects"_s);
    std::vector<QStringList> rows;
    for (const Subject& subject : report.content.subjects) {
        QStringList members;
        for (const SubjectMember& member : subject.members)
            members.append(memberText(member, report.zone));
        rows.push_back({subject.name, members.join(u", "_s), subject.zone, weekendText(subject),
                        u"%1–%2 h"_s.arg(subject.officeFrom).arg(subject.officeTo)});
    }
    writeTextTable(report.html, {u"Subject"_s, u"Prefixes and networks"_s, u"Zone"_s, u"Weekend"_s, u"Office hours"_s},
                   rows);
}

void writeRules(const ReportContext& report)
{
    if (report.content.rules.empty())
        return;
    report.html.element("h3", u"Rules"_s);
    std::vector<QStringList> rows;
    for (const RuleSet set : allRuleSets) {
        QStringList labels;
        qint64 count = 0;
        for (const Rule& rule : report.content.rules) {
            if (rule.set != set)
                continue;
            ++count;
            if (!labels.contains(rule.label))
                labels.append(rule.label);
        }
        if (count > 0)
            rows.push_back({ruleSetName(set), countText(count), labels.join(u", "_s)});
    }
    writeTextTable(report.html, {u"Set"_s, u"Rules"_s, u"Names that they give"_s}, rows, {1});
}

QString optionsText(const QJsonObject& options)
{
    return options.isEmpty() ? QString() : QString::fromUtf8(QJsonDocument(options).toJson(QJsonDocument::Compact));
}

void writeSource(const ReportContext& report, const Source& source)
{
    HtmlWriter& html = report.html;
    html.open("article", {{"class", u"panel source"_s}});
    html.open("h3").text(source.title.isEmpty() ? source.name : source.title);
    if (source.simulated)
        writeSimulatedBadge(html);
    if (source.withdrawn)
        html.element("span", u"Withdrawn"_s, {{"class", u"badge warning"_s}});
    html.close();
    html.open("dl", {{"class", u"facts"_s}});
    writeFact(html, u"File"_s, source.name);
    writeFact(html, u"Format"_s, source.format + u", "_s + source.kind);
    writeFact(html, u"Size"_s, countText(source.bytes) + u" bytes"_s);
    writeFact(html, u"Imported"_s, timeText(source.importedAt, Precision::Second, Zone::utc()) + u" UTC"_s);
    writeFact(html, u"Rows read"_s, countText(source.read));
    writeFact(html, u"Accepted"_s, countText(source.accepted));
    writeFact(html, u"Rejected"_s, countText(source.rejected));
    writeFact(html, u"Duplicates"_s, countText(source.duplicate));
    if (source.span) {
        writeFact(html, u"First to last (UTC)"_s, reportPeriod(*source.span, Zone::utc()));
        writeFact(html, u"First to last (%1)"_s.arg(report.zone.name()), reportPeriod(*source.span, report.zone));
    }
    html.close();
    html.open("dl", {{"class", u"facts wide"_s}});
    writeFact(html, u"SHA-256"_s, source.sha256, true);
    writeFact(html, u"Options"_s, optionsText(source.options), true);
    html.close();
    if (!source.notes.isEmpty()) {
        html.open("ul", {{"class", u"notes"_s}});
        for (const QString& note : source.notes)
            html.element("li", note);
        html.close();
    }
    html.close().literal("\n");
}

/// Rows not taken, by source and reason.
struct ProblemGroup
{
    qint64 count = 0;
    QStringList examples;
};

} // namespace

void writeReportFrame(const ReportContext& report)
{
    const ExportContent& content = report.content;
    if (content.windows.empty() && content.subjects.empty() && content.rules.empty())
        return;
    report.html.open("section");
    writeHeading(report, "frame", u"Windows, subjects and rules"_s);
    writeWindows(report);
    writeSubjects(report);
    writeRules(report);
    report.html.close().literal("\n");
}

void writeReportSources(const ReportContext& report)
{
    const std::vector<Source>& sources = report.content.sources;
    report.html.open("section");
    writeHeading(report, "sources", u"Where it comes from"_s, countText(qint64(sources.size())));
    if (sources.empty())
        report.html.element("p", u"Nothing was imported."_s, {{"class", u"empty"_s}});
    for (const Source& source : sources)
        writeSource(report, source);
    report.html.close().literal("\n");
}

void writeReportProblems(const ReportContext& report)
{
    QHash<qint64, QString> names;
    for (const Source& source : report.content.sources)
        names.insert(source.id, source.name);
    QMap<std::pair<qint64, QString>, ProblemGroup> groups;
    for (const Problem& problem : report.content.problems) {
        ProblemGroup& group = groups[{problem.source, problem.reason}];
        if (++group.count <= examplesPerReason)
            group.examples.append(u"line %1: %2"_s.arg(QString::number(problem.line), problem.text.left(200)));
    }
    report.html.open("section");
    writeHeading(report, "problems", u"Rows not taken"_s, countText(qint64(report.content.problems.size())));
    if (groups.isEmpty()) {
        report.html.element("p", u"Every row was taken."_s, {{"class", u"empty"_s}});
    } else {
        std::vector<QStringList> rows;
        for (auto group = groups.begin(); group != groups.end(); ++group)
            rows.push_back({names.value(group.key().first, u"source %1"_s.arg(group.key().first)), group.key().second,
                            countText(group->count), group->examples.join(u'\n')});
        writeTextTable(report.html, {u"File"_s, u"Reason"_s, u"Rows"_s, u"For example"_s}, rows, {2});
    }
    report.html.close().literal("\n");
}

void writeReportIntegrity(const ReportContext& report)
{
    HtmlWriter& html = report.html;
    html.open("section");
    writeHeading(report, "integrity", u"How to check this"_s);
    html.open("div", {{"class", u"panel"_s}}).open("dl", {{"class", u"facts wide"_s}});
    writeFact(html, u"Head of the audit log"_s, report.content.auditHead, true);
    const QByteArray& audit = report.content.auditJsonl;
    const qint64 entries = audit.count('\n') + (!audit.isEmpty() && !audit.endsWith('\n'));
    writeFact(html, u"Entries in it"_s, countText(entries));
    writeFact(html, u"Fingerprint of the data"_s, report.content.dataFingerprint, true);
    html.close();
    html.open("p")
        .text(u"If this report came in a case folder, its files can be checked there without any program "
              "of ours:"_s)
        .close();
    html.element("pre", u"sha256sum -c manifest-sha256.txt"_s);
    html.open("p")
        .text(u"That says whether a file was altered. The next also finds what was added or removed, and "
              "checks the manifest itself; it takes the folder, the zip, or the case file:"_s)
        .close();
    html.element("pre", u"tideline-cli verify PATH"_s);
    html.open("p").text(u"Neither can tell whether somebody made the whole folder anew. Keep the head of the audit log "
                        "somewhere else: every later state of the case contains it, and a rewritten one does not."_s);
    html.close().close();
    html.element("p", QStringLiteral("Made by Tideline " TIDELINE_VERSION), {{"class", u"colophon"_s}});
    html.close().literal("\n");
}

} // namespace tideline
