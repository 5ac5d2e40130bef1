// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/measure.h"

#include "models/analysis/catalogue.h"
#include "models/analysis/coverage.h"
#include "models/analysis/recordquestion.h"
#include "models/query/fields.h"

#include <QJsonDocument>

#include <algorithm>
#include <openssl/evp.h>

namespace tideline {

namespace {

QString sha256(const QByteArray& bytes)
{
    QByteArray digest(EVP_MAX_MD_SIZE, '\0');
    unsigned int length = 0;
    EVP_Digest(bytes.constData(), std::size_t(bytes.size()), reinterpret_cast<unsigned char*>(digest.data()), &length,
               EVP_sha256(), nullptr);
    return QString::fromLatin1(digest.left(int(length)).toHex());
}

bool isTouched(const Source& source, const std::vector<FlowQuestion>& plan)
{
    if (!source.span)
        return true;
    return std::any_of(plan.begin(), plan.end(), [&](const FlowQuestion& question) {
        return source.span->from < question.range.to && source.span->to >= question.range.from;
    });
}

void addSources(MeasureResult& result, const Measure& measure, const Question& question, const CaseFacts& facts,
                const std::vector<FlowQuestion>& plan)
{
    if (!question.series.isEmpty()) {
        if (const auto asked = lookUp(question, facts))
            addSources(result, facts, sourcesOf(*asked->series, asked->range));
        return;
    }
    for (const Source& source : facts.sources) {
        const bool isMeant =
            measure.ofFlows ? source.kind == u"flows" && isTouched(source, plan) : source.kind == u"events";
        if (isMeant)
            addSource(result, source);
    }
}

void noteSimulation(MeasureResult& result, const CaseFacts& facts)
{
    QStringList simulated;
    for (const Source& source : facts.sources) {
        const auto same = [&source](const auto& used) { return used.sha256 == source.sha256 && used.simulated; };
        if (source.simulated && std::any_of(result.sources.begin(), result.sources.end(), same))
            simulated.append(source.title.isEmpty() ? source.name : source.title);
    }
    if (!simulated.isEmpty()) {
        result.notes.append(QStringLiteral("Simulated traffic, not a record of what happened: %1.")
                                .arg(simulated.join(QStringLiteral(", "))));
    }
}

bool names(const ExpressionPtr& expression, const QStringList& fields)
{
    if (!expression)
        return false;
    if (expression->field && fields.contains(QLatin1String(expression->field->name)))
        return true;
    return std::any_of(expression->children.begin(), expression->children.end(),
                       [&](const ExpressionPtr& child) { return names(child, fields); });
}

/// A country or a network of a peer is only as good as the table that says so.
void noteNetworkTables(MeasureResult& result, const CaseFacts& facts, const std::vector<FlowQuestion>& plan)
{
    const bool uses = std::any_of(plan.begin(), plan.end(), [](const FlowQuestion& question) {
        const auto byPlace = [](Dimension dimension) {
            return dimension == Dimension::Country || dimension == Dimension::Asn;
        };
        return std::any_of(question.by.begin(), question.by.end(), byPlace) ||
               names(question.where, {QStringLiteral("country"), QStringLiteral("asn")});
    });
    if (!uses)
        return;
    result.notes.append(facts.networkTables.isEmpty()
                            ? QStringLiteral("The case has no table of countries and networks (enrich adds one).")
                            : QStringLiteral("Countries and networks are by %1; later tables win.")
                                  .arg(facts.networkTables.join(QStringLiteral(", "))));
}

Result<MeasureResult> askFlows(const Measure& measure, const Question& question, const CaseFacts& facts,
                               const FlowStore& flows, const Progress& progress, const FirstResult& first)
{
    const auto plan = measure.plan ? measure.plan(question, facts) : std::vector<FlowQuestion>{};
    if (!plan)
        return plan.error();
    const auto finish = [&](const std::vector<FlowAggregate>& answers) {
        auto result = measure.finish(question, facts, answers);
        if (result) {
            noteNetworkTables(*result, facts, *plan);
            addSources(*result, measure, question, facts, *plan);
        }
        return result;
    };
    FlowStore::FirstPicture picture;
    if (first && plan->size() == 1)
        picture = [&](const FlowAggregate& soFar, double share) {
            first(share, [&] {
                auto result = finish({soFar});
                if (result)
                    result->share = share;
                return result;
            });
        };
    std::vector<FlowAggregate> answers;
    for (std::size_t i = 0; i < plan->size(); ++i) {
        auto answer = flows.aggregate(
            (*plan)[i], progress.part(double(i) / double(plan->size()), 1.0 / double(plan->size())), picture);
        if (!answer)
            return answer.error();
        answers.push_back(std::move(*answer));
    }
    return finish(answers);
}

Result<MeasureResult> askRecords(const Measure& measure, const Question& question, const CaseFacts& facts,
                                 const RecordStore* records, const Progress& progress)
{
    if (records)
        return measure.read(question, facts, *records, progress);
    return Error{ErrorCode::NotFound,
                 QStringLiteral("“%1” reads routes or name queries").arg(measure.name),
                 {},
                 QStringLiteral("Ask it of a case file that holds them")};
}

} // namespace

const Window* CaseFacts::window(const QString& name) const
{
    const auto it =
        std::find_if(windows.begin(), windows.end(), [&](const Window& window) { return window.name == name; });
    return it == windows.end() ? nullptr : &*it;
}

void addSource(MeasureResult& result, const Source& source)
{
    const auto same = [&source](const auto& used) { return used.name == source.name && used.sha256 == source.sha256; };
    if (std::none_of(result.sources.begin(), result.sources.end(), same))
        result.sources.push_back({source.name, source.sha256, source.simulated});
}

std::vector<TimeRange> CaseFacts::coverage() const
{
    std::vector<TimeRange> ranges;
    for (const Source& source : sources) {
        if (source.kind != u"flows" || source.withdrawn)
            continue;
        ranges.insert(ranges.end(), source.coverage.begin(), source.coverage.end());
        if (source.coverage.empty() && source.span)
            ranges.push_back(*source.span);
    }
    if (ranges.empty() && flowSpan)
        ranges.push_back(*flowSpan);
    return mergedCoverage(std::move(ranges));
}

const std::vector<Measure>& measures()
{
    static const std::vector<Measure> all = {
        volumeMeasure(),       indexMeasure(),      compareMeasure(), rhythmMeasure(),      routesMeasure(),
        routeLanesMeasure(),   servicesMeasure(),   contentMeasure(), obfuscationMeasure(), dnsTunnelMeasure(),
        miningMeasure(),       presenceMeasure(),   talkersMeasure(), firstSeenMeasure(),   availabilityMeasure(),
        changepointsMeasure(), eventStudyMeasure(), countsMeasure(),  lossesMeasure(),      valuationMeasure(),
        ladderMeasure(),       testsMeasure(),      casesMeasure(),
    };
    return all;
}

const Measure* measureNamed(const QString& name)
{
    const auto& all = measures();
    const auto it = std::find_if(all.begin(), all.end(), [&](const Measure& measure) { return measure.name == name; });
    return it == all.end() ? nullptr : &*it;
}

Result<MeasureResult> runMeasure(const Question& question, const CaseFacts& facts, const Stores& stores,
                                 const Progress& progress, const FirstResult& first)
{
    const Measure* measure = measureNamed(question.measure);
    if (!measure) {
        QStringList names;
        for (const Measure& known : measures())
            names.append(known.name);
        return Error{
            ErrorCode::NotFound,
            QStringLiteral("there is no measure “%1”").arg(question.measure),
            {},
            QStringLiteral("Nearest: %1").arg(nearestNames(question.measure, names).join(QStringLiteral(", ")))};
    }
    const auto complete = measure->complete(question, facts);
    if (!complete)
        return complete.error();
    const bool ofRecords = measure->read && (!measure->reads || measure->reads(*complete, facts));
    auto result = ofRecords ? askRecords(*measure, *complete, facts, stores.records, progress)
                            : askFlows(*measure, *complete, facts, stores.flows, progress, first);
    if (!result)
        return result;
    noteSimulation(*result, facts);
    result->fingerprint =
        sha256(QJsonDocument(result->question).toJson(QJsonDocument::Compact) + '\n' + facts.dataFingerprint.toUtf8());
    return result;
}

} // namespace tideline
