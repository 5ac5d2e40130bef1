// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/actions.h"

#include "widgets/theme/icons.h"

#include <QAction>
#include <QCoreApplication>
#include <QWidget>

namespace tideline {

const std::vector<ActionSpec>& actionSpecs()
{
    using enum ActionId;
    using M = ActionMenu;
    static const std::vector<ActionSpec> specs = {
        // id, menu, text, shortcut, icon, flags
        {NewCase, M::Case, QT_TRANSLATE_NOOP("Action", "New case…"), "Ctrl+N", "file-plus", 0},
        {OpenCase, M::Case, QT_TRANSLATE_NOOP("Action", "Open…"), "Ctrl+O", "folder-open", 0},
        {OpenFounding, M::Case, QT_TRANSLATE_NOOP("Action", "Open the founding case"), "", "book-open", 0},
        {Import, M::Case, QT_TRANSLATE_NOOP("Action", "Import…"), "Ctrl+I", "download",
         Writes | MakesCase | SeparatorAbove},
        {Export, M::Case, QT_TRANSLATE_NOOP("Action", "Export…"), "Ctrl+E", "upload", NeedsCase},
        {SaveCopy, M::Case, QT_TRANSLATE_NOOP("Action", "Save a copy…"), "Ctrl+Shift+S", "copy", NeedsCase},
        {Print, M::Case, QT_TRANSLATE_NOOP("Action", "Print…"), "Ctrl+P", "printer", NeedsCase},
        {CaseDetails, M::Case, QT_TRANSLATE_NOOP("Action", "Case details…"), "", "info", Writes | SeparatorAbove},
        {Verify, M::Case, QT_TRANSLATE_NOOP("Action", "Verify the case…"), "", "badge-check", NeedsCase},
        {Compact, M::Case, QT_TRANSLATE_NOOP("Action", "Compact"), "", "", Writes},
        {Redact, M::Case, QT_TRANSLATE_NOOP("Action", "Redact text…"), "", "eye-off", Writes},
        {Quit, M::Case, QT_TRANSLATE_NOOP("Action", "Quit"), "Ctrl+Q", "", SeparatorAbove},
        {Undo, M::Edit, QT_TRANSLATE_NOOP("Action", "Undo"), "Ctrl+Z", "undo-2", Writes},
        {Redo, M::Edit, QT_TRANSLATE_NOOP("Action", "Redo"), "Ctrl+Shift+Z", "redo-2", Writes},
        {Copy, M::Edit, QT_TRANSLATE_NOOP("Action", "Copy rows as TSV"), "", "copy", NeedsCase | SeparatorAbove},
        {Find, M::Edit, QT_TRANSLATE_NOOP("Action", "Search or filter"), "Ctrl+F", "search", NeedsCase},
        {Palette, M::Edit, QT_TRANSLATE_NOOP("Action", "All actions…"), "Ctrl+K", "", 0},
        {Preferences, M::Edit, QT_TRANSLATE_NOOP("Action", "Preferences…"), "Ctrl+,", "settings", SeparatorAbove},
        {ViewTimeline, M::View, QT_TRANSLATE_NOOP("Action", "Timeline"), "Ctrl+1", "", NeedsCase | Checkable},
        {ViewRhythm, M::View, QT_TRANSLATE_NOOP("Action", "Rhythm"), "Ctrl+2", "", NeedsCase | Checkable},
        {ViewRoutes, M::View, QT_TRANSLATE_NOOP("Action", "Routes"), "Ctrl+3", "", NeedsCase | Checkable},
        {ViewMoney, M::View, QT_TRANSLATE_NOOP("Action", "Money"), "Ctrl+4", "", NeedsCase | Checkable},
        {ViewPresence, M::View, QT_TRANSLATE_NOOP("Action", "Presence"), "Ctrl+5", "", NeedsCase | Checkable},
        {ViewTrends, M::View, QT_TRANSLATE_NOOP("Action", "Trends"), "Ctrl+8", "", NeedsCase | Checkable},
        {ViewFindings, M::View, QT_TRANSLATE_NOOP("Action", "Findings"), "Ctrl+6", "", NeedsCase | Checkable},
        {ToggleFilter, M::View, QT_TRANSLATE_NOOP("Action", "Filter panel"), "F9", "panel-left",
         Checkable | SeparatorAbove},
        {ToggleDetails, M::View, QT_TRANSLATE_NOOP("Action", "Details panel"), "F10", "panel-right", Checkable},
        {ToggleTables, M::View, QT_TRANSLATE_NOOP("Action", "Tables"), "F11", "table", Checkable},
        {ShowTable, M::View, QT_TRANSLATE_NOOP("Action", "Chart as table"), "Ctrl+T", "table", NeedsCase},
        {NextPanel, M::View, QT_TRANSLATE_NOOP("Action", "Next panel"), "F6", "", 0},
        {Fit, M::Time, QT_TRANSLATE_NOOP("Action", "Fit"), "Ctrl+0", "maximize", NeedsCase},
        {ZoomIn, M::Time, QT_TRANSLATE_NOOP("Action", "Zoom in"), "Ctrl++", "zoom-in", NeedsCase},
        {ZoomOut, M::Time, QT_TRANSLATE_NOOP("Action", "Zoom out"), "Ctrl+-", "zoom-out", NeedsCase},
        {PanLeft, M::Time, QT_TRANSLATE_NOOP("Action", "Earlier"), "Ctrl+Left", "", NeedsCase},
        {PanRight, M::Time, QT_TRANSLATE_NOOP("Action", "Later"), "Ctrl+Right", "", NeedsCase},
        {Back, M::Time, QT_TRANSLATE_NOOP("Action", "Back"), "Alt+Left", "chevron-left", NeedsCase | SeparatorAbove},
        {Forward, M::Time, QT_TRANSLATE_NOOP("Action", "Forward"), "Alt+Right", "chevron-right", NeedsCase},
        {PreviousEvent, M::Time, QT_TRANSLATE_NOOP("Action", "Previous event"), "Ctrl+[", "",
         NeedsCase | SeparatorAbove},
        {NextEvent, M::Time, QT_TRANSLATE_NOOP("Action", "Next event"), "Ctrl+]", "", NeedsCase},
        {AroundThis, M::Time, QT_TRANSLATE_NOOP("Action", "Around this…"), "", "", NeedsCase},
        {ClearBrush, M::Time, QT_TRANSLATE_NOOP("Action", "Clear the brushed period"), "", "", NeedsCase},
        {ZoneOfCase, M::Time, QT_TRANSLATE_NOOP("Action", "Show times in the case's zone"), "", "",
         NeedsCase | Checkable | SeparatorAbove},
        {ZoneUtc, M::Time, QT_TRANSLATE_NOOP("Action", "Show times in UTC"), "", "", NeedsCase | Checkable},
        {CountBytes, M::Measure, QT_TRANSLATE_NOOP("Action", "Measure bytes"), "", "", NeedsCase | Checkable},
        {CountPackets, M::Measure, QT_TRANSLATE_NOOP("Action", "Measure packets"), "", "", NeedsCase | Checkable},
        {CountFlows, M::Measure, QT_TRANSLATE_NOOP("Action", "Measure flows"), "", "", NeedsCase | Checkable},
        {SplitNone, M::Measure, QT_TRANSLATE_NOOP("Action", "Not split"), "", "",
         NeedsCase | Checkable | SeparatorAbove},
        {SplitRoute, M::Measure, QT_TRANSLATE_NOOP("Action", "Split by upstream"), "", "", NeedsCase | Checkable},
        {SplitService, M::Measure, QT_TRANSLATE_NOOP("Action", "Split by service"), "", "", NeedsCase | Checkable},
        {SplitContent, M::Measure, QT_TRANSLATE_NOOP("Action", "Split by content"), "", "", NeedsCase | Checkable},
        {SplitDirection, M::Measure, QT_TRANSLATE_NOOP("Action", "Split by direction"), "", "", NeedsCase | Checkable},
        {PinFinding, M::Measure, QT_TRANSLATE_NOOP("Action", "Pin finding"), "Ctrl+D", "pin", Writes | SeparatorAbove},
        {Subjects, M::Measure, QT_TRANSLATE_NOOP("Action", "Subjects…"), "", "", NeedsCase | SeparatorAbove},
        {Windows, M::Measure, QT_TRANSLATE_NOOP("Action", "Windows…"), "", "", NeedsCase},
        {Rules, M::Measure, QT_TRANSLATE_NOOP("Action", "Rules…"), "", "", NeedsCase},
        {Sources, M::Measure, QT_TRANSLATE_NOOP("Action", "Sources…"), "", "database", NeedsCase},
        {AddEvent, M::Annotate, QT_TRANSLATE_NOOP("Action", "Add event…"), "Ctrl+Shift+N", "plus", Writes},
        {EditEvent, M::Annotate, QT_TRANSLATE_NOOP("Action", "Edit event…"), "F2", "pencil", Writes},
        {RemoveEvent, M::Annotate, QT_TRANSLATE_NOOP("Action", "Remove event"), "", "trash-2", Writes},
        {SplitEvent, M::Annotate, QT_TRANSLATE_NOOP("Action", "Split event into its sources"), "", "columns-2", Writes},
        {AddNote, M::Annotate, QT_TRANSLATE_NOOP("Action", "Note"), "N", "sticky-note", Writes | SeparatorAbove},
        {AddTags, M::Annotate, QT_TRANSLATE_NOOP("Action", "Tags"), "T", "tag", Writes},
        {Star, M::Annotate, QT_TRANSLATE_NOOP("Action", "Star"), "S", "star", Writes},
        {FilterHelp, M::Help, QT_TRANSLATE_NOOP("Action", "The filter language"), "F1", "circle-help", 0},
        {About, M::Help, QT_TRANSLATE_NOOP("Action", "About Tideline"), "", "", SeparatorAbove},
    };
    return specs;
}

Actions::Actions(QWidget* window) : QObject(window)
{
    for (const ActionSpec& spec : actionSpecs()) {
        auto* action = new QAction(QCoreApplication::translate("Action", spec.text), window);
        action->setObjectName(QString::fromLatin1(spec.text));
        action->setShortcut(QKeySequence::fromString(QLatin1String(spec.shortcut)));
        action->setShortcutContext(Qt::WindowShortcut);
        action->setCheckable(spec.flags & Checkable);
        if (*spec.icon)
            action->setIcon(themedIcon(QLatin1String(spec.icon)));
        window->addAction(action);
        m_actions.insert(static_cast<int>(spec.id), action);
    }
}

void Actions::setState(bool hasCase, bool writable, const QString& readOnlyReason)
{
    m_hasCase = hasCase;
    m_isWritable = writable;
    m_readOnlyReason = readOnlyReason;
    for (const ActionSpec& spec : actionSpecs())
        refresh(spec);
}

void Actions::setObstacle(ActionId id, const QString& obstacle)
{
    m_obstacles.insert(static_cast<int>(id), obstacle);
    for (const ActionSpec& spec : actionSpecs()) {
        if (spec.id == id)
            refresh(spec);
    }
}

void Actions::refresh(const ActionSpec& spec)
{
    QAction* action = (*this)[spec.id];
    const bool needsCase = (spec.flags & (NeedsCase | Writes)) && !(spec.flags & MakesCase);
    const bool isRefused = m_hasCase && (spec.flags & Writes) && !m_isWritable;
    const QString obstacle = m_obstacles.value(static_cast<int>(spec.id));
    action->setEnabled((m_hasCase || !needsCase) && !isRefused && obstacle.isEmpty());
    const QString keys = action->shortcut().toString(QKeySequence::NativeText);
    QString tip = action->text().remove(QStringLiteral("…"));
    if (!keys.isEmpty())
        tip += QStringLiteral(" (%1)").arg(keys);
    const QString reason = isRefused ? m_readOnlyReason : m_hasCase ? obstacle : QString();
    action->setProperty("obstacle", reason); // for the palette
    action->setToolTip(reason.isEmpty() ? tip : QStringLiteral("%1. %2").arg(tip, reason));
}

} // namespace tideline
