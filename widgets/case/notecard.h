// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/event.h"
#include "models/core/zone.h"

#include <QFrame>

namespace tideline {

/// One note as it reads: Markdown without anything that loads from outside, tags, author and time.
class NoteCard : public QFrame
{
    Q_OBJECT

public:
    NoteCard(const Annotation& annotation, const Zone& zone, bool editable, QWidget* parent = nullptr);

signals:
    void editRequested();
    void removeRequested();
};

} // namespace tideline
