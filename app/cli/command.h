// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "models/core/table.h"
#include "models/session/measuring.h"
#include "models/store/casefile.h"

#include <QJsonObject>

#include <memory>
#include <vector>

namespace tideline {

/// The contract's exit codes; "could not" wins over "check failed" over "rows rejected".
enum class Exit { Done = 0, CheckFailed = 1, CouldNot = 2, RowsRejected = 3 };

/// One verb. `run` prints its answer on standard output; an Error becomes one line on standard error and exit 2.
struct Command
{
    QString name;
    QString usage; ///< after the name
    QString description;
    QStringList options; ///< without dashes
    int least = 0;       ///< positional words needed
    Result<Exit> (*run)(const Arguments& arguments);
    bool needsGui = false; ///< draws: runs under an offscreen application
};

std::vector<Command> caseCommands();
std::vector<Command> setupCommands();
std::vector<Command> sourceCommands();
std::vector<Command> dataCommands();
std::vector<Command> listCommands();
std::vector<Command> measureCommands();
std::vector<Command> outputCommands();
std::vector<Command> attachCommands();

/// A case with its snapshot, opened for one verb.
struct OpenCase
{
    std::unique_ptr<CaseFile> file;
    CaseSnapshotPtr snapshot;
    Zone zone; ///< --zone, else the case's
};
/// `writing`: Busy if another program holds the case.
Result<std::unique_ptr<CaseFile>> openFile(const QString& path, bool writing);
Result<OpenCase> openCase(const Arguments& arguments, bool writing);

void printJson(const QJsonObject& json);
void printLine(const QString& line);
void printError(const QString& line);
/// As --json, --csv or aligned text; `zone` set only where --zone was given.
void printTable(const Table& table, const Arguments& arguments, const Zone& zone);
/// A progress that prints nothing unless standard error is a terminal.
Progress terminalProgress();

/// --from and --to, as [from, to); a date given as --to means the end of that day.
Result<std::optional<TimeRange>> rangeArgument(const Arguments& arguments, const Zone& zone);
Micros currentTime();
/// One end of a span as JSON.
QJsonValue timeOrNull(const std::optional<TimeRange>& range, Micros TimeRange::*end);
Result<QByteArray> readFile(const QString& path);

} // namespace tideline
