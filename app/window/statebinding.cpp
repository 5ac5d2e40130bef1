// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/statebinding.h"

#include "app/window/actions.h"
#include "models/session/casesession.h"
#include "models/session/eventmerging.h"
#include "widgets/timeline/timeaxis.h"
#include "widgets/views/timelinepage.h"

#include <QAction>
#include <QActionGroup>

#include <functional>

namespace tideline {

namespace {

/// A group of actions of which one is checked; `chosen` is called with the value of the one triggered.
template <typename Value>
void bindChoice(Actions& actions, QObject* owner, const QList<std::pair<ActionId, Value>>& choices,
                const Value& current, std::function<void(const Value&)> chosen)
{
    auto* group = new QActionGroup(owner);
    for (const auto& [id, value] : choices) {
        QAction* action = actions[id];
        group->addAction(action);
        action->setChecked(value == current);
        QObject::connect(action, &QAction::triggered, owner, [chosen, value = value] { chosen(value); });
    }
}

/// What stands between the chosen event and what can be done with it.
void refreshObstacles(Actions& actions, const CaseSession* session)
{
    using enum ActionId;
    const EventPtr chosen = session->chosenEvent();
    const QString none = chosen ? QString() : QAction::tr("Choose an event first");
    const bool isOfSeveral = chosen && isMerged(*chosen);
    actions.setObstacle(EditEvent, none);
    actions.setObstacle(AddTags, none);
    actions.setObstacle(RemoveEvent,
                        isOfSeveral ? QAction::tr("The event is in several sources: split it first") : none);
    actions.setObstacle(SplitEvent, isOfSeveral || !chosen ? none : QAction::tr("The event is in one source only"));
}

} // namespace

void bindState(Actions& actions, CaseSession* session, TimelinePage* timeline)
{
    using enum ActionId;
    bindChoice<Quantity>(
        actions, session,
        {{CountBytes, Quantity::Bytes}, {CountPackets, Quantity::Packets}, {CountFlows, Quantity::Flows}},
        session->quantity(), [session](const Quantity& quantity) { session->setQuantity(quantity); });
    bindChoice<std::optional<Dimension>>(
        actions, session,
        {{SplitNone, std::nullopt},
         {SplitRoute, Dimension::Route},
         {SplitService, Dimension::Service},
         {SplitContent, Dimension::Content},
         {SplitDirection, Dimension::Direction}},
        timeline->split(), [timeline](const std::optional<Dimension>& dimension) { timeline->setSplit(dimension); });
    bindChoice<bool>(actions, session, {{ZoneOfCase, false}, {ZoneUtc, true}}, false, [session](const bool& isUtc) {
        if (session->isOpen())
            session->setZone(isUtc ? QStringLiteral("UTC") : session->snapshot()->facts.info.zone);
    });
    QObject::connect(session, &CaseSession::zoneChanged, session, [&actions, session] {
        const bool isUtc = session->zone() == Zone::utc();
        actions[isUtc ? ZoneUtc : ZoneOfCase]->setChecked(true);
    });

    QUndoStack* undo = session->undoStack();
    QAction* undoAction = actions[Undo];
    QAction* redoAction = actions[Redo];
    const auto refreshUndo = [undo, undoAction, redoAction] {
        undoAction->setEnabled(undo->canUndo());
        redoAction->setEnabled(undo->canRedo());
        undoAction->setText(undo->canUndo() ? QAction::tr("Undo: %1").arg(undo->undoText()) : QAction::tr("Undo"));
        redoAction->setText(undo->canRedo() ? QAction::tr("Redo: %1").arg(undo->redoText()) : QAction::tr("Redo"));
    };
    QObject::connect(undo, &QUndoStack::indexChanged, session, refreshUndo);
    QObject::connect(undoAction, &QAction::triggered, undo, &QUndoStack::undo);
    QObject::connect(redoAction, &QAction::triggered, undo, &QUndoStack::redo);

    TimeAxis* axis = timeline->axis();
    const auto refreshHistory = [&actions, axis] {
        actions[Back]->setEnabled(axis->canGoBack());
        actions[Forward]->setEnabled(axis->canGoForward());
    };
    QObject::connect(axis, &TimeAxis::historyChanged, session, refreshHistory);
    const auto refreshChosen = [&actions, session] { refreshObstacles(actions, session); };
    QObject::connect(session, &CaseSession::selectionChanged, session, refreshChosen);
    QObject::connect(session, &CaseSession::snapshotChanged, session, refreshChosen);
    const auto refreshAll = [&actions, session, refreshChosen, refreshUndo, refreshHistory] {
        actions.setState(session->isOpen(), session->isOpen() && !session->isReadOnly(), session->readOnlyReason());
        refreshChosen();
        refreshUndo();
        refreshHistory();
    };
    QObject::connect(session, &CaseSession::opened, session, refreshAll);
    QObject::connect(session, &CaseSession::closed, session, refreshAll);
    refreshAll();
}

} // namespace tideline
