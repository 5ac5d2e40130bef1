// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/table.h"

#include <QDialog>

namespace tideline {

/// The filter language on one page: its form, examples that can be tried, and every field that it knows.
class FilterHelp : public QDialog
{
    Q_OBJECT

public:
    explicit FilterHelp(QWidget* parent = nullptr);

signals:
    void exampleChosen(const QString& expression);
};

/// The fields of the filter language as a table: name, of what, type, meaning.
Table filterFieldTable();
/// Expressions that the help offers; all can be read.
QStringList filterExamples();

} // namespace tideline
