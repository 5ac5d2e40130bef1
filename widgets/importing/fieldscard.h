// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/importing/columnmapping.h"

#include <QFrame>
#include <QMap>

class QGridLayout;
class QLabel;
class QLineEdit;

namespace tideline {

/// What an event or a series needs or can have, which column gives it, and a text for all rows where none does.
class FieldsCard : public QFrame
{
    Q_OBJECT

public:
    explicit FieldsCard(QWidget* parent = nullptr);

    void showMapping(const ColumnMapping& mapping, const QStringList& names);

signals:
    void constantChosen(const QString& field, const QString& text);

private:
    struct Row
    {
        QLabel* mark;
        QLabel* given;
        QLineEdit* constant;
    };
    void build(FileKind kind);

    QLabel* m_title;
    QGridLayout* m_grid;
    QMap<QString, Row> m_rows;
    std::optional<FileKind> m_kind;
};

} // namespace tideline
