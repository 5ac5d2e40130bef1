// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/importing/pairmodel.h"

#include "models/core/timetext.h"
#include "widgets/theme/text.h"

#include <QCoreApplication>

#include <algorithm>

namespace tideline {

PairModel::PairModel(CaseSession* session, ImportList* list, bool ofImport, QObject* parent)
    : QAbstractTableModel(parent), m_session(session), m_list(list), m_ofImport(ofImport)
{
    refresh();
}

void PairModel::refresh()
{
    std::vector<Row> rows;
    QSet<QString> shown; // what stands by itself in the case now
    if (m_ofImport && m_session->isOpen()) {
        for (const EventPtr& event : m_session->snapshot()->facts.events)
            shown.insert(event->id);
    }
    for (int i = 0; i < m_list->size(); ++i) {
        const auto& report = m_ofImport ? m_list->item(i).report : m_list->item(i).check;
        for (const MergedPair& pair : report ? report->merged : std::vector<MergedPair>()) {
            rows.push_back({i, pair});
            if (m_ofImport)
                rows.back().pair.split = shown.contains(pair.with->id);
        }
    }
    const auto same = [](const Row& a, const Row& b) {
        return a.file == b.file && a.pair.event == b.pair.event && a.pair.with == b.pair.with;
    };
    if (rows.size() == m_rows.size() && std::equal(rows.begin(), rows.end(), m_rows.begin(), same)) {
        m_rows = std::move(rows);
        if (!m_rows.empty())
            emit dataChanged(index(0, 0), index(count() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int PairModel::disagreeing() const
{
    return int(
        std::count_if(m_rows.begin(), m_rows.end(), [](const Row& row) { return !row.pair.disagrees.isEmpty(); }));
}

int PairModel::keptApart() const
{
    return int(std::count_if(m_rows.begin(), m_rows.end(), [](const Row& row) { return row.pair.split; }));
}

void PairModel::setApart(const QList<int>& rows, bool apart)
{
    QMap<int, QList<std::pair<QString, QString>>> pairs; // of each file
    for (const int row : rows) {
        const Row& each = m_rows[std::size_t(row)];
        pairs[each.file] += {each.pair.event->id, each.pair.with->id};
    }
    for (auto it = pairs.begin(); it != pairs.end(); ++it)
        m_list->keepApart(it.key(), it.value(), apart);
}

int PairModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : count();
}

int PairModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString PairModel::text(const Row& row, int column) const
{
    const MergedPair& pair = row.pair;
    switch (column) {
    case One:
        return m_ofImport ? (pair.split ? tr("two events") : tr("one event"))
                          : (pair.split ? tr("kept apart") : tr("one event"));
    case InCase:
        return pair.event->title;
    case InFile:
        return pair.with->title;
    case When:
        return timeText(pair.with->time, m_session->zone());
    case Disagrees:
        return pair.disagrees.isEmpty() ? tr("nothing") : pair.disagrees.join(QStringLiteral("; "));
    case By:
        return pair.by;
    case File:
        return m_list->item(row.file).name();
    default:
        return {};
    }
}

QVariant PairModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row& row = m_rows[std::size_t(index.row())];
    if (role == Qt::DisplayRole)
        return text(row, index.column());
    if (role == Qt::ToolTipRole)
        return plainToolTip(index.column() == Disagrees ? row.pair.disagrees.join(u'\n') : text(row, index.column()));
    if (role == Qt::CheckStateRole && index.column() == One && !m_ofImport)
        return row.pair.split ? Qt::Unchecked : Qt::Checked;
    return {};
}

bool PairModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::CheckStateRole || index.column() != One || m_ofImport || index.row() >= count())
        return false;
    setApart({index.row()}, value.toInt() != int(Qt::Checked));
    return true;
}

QVariant PairModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static const char* const titles[] = {QT_TR_NOOP("Becomes"),     QT_TR_NOOP("In the case"),
                                         QT_TR_NOOP("In the file"), QT_TR_NOOP("What disagrees (case | file)"),
                                         QT_TR_NOOP("When"),        QT_TR_NOOP("Why they look the same"),
                                         QT_TR_NOOP("File")};
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    return section == One && m_ofImport ? tr("Is now") : tr(titles[section]);
}

Qt::ItemFlags PairModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags usual = QAbstractTableModel::flags(index);
    return index.column() == One && !m_ofImport ? usual | Qt::ItemIsUserCheckable : usual;
}

Table pairFields(const MergedPair& pair, const QString& caseSource, const QString& fileSource, const Zone& zone)
{
    Table table;
    const auto tr = [](const char* text) { return PairModel::tr(text); };
    table.columns = {{QStringLiteral("mark"), {}, ColumnType::String, {}},
                     {QStringLiteral("field"), tr("Field"), ColumnType::String, {}},
                     {QStringLiteral("case"), tr("In the case"), ColumnType::String, {}},
                     {QStringLiteral("file"), tr("In the file"), ColumnType::String, {}}};
    const auto add = [&table](const QString& title, const QString& mine, const QString& theirs, bool compared = true) {
        if (mine.isEmpty() && theirs.isEmpty())
            return;
        if (mine == u"0" && theirs == u"0")
            return; // counts of nothing
        const bool both = !mine.isEmpty() && !theirs.isEmpty();
        const bool same = mine.simplified().compare(theirs.simplified(), Qt::CaseInsensitive) == 0;
        const QString mark = !compared || !both ? QString() : same ? QStringLiteral("=") : QStringLiteral("≠");
        table.rows.push_back({mark, title, mine, theirs});
    };
    const Event &mine = *pair.event, &theirs = *pair.with;
    add(tr("Source"), caseSource, fileSource, false);
    add(tr("When"), timeText(mine.time, zone), timeText(theirs.time, zone));
    add(tr("As written"), mine.time.original, theirs.time.original);
    for (const EventField& field : eventFields()) {
        const QString key = QString::fromLatin1(field.key);
        if (key != u"id" && key != u"at")
            add(QCoreApplication::translate("EventField", field.title), field.get(mine), field.get(theirs));
    }
    QMap<QString, QString> extra = mine.extra;
    extra.insert(theirs.extra);
    for (auto it = extra.begin(); it != extra.end(); ++it)
        add(it.key(), mine.extra.value(it.key()), theirs.extra.value(it.key()));
    // What disagrees comes first, what is the same last.
    const auto rank = [](const std::vector<Cell>& row) {
        const QString mark = std::get<QString>(row.front());
        return mark == u"≠" ? 0 : mark.isEmpty() ? 1 : 2;
    };
    std::stable_sort(table.rows.begin() + 1, table.rows.end(),
                     [&rank](const auto& a, const auto& b) { return rank(a) < rank(b); });
    return table;
}

} // namespace tideline
