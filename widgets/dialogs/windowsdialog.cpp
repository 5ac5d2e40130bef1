// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogs/windowsdialog.h"

#include "models/core/timetext.h"
#include "widgets/dialogs/messagestrip.h"
#include "widgets/dialogs/recordtable.h"
#include "widgets/theme/parts.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace tideline {

namespace {

enum Column { Name, From, To, Note };

QStringList rowOf(const Window& window, const Zone& zone)
{
    // An end at midnight is shown as the day before: a date given as an end means the end of that day.
    const CivilTime end = zone.civil(window.range.to);
    const bool midnight = end.hour == 0 && end.minute == 0 && end.second == 0 && end.micros == 0;
    const Micros shown = midnight ? window.range.to - microsPerSecond : window.range.to;
    return {window.name, shortTime(window.range.from, zone),
            midnight ? timeText(shown, Precision::Day, zone) : shortTime(window.range.to, zone), window.note};
}

} // namespace

QString shortTime(Micros time, const Zone& zone)
{
    const CivilTime civil = zone.civil(time);
    if (civil.hour == 0 && civil.minute == 0 && civil.second == 0 && civil.micros == 0)
        return timeText(time, Precision::Day, zone);
    if (civil.micros != 0)
        return isoLocal(time, zone);
    return timeText(time, civil.second == 0 ? Precision::Minute : Precision::Second, zone);
}

WindowsDialog::WindowsDialog(CaseSession* session, QWidget* parent)
    : QDialog(parent), m_session(session), m_before(session->snapshot()->facts.windows), m_strip(new MessageStrip)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Windows"));
    resize(720, 380);
    const Zone zone = session->zone();
    const auto time = [zone](const QString& text) {
        const auto read = parseTimeRange(text, zone);
        return read ? QString() : read.error().what;
    };
    const auto needed = [](const QString& text) { return text.isEmpty() ? tr("A window needs a name") : QString(); };
    m_table = new RecordTable({{tr("Name"), 130, {}, false, needed, {}},
                               {tr("From"), 150, {}, false, time, {}},
                               {tr("To (through)"), 150, {}, false, time, {}},
                               {tr("Note"), 0, {}, false, {}, {}}},
                              tr("Windows"), tr("window"));
    m_table->setVisibleRows(6);
    QList<QStringList> rows;
    for (const Window& window : m_before)
        rows += rowOf(window, zone);
    m_table->model()->setRows(rows);

    auto* layout = new QVBoxLayout(this);
    setDialogMargins(layout);
    layout->addWidget(m_strip);
    layout->addWidget(wrappedLabel(
        tr("Periods that measures compare. Times are read in %1; a date, month or year given as the end is included.")
            .arg(zone.name()),
        "dim"));
    layout->addWidget(m_table, 1);
    QPushButton* save = primaryButton(tr("Save windows"));
    save->setEnabled(!session->isReadOnly());
    connect(save, &QPushButton::clicked, this, &WindowsDialog::keep);
    layout->addLayout(buttonRow(this, save));
    connect(m_table->model(), &RecordModel::edited, m_strip, &MessageStrip::clear);
    connect(session, &CaseSession::closed, this, &QDialog::reject);
}

void WindowsDialog::addWindow(const TimeRange& range)
{
    QList<QStringList> rows = m_table->model()->records();
    rows += rowOf({tr("W%1").arg(rows.size() + 1), range, {}}, m_session->zone());
    m_table->model()->setRows(rows);
}

Result<std::vector<Window>> WindowsDialog::windows() const
{
    if (const QString problem = m_table->model()->firstProblem(); !problem.isEmpty())
        return Error{ErrorCode::BadInput, problem, {}, tr("Correct the marked cell.")};
    std::vector<Window> windows;
    QStringList names;
    for (const QStringList& row : m_table->model()->records()) {
        const Window* untouched = nullptr;
        for (const Window& before : m_before) {
            if (rowOf(before, m_session->zone()) == row)
                untouched = &before; // to the microsecond
        }
        const auto from = parseTimeRange(row[From], m_session->zone());
        const auto to = parseTimeRange(row[To], m_session->zone());
        const Window window = untouched ? *untouched : Window{row[Name], {from->from, to->to}, row[Note]};
        if (window.range.isEmpty())
            return Error{ErrorCode::BadInput, tr("%1 ends before it begins").arg(row[Name]), {}, tr("Swap its times.")};
        if (names.contains(window.name))
            return Error{
                ErrorCode::BadInput, tr("Two windows are called %1").arg(row[Name]), {}, tr("Rename one of them.")};
        names += window.name;
        windows.push_back(window);
    }
    return windows;
}

void WindowsDialog::keep()
{
    const auto after = windows();
    if (!after) {
        m_strip->showError(after.error());
        return;
    }
    // One step to undo, however many rows were changed.
    QUndoStack* stack = m_session->undoStack();
    const bool same = *after == m_before;
    if (!same)
        stack->beginMacro(tr("Change windows"));
    for (const Window& window : m_before) {
        if (std::none_of(after->begin(), after->end(), [&](const Window& w) { return w.name == window.name; }))
            m_session->removeWindow(window.name);
    }
    for (const Window& window : *after) {
        if (std::find(m_before.begin(), m_before.end(), window) == m_before.end())
            m_session->saveWindow(window);
    }
    if (!same)
        stack->endMacro();
    accept();
}

} // namespace tideline
