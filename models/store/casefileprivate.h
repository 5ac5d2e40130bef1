// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/casecore.h"
#include "models/store/casefile.h"

#include <QJsonArray>

#include <mutex>
#include <utility>

namespace tideline {

struct CaseFile::Private
{
    using State = std::pair<qint64, quint64>; ///< commits of others, commits of our own

    std::shared_ptr<CaseCore> core;
    mutable std::mutex fingerprintMutex;
    mutable State fingerprintState;
    mutable QString fingerprint;
};

// What the audit log says about a value.
QJsonObject annotationDetail(const Annotation& annotation);
QJsonObject rangeDetail(const QString& name, const TimeRange& range);
QJsonObject subjectDetail(const Subject& subject);
QJsonObject rulesDetail(const std::vector<Rule>& rules);
QJsonObject mergesDetail(const std::vector<EventMerge>& merges);
QJsonObject sourceDetail(const Source& source);
/// The fields that differ, each with the text before and after.
QJsonObject eventDetail(const Event& before, const Event& after);

} // namespace tideline
