// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>
#include <vector>

/// Seconds of several runs of the same thing.
struct Timing
{
    std::vector<double> seconds;
    double median() const;
};
Timing measure(int runs, const std::function<bool()>& work);

/// One thing done by us and by a peer on the same file.
struct Line
{
    QString what;
    Timing ours;
    Timing peer; ///< empty: no such peer here
};

/// The sqlite3 shell in its cheapest sensible form: a table of the same columns, filled by .import.
class SqlitePeer
{
public:
    SqlitePeer(const QString& folder, const QString& tsv);
    bool isThere() const { return m_there; }
    bool import() const;
    bool ask(const QString& sql) const;

private:
    bool run(const QString& script) const;
    QString m_database;
    QString m_tsv;
    bool m_there = false;
};
