// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/importing/columnmapping.h"
#include "widgets/importing/filepreview.h"

#include <QHeaderView>

class QComboBox;

namespace tideline {

/// The header of the real rows: name of the column, what its values look like, and a box that says what it means.
class RoleHeader : public QHeaderView
{
    Q_OBJECT

public:
    explicit RoleHeader(QWidget* parent = nullptr);

    /// Section 0 is the line number and has no box.
    void setTable(const RawTable& table, FileKind kind);
    void showMapping(const ColumnMapping& mapping);
    QComboBox* box(int column) const { return m_boxes.value(column); }

    QSize sizeHint() const override;

signals:
    void fieldChosen(int column, const QString& field);

protected:
    void paintSection(QPainter* painter, const QRect& rect, int logicalIndex) const override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

public slots:
    void placeBoxes();

private:
    QComboBox* makeBox(int column, FileKind kind, const QString& name);

    QList<QComboBox*> m_boxes;
    QStringList m_names;
    QStringList m_summaries;
    ColumnMapping m_mapping;
};

} // namespace tideline
