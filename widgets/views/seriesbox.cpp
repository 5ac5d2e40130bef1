// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/seriesbox.h"

#include "models/session/casesession.h"
#include "widgets/theme/text.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QWheelEvent>

namespace tideline {

namespace {

constexpr int narrowestList = 420;

} // namespace

SeriesBox::SeriesBox(CaseSession* session, QWidget* parent) : QComboBox(parent), m_session(session)
{
    // A case may hold thousands of series: a few words find one, as on the command line.
    setEditable(true);
    setInsertPolicy(NoInsert);
    completer()->setFilterMode(Qt::MatchContains);
    completer()->setCompletionMode(QCompleter::PopupCompletion);
    for (QAbstractItemView* names : {view(), completer()->popup()})
        names->setMinimumWidth(narrowestList); // the box may be narrower than a name
    setAccessibleName(tr("Measure"));
    connect(this, &QComboBox::activated, this, &SeriesBox::choose);
    connect(lineEdit(), &QLineEdit::editingFinished, this, &SeriesBox::choose);
    connect(session, &CaseSession::snapshotChanged, this, &SeriesBox::fill);
    connect(session, &CaseSession::closed, this, &QComboBox::clear);
    connect(session, &CaseSession::quantityChanged, this, [this] { // who counts packets wants to see traffic
        if (!hasChoice() || !m_session->snapshot()->facts.flowSpan)
            return;
        setCurrentIndex(0);
        choose();
    });
}

/// What scrolls or zooms around the box must not choose another series in passing.
void SeriesBox::wheelEvent(QWheelEvent* event)
{
    event->ignore();
}

void SeriesBox::fill()
{
    if (!m_session->isOpen())
        return;
    const CaseSnapshotPtr snapshot = m_session->snapshot();
    const bool isFirst = !hasChoice(), isTyping = !isFirst && lineEdit()->hasFocus();
    const QString shown = currentText();
    {
        const QSignalBlocker blocker(this);
        clear();
        addItem(tr("Traffic"));
        addItems(snapshot->series.keys());
        const bool hasOnlySeries = !snapshot->facts.flowSpan && !snapshot->series.isEmpty();
        const int kept = isFirst ? -1 : findText(shown);
        setCurrentIndex(kept >= 0 ? kept : hasOnlySeries ? 1 : 0);
        if (isTyping)
            setEditText(shown);
    }
    if (!isTyping)
        choose();
}

void SeriesBox::choose()
{
    if (count() == 0)
        return;
    if (currentText().trimmed().isEmpty())
        setCurrentIndex(0);
    QString name = currentText() == itemText(0) ? QString() : currentText();
    if (!name.isEmpty()) {
        if (const auto picked = pickedSeries(name, m_session->snapshot()->series.keys()))
            name = *picked;
        const QSignalBlocker blocker(this);
        setCurrentIndex(findText(name));
        setEditText(name);
    }
    lineEdit()->setCursorPosition(0); // what a narrow box shows is how the name begins
    const QString about =
        tr("Traffic as the menu Measure counts it, or a usage series: choose one, or type words of its name");
    setToolTip(plainToolTip(name.isEmpty() ? about : name + u'\n' + about));
    if (name == m_series)
        return;
    m_series = name;
    emit chosen(name);
}

} // namespace tideline
