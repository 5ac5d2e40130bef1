// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/flowbatch.h"
#include "models/store/casefile.h"

#include <QTest>

#include <memory>

namespace tideline {

/// Values with every field filled in, no two alike.
Event fullEvent(const QString& id);
Event plainEvent(int number);
Annotation fullAnnotation(const QString& id);
Subject fullSubject(const QString& name);
Rule fullRule(const QString& label);
FlowBatch flowBatch(std::size_t rows, int seed);
SeriesPoint seriesPoint(int number);
RouteRecord routeRecord(int number);
DnsRecord dnsRecord(int number);
Actor actorOf(int number);
Source sourceOf(const QString& name);
CaseInfo caseInfo();

/// Imports everything that a source can bring in one block.
Source importSample(CaseFile& file, const QString& name, int firstEvent, int events, int seed);

/// Block `block` of import `number`: ten events, twenty flows, five routes, three DNS queries, an actor, a member of a
/// subject. Thirty records.
ImportWriter::Rows blockRows(int number, int block, qint64 source);

/// How many more rounds the long run makes.
inline int rounds(int normal, int thorough)
{
    return qEnvironmentVariableIsSet("TIDELINE_LONG") ? thorough : normal;
}

/// "name: detail" of the checks that failed.
QStringList failures(const Result<std::vector<Check>>& checks);

} // namespace tideline

/// The value of a Result, or the test ends here.
#define TAKE(variable, expression)                                                                                     \
    auto variable##Result = (expression);                                                                              \
    QVERIFY2(variable##Result.ok(), variable##Result.ok() ? "" : qPrintable(variable##Result.error().text()));         \
    auto& variable = variable##Result.value()

#define SUCCEED(expression)                                                                                            \
    do {                                                                                                               \
        const auto outcome = (expression);                                                                             \
        QVERIFY2(outcome.ok(), outcome.ok() ? "" : qPrintable(outcome.error().text()));                                \
    } while (false)

#define FAIL_WITH(expression, expected)                                                                                \
    do {                                                                                                               \
        const auto outcome = (expression);                                                                             \
        QVERIFY(!outcome.ok());                                                                                        \
        QVERIFY2(outcome.error().code == (expected), qPrintable(outcome.error().text()));                              \
        QVERIFY(!outcome.error().what.isEmpty());                                                                      \
    } while (false)
