// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/casesession.h"

#include <QDialog>

namespace tideline {

class MessageStrip;
class RecordTable;

/// The rules that name routes, services, content, coins and obfuscation: the first that matches in its set wins, so the
/// order counts. Changing them needs no new import.
class RulesDialog : public QDialog
{
    Q_OBJECT

public:
    explicit RulesDialog(CaseSession* session, QWidget* parent = nullptr);

    RecordTable* table() const { return m_table; }
    /// The list as rules, read by the same parser as `rules load`.
    Result<std::vector<Rule>> rules() const;
    Result<void> loadFile(const QString& path);
    Result<void> saveFile(const QString& path) const;

public slots:
    void keep();

private:
    void chooseAndLoad();
    void chooseAndSave();
    void showRules(const std::vector<Rule>& rules);

    CaseSession* m_session;
    RecordTable* m_table;
    MessageStrip* m_strip;
};

} // namespace tideline
