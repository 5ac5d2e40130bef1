// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/casesession.h"

#include <QDialog>

namespace tideline {

class EventForm;
class MessageStrip;

/// Makes a new event or edits one. Does not block; `saved` tells the id.
class EventEditor : public QDialog
{
    Q_OBJECT

public:
    /// `id` empty: a new event, dated as `at` says if given.
    EventEditor(CaseSession* session, const QString& id, QWidget* parent = nullptr, std::optional<Micros> at = {});

    EventForm* form() const { return m_form; }

public slots:
    void save();
    void remove();

signals:
    void saved(const QString& id);

private:
    CaseSession* m_session;
    QString m_id;
    EventForm* m_form;
    MessageStrip* m_strip;
};

} // namespace tideline
