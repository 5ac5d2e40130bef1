// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogs/startpage.h"

#include "widgets/dialogs/bigrow.h"
#include "widgets/dialogs/messagestrip.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/parts.h"

#include <QDragEnterEvent>
#include <QFileInfo>
#include <QLocale>
#include <QMimeData>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

namespace tideline {

namespace {

constexpr int columnWidth = 560;
constexpr int recentShown = 5;

QStringList localFiles(const QMimeData* data)
{
    QStringList files;
    for (const QUrl& url : data->urls()) {
        if (url.isLocalFile())
            files += url.toLocalFile();
    }
    return files;
}

} // namespace

StartPage::StartPage(QWidget* parent)
    : QWidget(parent), m_strip(new MessageStrip), m_recent(new QWidget), m_recentRows(new QVBoxLayout(m_recent))
{
    setAcceptDrops(true);
    setAccessibleName(tr("Start"));
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_strip);
    outer->addStretch(2);
    auto* column = new QWidget;
    column->setFixedWidth(columnWidth);
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    QLabel* title = plainLabel(tr("Tideline"), "figure");
    layout->addWidget(title);
    layout->addWidget(plainLabel(tr("What they did above the line, what their network did below it."), "dim"));
    layout->addSpacing(10);

    auto* founding = new BigRow(QStringLiteral("book-open"), tr("Open the founding case"),
                                tr("North Korea 2017–2019: real events, simulated traffic"));
    founding->setPrimary(true);
    m_founding = founding;
    auto* import = new BigRow(QStringLiteral("download"), tr("Import files"),
                              tr("Events, flow logs or usage series, into a new case. You can also drop them here"));
    auto* open = new BigRow(QStringLiteral("folder-open"), tr("Open a case"), tr("A .tideline file"));
    auto* fresh = new BigRow(QStringLiteral("file-plus"), tr("New case"), tr("Title, examiner, zone"));
    layout->addWidget(founding);
    layout->addWidget(import);
    auto* pair = new QHBoxLayout;
    pair->setSpacing(10);
    pair->addWidget(open);
    pair->addWidget(fresh);
    layout->addLayout(pair);
    m_recentRows->setContentsMargins(0, 8, 0, 0);
    m_recentRows->setSpacing(2);
    layout->addWidget(m_recent);
    outer->addWidget(column, 0, Qt::AlignHCenter);
    outer->addStretch(3);

    connect(founding, &QPushButton::clicked, this, &StartPage::foundingRequested);
    connect(import, &QPushButton::clicked, this, [this] { emit importRequested({}); });
    connect(open, &QPushButton::clicked, this, [this] { emit openRequested({}); });
    connect(fresh, &QPushButton::clicked, this, &StartPage::newRequested);
    setFocusProxy(founding);
    setRecent({});
}

void StartPage::setRecent(const QStringList& paths)
{
    while (QLayoutItem* item = m_recentRows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_recent->setVisible(!paths.isEmpty());
    if (paths.isEmpty())
        return;
    m_recentRows->addWidget(plainLabel(tr("Recent"), "heading"));
    for (const QString& path : paths.mid(0, recentShown)) {
        const QFileInfo file(path);
        auto* row = new QToolButton;
        row->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        row->setIcon(themedIcon(QStringLiteral("history")));
        row->setText(QStringLiteral("%1   %2").arg(file.completeBaseName(), file.absolutePath()));
        row->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        row->setFocusPolicy(Qt::StrongFocus);
        row->setEnabled(file.exists());
        connect(row, &QToolButton::clicked, this, [this, path] { emit openRequested(path); });
        m_recentRows->addWidget(row, 0, Qt::AlignLeft);
    }
}

void StartPage::setBusy(bool busy)
{
    for (QAbstractButton* button : findChildren<QAbstractButton*>())
        button->setEnabled(!busy);
}

void StartPage::dragEnterEvent(QDragEnterEvent* event)
{
    if (!localFiles(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void StartPage::dropEvent(QDropEvent* event)
{
    const QStringList files = localFiles(event->mimeData());
    if (files.size() == 1 && files.first().endsWith(QStringLiteral(".tideline"), Qt::CaseInsensitive))
        emit openRequested(files.first());
    else if (!files.isEmpty())
        emit importRequested(files);
    event->acceptProposedAction();
}

} // namespace tideline
