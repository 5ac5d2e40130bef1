// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/eventmodel.h"

namespace tideline {

void EventModel::setEvents(const std::vector<EventPtr>& events, const std::vector<Annotation>& annotations)
{
    QHash<QString, EventRow> added;
    for (const Annotation& annotation : annotations) {
        EventRow& row = added[annotation.eventId];
        row.starred = row.starred || annotation.starred;
        row.notes += annotation.text.isEmpty() ? 0 : 1;
    }
    beginResetModel();
    m_rows.clear();
    m_rowOf.clear();
    m_rows.reserve(events.size());
    for (const EventPtr& event : events) {
        EventRow row = added.value(event->id);
        row.event = event;
        m_rowOf.insert(event->id, static_cast<int>(m_rows.size()));
        m_rows.push_back(std::move(row));
    }
    endResetModel();
}

void EventModel::setZone(const Zone& zone)
{
    m_zone = zone;
    if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {Qt::DisplayRole});
    emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

int EventModel::rowOf(const QString& id) const
{
    return m_rowOf.value(id, -1);
}

EventPtr EventModel::eventAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_rows[static_cast<std::size_t>(row)].event : nullptr;
}

int EventModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int EventModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(eventColumns().size());
}

QVariant EventModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount())
        return {};
    const EventRow& row = m_rows[static_cast<std::size_t>(index.row())];
    const EventColumn& column = eventColumns()[static_cast<std::size_t>(index.column())];
    switch (role) {
    case Qt::DisplayRole:
        return column.text(row, m_zone);
    case Qt::TextAlignmentRole:
        return QVariant((column.isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case SortRole:
        return column.sortKey(row);
    case IdRole:
        return row.event->id;
    case CategoryRole:
        return row.event->category;
    case VerifiedRole:
        return row.event->verified;
    case StarredRole:
        return row.starred;
    default:
        return {};
    }
}

QVariant EventModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == KeyRole)
        return eventColumns()[static_cast<std::size_t>(section)].key;
    if (role != Qt::DisplayRole)
        return {};
    const EventColumn& column = eventColumns()[static_cast<std::size_t>(section)];
    return column.followsZone ? QStringLiteral("%1 (%2)").arg(column.title, m_zone.name()) : column.title;
}

} // namespace tideline
