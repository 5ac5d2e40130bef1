// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QKeySequence>
#include <QObject>

#include <vector>

class QAction;
class QWidget;

namespace tideline {

/// Everything that can be done in the main window.
enum class ActionId {
    NewCase,
    OpenCase,
    OpenFounding,
    Import,
    Export,
    SaveCopy,
    Compact,
    CaseDetails,
    Print,
    Quit,
    Undo,
    Redo,
    Copy,
    Find,
    Preferences,
    ViewTimeline,
    ViewRhythm,
    ViewRoutes,
    ViewMoney,
    ViewPresence,
    ViewTrends,
    ViewFindings,
    ToggleFilter,
    ToggleDetails,
    ToggleTables,
    ShowTable,
    NextPanel,
    Palette,
    Fit,
    ZoomIn,
    ZoomOut,
    PanLeft,
    PanRight,
    Back,
    Forward,
    PreviousEvent,
    NextEvent,
    AroundThis,
    ClearBrush,
    ZoneOfCase,
    ZoneUtc,
    CountBytes,
    CountPackets,
    CountFlows,
    SplitNone,
    SplitRoute,
    SplitService,
    SplitContent,
    SplitDirection,
    PinFinding,
    Subjects,
    Windows,
    Rules,
    Sources,
    AddEvent,
    EditEvent,
    RemoveEvent,
    SplitEvent,
    AddNote,
    AddTags,
    Star,
    FilterHelp,
    Verify,
    Redact,
    About
};

enum class ActionMenu { Case, Edit, View, Time, Measure, Annotate, Help };

enum ActionFlag {
    NeedsCase = 1,
    Writes = 2 /* needs a case that can be written */,
    Checkable = 4,
    SeparatorAbove = 8,
    MakesCase = 16 /* where there is none */
};

struct ActionSpec
{
    ActionId id;
    ActionMenu menu;
    const char* text;     ///< English, translatable in context "Action"; "" before it: a separator stands above
    const char* shortcut; ///< portable text, may be empty
    const char* icon;     ///< of resources/icons, may be empty
    int flags;            ///< of ActionFlag
};
/// The one description of all actions, in menu order.
const std::vector<ActionSpec>& actionSpecs();

/// The QActions made from it.
class Actions : public QObject
{
    Q_OBJECT

public:
    explicit Actions(QWidget* window);

    QAction* operator[](ActionId id) const { return m_actions.value(static_cast<int>(id)); }
    /// Enables what is possible: nothing of a case without one, no edit where it cannot be written.
    void setState(bool hasCase, bool writable, const QString& readOnlyReason);
    /// What keeps an action from doing anything now, for its tooltip; empty: nothing does.
    void setObstacle(ActionId id, const QString& obstacle);

private:
    void refresh(const ActionSpec& spec);

    QHash<int, QAction*> m_actions;
    QHash<int, QString> m_obstacles;
    bool m_hasCase = false;
    bool m_isWritable = false;
    QString m_readOnlyReason;
};

} // namespace tideline
