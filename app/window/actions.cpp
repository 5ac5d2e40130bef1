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
        // id, menu, text, shortcut, icon, needs a case, needs writing, checkable, separator above
        {NewCase, M::Case, QT_TRANSLATE_NOOP("Action", "New case…"), "Ctrl+N", "file-plus", false, false, false, false},
        {OpenCase, M::Case, QT_TRANSLATE_NOOP("Action", "Open…"), "Ctrl+O", "folder-open", false, false, false, false},
        {OpenFounding, M::Case, QT_TRANSLATE_NOOP("Action", "Open the founding case"), "", "book-open", false, false, false, false},
        {Import, M::Case, QT_TRANSLATE_NOOP("Action", "Import…"), "Ctrl+I", "download", true, true, false, true},
        {Export, M::Case, QT_TRANSLATE_NOOP("Action", "Export…"), "Ctrl+E", "upload", true, false, false, false},
        {SaveCopy, M::Case, QT_TRANSLATE_NOOP("Action", "Save a copy…"), "Ctrl+Shift+S", "copy", true, false, false, false},
        {Print, M::Case, QT_TRANSLATE_NOOP("Action", "Print…"), "Ctrl+P", "printer", true, false, false, false},
        {CaseDetails, M::Case, QT_TRANSLATE_NOOP("Action", "Case details…"), "", "info", true, true, false, true},
        {Verify, M::Case, QT_TRANSLATE_NOOP("Action", "Verify the case…"), "", "badge-check", true, false, false, false},
        {Compact, M::Case, QT_TRANSLATE_NOOP("Action", "Compact"), "", "", true, true, false, false},
        {Quit, M::Case, QT_TRANSLATE_NOOP("Action", "Quit"), "Ctrl+Q", "", false, false, false, true},
        {Undo, M::Edit, QT_TRANSLATE_NOOP("Action", "Undo"), "Ctrl+Z", "undo-2", true, true, false, false},
        {Redo, M::Edit, QT_TRANSLATE_NOOP("Action", "Redo"), "Ctrl+Shift+Z", "redo-2", true, true, false, false},
        {Copy, M::Edit, QT_TRANSLATE_NOOP("Action", "Copy rows as TSV"), "", "copy", true, false, false, true},
        {Find, M::Edit, QT_TRANSLATE_NOOP("Action", "Search or filter"), "Ctrl+F", "search", true, false, false, false},
        {Palette, M::Edit, QT_TRANSLATE_NOOP("Action", "All actions…"), "Ctrl+K", "", false, false, false, false},
        {Preferences, M::Edit, QT_TRANSLATE_NOOP("Action", "Preferences…"), "Ctrl+,", "settings", false, false, false, true},
        {ViewTimeline, M::View, QT_TRANSLATE_NOOP("Action", "Timeline"), "Ctrl+1", "", true, false, true, false},
        {ViewRhythm, M::View, QT_TRANSLATE_NOOP("Action", "Rhythm"), "Ctrl+2", "", true, false, true, false},
        {ViewRoutes, M::View, QT_TRANSLATE_NOOP("Action", "Routes"), "Ctrl+3", "", true, false, true, false},
        {ViewMoney, M::View, QT_TRANSLATE_NOOP("Action", "Money"), "Ctrl+4", "", true, false, true, false},
        {ViewPresence, M::View, QT_TRANSLATE_NOOP("Action", "Presence"), "Ctrl+5", "", true, false, true, false},
        {ViewFindings, M::View, QT_TRANSLATE_NOOP("Action", "Findings"), "Ctrl+6", "", true, false, true, false},
        {ToggleFilter, M::View, QT_TRANSLATE_NOOP("Action", "Filter panel"), "F9", "panel-left", false, false, true, true},
        {ToggleDetails, M::View, QT_TRANSLATE_NOOP("Action", "Details panel"), "F10", "panel-right", false, false, true, false},
        {ToggleTables, M::View, QT_TRANSLATE_NOOP("Action", "Tables"), "F11", "table", false, false, true, false},
        {ShowTable, M::View, QT_TRANSLATE_NOOP("Action", "Chart as table"), "Ctrl+T", "table", true, false, false, false},
        {NextPanel, M::View, QT_TRANSLATE_NOOP("Action", "Next panel"), "F6", "", false, false, false, false},
        {Fit, M::Time, QT_TRANSLATE_NOOP("Action", "Fit"), "Ctrl+0", "maximize", true, false, false, false},
        {ZoomIn, M::Time, QT_TRANSLATE_NOOP("Action", "Zoom in"), "Ctrl++", "zoom-in", true, false, false, false},
        {ZoomOut, M::Time, QT_TRANSLATE_NOOP("Action", "Zoom out"), "Ctrl+-", "zoom-out", true, false, false, false},
        {PanLeft, M::Time, QT_TRANSLATE_NOOP("Action", "Earlier"), "Ctrl+Left", "", true, false, false, false},
        {PanRight, M::Time, QT_TRANSLATE_NOOP("Action", "Later"), "Ctrl+Right", "", true, false, false, false},
        {Back, M::Time, QT_TRANSLATE_NOOP("Action", "Back"), "Alt+Left", "chevron-left", true, false, false, true},
        {Forward, M::Time, QT_TRANSLATE_NOOP("Action", "Forward"), "Alt+Right", "chevron-right", true, false, false, false},
        {PreviousEvent, M::Time, QT_TRANSLATE_NOOP("Action", "Previous event"), "Ctrl+[", "", true, false, false, true},
        {NextEvent, M::Time, QT_TRANSLATE_NOOP("Action", "Next event"), "Ctrl+]", "", true, false, false, false},
        {AroundThis, M::Time, QT_TRANSLATE_NOOP("Action", "Around this…"), "", "", true, false, false, false},
        {ClearBrush, M::Time, QT_TRANSLATE_NOOP("Action", "Clear the brushed period"), "", "", true, false, false, false},
        {ZoneOfCase, M::Time, QT_TRANSLATE_NOOP("Action", "Show times in the case's zone"), "", "", true, false, true, true},
        {ZoneUtc, M::Time, QT_TRANSLATE_NOOP("Action", "Show times in UTC"), "", "", true, false, true, false},
        {CountBytes, M::Measure, QT_TRANSLATE_NOOP("Action", "Measure bytes"), "", "", true, false, true, false},
        {CountPackets, M::Measure, QT_TRANSLATE_NOOP("Action", "Measure packets"), "", "", true, false, true, false},
        {CountFlows, M::Measure, QT_TRANSLATE_NOOP("Action", "Measure flows"), "", "", true, false, true, false},
        {SplitNone, M::Measure, QT_TRANSLATE_NOOP("Action", "Not split"), "", "", true, false, true, true},
        {SplitRoute, M::Measure, QT_TRANSLATE_NOOP("Action", "Split by upstream"), "", "", true, false, true, false},
        {SplitService, M::Measure, QT_TRANSLATE_NOOP("Action", "Split by service"), "", "", true, false, true, false},
        {SplitContent, M::Measure, QT_TRANSLATE_NOOP("Action", "Split by content"), "", "", true, false, true, false},
        {SplitDirection, M::Measure, QT_TRANSLATE_NOOP("Action", "Split by direction"), "", "", true, false, true, false},
        {PinFinding, M::Measure, QT_TRANSLATE_NOOP("Action", "Pin finding"), "Ctrl+D", "pin", true, true, false, true},
        {Subjects, M::Measure, QT_TRANSLATE_NOOP("Action", "Subjects…"), "", "", true, false, false, true},
        {Windows, M::Measure, QT_TRANSLATE_NOOP("Action", "Windows…"), "", "", true, false, false, false},
        {Rules, M::Measure, QT_TRANSLATE_NOOP("Action", "Rules…"), "", "", true, false, false, false},
        {Sources, M::Measure, QT_TRANSLATE_NOOP("Action", "Sources…"), "", "database", true, false, false, false},
        {AddEvent, M::Annotate, QT_TRANSLATE_NOOP("Action", "Add event…"), "Ctrl+Shift+N", "plus", true, true, false, false},
        {EditEvent, M::Annotate, QT_TRANSLATE_NOOP("Action", "Edit event…"), "F2", "pencil", true, true, false, false},
        {RemoveEvent, M::Annotate, QT_TRANSLATE_NOOP("Action", "Remove event"), "", "trash-2", true, true, false, false},
        {AddNote, M::Annotate, QT_TRANSLATE_NOOP("Action", "Note"), "N", "sticky-note", true, true, false, true},
        {AddTags, M::Annotate, QT_TRANSLATE_NOOP("Action", "Tags"), "T", "tag", true, true, false, false},
        {Star, M::Annotate, QT_TRANSLATE_NOOP("Action", "Star"), "S", "star", true, true, false, false},
        {FilterHelp, M::Help, QT_TRANSLATE_NOOP("Action", "The filter language"), "F1", "circle-help", false, false, false, false},
        {About, M::Help, QT_TRANSLATE_NOOP("Action", "About Tideline"), "", "", false, false, false, true},
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
        action->setCheckable(spec.checkable);
        if (*spec.icon)
            action->setIcon(themedIcon(QLatin1String(spec.icon)));
        window->addAction(action);
        m_actions.insert(static_cast<int>(spec.id), action);
    }
}

void Actions::setState(bool hasCase, bool writable, const QString& readOnlyReason)
{
    for (const ActionSpec& spec : actionSpecs()) {
        QAction* action = (*this)[spec.id];
        action->setEnabled((hasCase || !spec.needsCase) && (writable || !spec.needsWriting));
        const bool isRefused = hasCase && spec.needsWriting && !writable;
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        QString tip = action->text().remove(QStringLiteral("…"));
        if (!keys.isEmpty())
            tip += QStringLiteral(" (%1)").arg(keys);
        action->setToolTip(isRefused ? QStringLiteral("%1. %2").arg(tip, readOnlyReason) : tip);
    }
}

} // namespace tideline
