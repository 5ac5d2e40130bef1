// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogs/pendingimportsbar.h"

#include "models/session/importing.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/parts.h"

#include <QFileInfo>
#include <QHBoxLayout>

namespace tideline {

PendingImportsBar::PendingImportsBar(CaseSession* session, QWidget* parent)
    : QFrame(parent)
    , m_session(session)
    , m_text(wrappedLabel({}))
    , m_resume(new QPushButton(tr("Finish it")))
    , m_discard(new QPushButton(tr("Discard it")))
{
    setProperty("strip", QStringLiteral("warning"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 5, 12, 5);
    layout->setSpacing(10);
    auto* icon = new QLabel;
    icon->setPixmap(themedIcon(QStringLiteral("history"), Token::Warning).pixmap(QSize(16, 16), devicePixelRatioF()));
    layout->addWidget(icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_resume);
    layout->addWidget(m_discard);
    connect(m_resume, &QPushButton::clicked, this, &PendingImportsBar::resume);
    connect(m_discard, &QPushButton::clicked, this, &PendingImportsBar::discard);
    connect(session, &CaseSession::opened, this, &PendingImportsBar::refresh);
    connect(session, &CaseSession::closed, this, [this] {
        m_waiting.clear();
        hide();
    });
    hide();
    if (session->isOpen())
        refresh();
}

void PendingImportsBar::refresh()
{
    m_waiting = m_session->isReadOnly() ? std::vector<PendingImport>() : m_session->pendingImports();
    setVisible(!m_waiting.empty());
    if (!m_waiting.empty())
        showPending(m_waiting.front());
}

void PendingImportsBar::showPending(const PendingImport& pending)
{
    const bool there = QFileInfo::exists(pending.path);
    const QString name = pending.source.name.isEmpty() ? QFileInfo(pending.path).fileName() : pending.source.name;
    QString text =
        tr("The import of %1 was interrupted after %n block(s). None of its rows show.", nullptr, pending.blocks)
            .arg(name);
    if (!there)
        text += u' ' + tr("The file %1 is not there any more.").arg(pending.path);
    if (m_waiting.size() > 1)
        text += u' ' + tr("Waiting besides: %n file(s).", nullptr, int(m_waiting.size()) - 1);
    m_text->setText(text);
    setAccessibleName(text);
    m_resume->setEnabled(there);
}

void PendingImportsBar::resume()
{
    if (m_waiting.empty())
        return;
    const PendingImport pending = m_waiting.front();
    m_session->write(tr("Finishing the import of %1").arg(pending.source.name),
                     [pending](CaseFile& file, const Progress& progress) -> Result<void> {
                         const auto report = resumeImport(file, pending, progress);
                         return report ? Result<void>() : Result<void>(report.error());
                     });
    next();
}

void PendingImportsBar::discard()
{
    if (m_waiting.empty())
        return;
    const PendingImport pending = m_waiting.front();
    m_session->write(tr("Discarding the import of %1").arg(pending.source.name),
                     [id = pending.source.id](CaseFile& file, const Progress& progress) {
                         return file.discardImport(id, progress);
                     });
    next();
}

void PendingImportsBar::next()
{
    m_waiting.erase(m_waiting.begin());
    setVisible(!m_waiting.empty());
    if (!m_waiting.empty())
        showPending(m_waiting.front());
}

} // namespace tideline
