// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/importing/columnmapping.h"

#include <QWidget>

class QComboBox;
class QLineEdit;

namespace tideline {

class ZoneCombo;

/// How the file writes things: kind, order of dates, zone, decimal sign, delimiter; for series also unit and bins.
class WritingBar : public QWidget
{
    Q_OBJECT

public:
    explicit WritingBar(QWidget* parent = nullptr);

    void showMapping(const ColumnMapping& mapping);
    /// The sheets of a workbook. `document`: no bytes to say anything about.
    void showFile(const QStringList& sheets, const QString& sheet, bool document);

signals:
    void kindChosen(tideline::FileKind kind);
    void sheetChosen(const QString& sheet);
    /// An empty value removes the option.
    void optionChosen(const QString& key, const QString& value);

private:
    QComboBox* choice(const QString& title, const QString& key, const QList<std::pair<QString, QString>>& values);
    void add(const QString& title, QWidget* field);
    static void select(QComboBox* box, const QString& value);

    QComboBox* m_sheet;
    QComboBox* m_kind;
    QComboBox* m_dates;
    ZoneCombo* m_zone;
    QComboBox* m_decimal;
    QComboBox* m_delimiter;
    QComboBox* m_encoding;
    QComboBox* m_header;
    QLineEdit* m_unit;
    QComboBox* m_bin;
    QComboBox* m_width;
    QList<QWidget*> m_seriesOnly;
    QList<QWidget*> m_bytesOnly; ///< not for workbooks
};

} // namespace tideline
