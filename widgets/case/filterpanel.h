// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/casesession.h"
#include "models/session/facets.h"

#include <QScrollArea>

class QVBoxLayout;

namespace tideline {

/// The filter as things to click: subjects, facets with counts, windows, tags, the tray of undated events.
class FilterPanel : public QScrollArea
{
    Q_OBJECT

public:
    explicit FilterPanel(CaseSession* session, QWidget* parent = nullptr);

    /// Of the fields with rows of their own, as last counted; null before that.
    const Facet* facet(const QString& field) const;
    /// Switches a value on or off, or all others off.
    void toggle(const QString& field, const QString& value, bool on, bool alone);

signals:
    void facetsShown();
    void windowChosen(const tideline::Window& window);    ///< a click: brush it
    void windowActivated(const tideline::Window& window); ///< a double click: show it
    void undatedChosen();

protected:
    void changeEvent(QEvent* event) override;

private:
    void schedule();
    void showFacets(std::vector<Facet> facets);
    void rebuildSubjects();
    void rebuildWindows();
    void rebuildTray();
    QVBoxLayout* section(const QString& title);

    CaseSession* m_session;
    QVBoxLayout* m_subjects;
    QVBoxLayout* m_windows;
    QVBoxLayout* m_tray;
    std::vector<std::pair<QString, QVBoxLayout*>> m_sections; ///< field -> its rows
    std::vector<Facet> m_facets;
    quint64 m_generation = 0;
    bool m_scheduled = false;
};

} // namespace tideline
