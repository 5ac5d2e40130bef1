// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/eventcolumns.h"

#include <QAbstractTableModel>
#include <QHash>

namespace tideline {

/// Events as rows. Raw values only: shapes, icons and fonts are the view's.
class EventModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    /// KeyRole, of headers: the stable name of a column.
    enum Role { KeyRole = Qt::UserRole, SortRole, IdRole, CategoryRole, VerifiedRole, StarredRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setEvents(const std::vector<EventPtr>& events, const std::vector<Annotation>& annotations);
    void setZone(const Zone& zone);
    int rowOf(const QString& id) const; ///< -1 if it is not shown
    EventPtr eventAt(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<EventRow> m_rows;
    QHash<QString, int> m_rowOf;
    Zone m_zone;
};

} // namespace tideline
