// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/casesession.h"

#include <QDialog>

namespace tideline {

class MessageStrip;
class RecordTable;

/// The named periods that measures compare, as a list that is edited in place.
class WindowsDialog : public QDialog
{
    Q_OBJECT

public:
    explicit WindowsDialog(CaseSession* session, QWidget* parent = nullptr);

    RecordTable* table() const { return m_table; }
    /// The list as windows, or what is wrong with it. An end given as a date, month or year means its end.
    Result<std::vector<Window>> windows() const;
    void addWindow(const TimeRange& range); ///< a row for the brushed period

public slots:
    void keep();

private:
    CaseSession* m_session;
    std::vector<Window> m_before;
    RecordTable* m_table;
    MessageStrip* m_strip;
};

/// A time of a range as short as it can be written: a date where it is midnight.
QString shortTime(Micros time, const Zone& zone);

} // namespace tideline
