// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace tideline {

class MessageStrip;

/// What shows while no case is open: three large rows, the first one ready to be pressed. Takes dropped files.
class StartPage : public QWidget
{
    Q_OBJECT

public:
    explicit StartPage(QWidget* parent = nullptr);

    /// Paths of cases, the latest first.
    void setRecent(const QStringList& paths);
    MessageStrip* strip() const { return m_strip; }
    void setBusy(bool busy); ///< while a case is being opened

signals:
    void foundingRequested();
    void importRequested(const QStringList& files); ///< empty: ask which
    void openRequested(const QString& path);        ///< empty: ask which
    void newRequested();

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    MessageStrip* m_strip;
    QPushButton* m_founding;
    QWidget* m_recent;
    QVBoxLayout* m_recentRows;
};

} // namespace tideline
