// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tideline {

class Actions;
class CaseSession;
class TimelinePage;

/// Keeps check marks and enabled states of the actions in step with the session, both ways: zone, quantity, split,
/// undo.
void bindState(Actions& actions, CaseSession* session, TimelinePage* timeline);

} // namespace tideline
