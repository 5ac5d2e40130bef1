// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/casesession.h"
#include "widgets/importing/importlist.h"

#include <QFrame>

class QVBoxLayout;

namespace tideline {

class EffectPlot;

/// One thing to look at before importing.
struct Remark
{
    enum class Level { Good, Warning, Danger };
    Level level = Level::Warning;
    QString text;
    qint64 line = 0; ///< of the file; 0 = none
};
/// What stands out in what the head of the file became.
QList<Remark> remarksOn(const ImportItem& item, const ParsedBlock& parsed, const std::vector<EventPtr>& known);

/// The axis as it will look, and what to look at, line by line.
class LookCard : public QFrame
{
    Q_OBJECT

public:
    explicit LookCard(QWidget* parent = nullptr);

    void showEffect(const ParsedBlock& parsed, const QList<Remark>& remarks, const Zone& zone);
    void showRemarks(const QList<Remark>& remarks);
    void setStale(bool stale); ///< a newer reading is on its way

signals:
    void lineChosen(qint64 line);

private:
    EffectPlot* m_plot;
    QVBoxLayout* m_remarks;
};

} // namespace tideline
