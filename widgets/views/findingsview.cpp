// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/findingsview.h"

#include "models/core/timetext.h"
#include "widgets/theme/parts.h"

#include <QFutureWatcher>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <QtConcurrent>

#include <chrono>

namespace tideline {

namespace {

struct Badge
{
    const char* text;
    const char* style;
};

Badge badgeOf(const FindingCheck* check)
{
    if (!check)
        return {QT_TRANSLATE_NOOP("tideline::FindingsView", "Not checked"), "neutral"};
    switch (check->state) {
    case FindingState::Same:
        return {QT_TRANSLATE_NOOP("tideline::FindingsView", "✓ Same"), "good"};
    case FindingState::Changed:
        return {QT_TRANSLATE_NOOP("tideline::FindingsView", "↻ Changed"), "warning"};
    case FindingState::CannotCompute:
        break;
    }
    return {QT_TRANSLATE_NOOP("tideline::FindingsView", "✕ Cannot compute"), "danger"};
}

Micros now()
{
    using namespace std::chrono;
    return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
}

} // namespace

FindingsView::FindingsView(CaseSession* session, QWidget* parent)
    : QScrollArea(parent), m_session(session), m_list(nullptr)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    auto* page = new QWidget;
    page->setObjectName(QStringLiteral("cardPage"));
    m_list = new QVBoxLayout(page);
    m_list->setContentsMargins(12, 12, 12, 12);
    m_list->setSpacing(8);
    setWidget(page);
    connect(session, &CaseSession::snapshotChanged, this, &FindingsView::reload);
    connect(session, &CaseSession::closed, this, [this] {
        m_findings.clear();
        m_checks.clear();
        rebuild();
    });
}

void FindingsView::reload()
{
    const quint64 generation = ++m_generation;
    using Answer = std::shared_ptr<Result<std::vector<Finding>>>;
    auto* watcher = new QFutureWatcher<Answer>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, generation] {
        watcher->deleteLater();
        const Answer answer = watcher->result();
        if (generation != m_generation)
            return;
        if (*answer)
            m_findings = std::move(**answer);
        rebuild();
    });
    watcher->setFuture(QtConcurrent::run(m_session->readers(), [file = m_session->file()] {
        return std::make_shared<Result<std::vector<Finding>>>(loadFindings(*file));
    }));
}

void FindingsView::rebuild()
{
    while (QLayoutItem* item = m_list->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    if (m_findings.empty()) {
        m_list->addWidget(wrappedLabel(
            tr("No findings yet. Brush a period or open a figure, then choose Pin as finding: the question, the answer "
               "of the day and the fingerprint of the data are kept and can be checked again."),
            "dim"));
    } else {
        auto* check = new QPushButton(tr("Check all again"));
        connect(check, &QPushButton::clicked, this, &FindingsView::checkAll);
        m_list->addWidget(check, 0, Qt::AlignLeft);
    }
    for (const Finding& finding : m_findings) {
        const auto it = m_checks.constFind(finding.id);
        const FindingCheck* check = it == m_checks.cend() ? nullptr : &*it;
        const Badge badge = badgeOf(check);
        QFrame* card = tideline::card();
        auto* layout = new QVBoxLayout(card);
        auto* top = new QHBoxLayout;
        top->addWidget(wrappedLabel(finding.statement, "title"), 1);
        top->addWidget(badgeLabel(tr(badge.text), badge.style), 0, Qt::AlignTop);
        layout->addLayout(top);
        layout->addWidget(wrappedLabel(finding.headline.text, "figure"));
        if (check && check->state == FindingState::Changed)
            layout->addWidget(badgeLabel(tr("Now: %1. %2").arg(check->now, check->reason), "warning"));
        if (check && check->state == FindingState::CannotCompute)
            layout->addWidget(badgeLabel(check->reason, "danger"));
        const QString when = timeText(finding.pinnedAt, Precision::Minute, m_session->zone());
        layout->addWidget(
            wrappedLabel(tr("%1 · pinned %2 %3 · data %4")
                             .arg(finding.question.measure, when, finding.author, finding.fingerprint.left(12)),
                         "dim"));
        m_list->addWidget(card);
    }
    m_list->addStretch();
    emit countChanged(count());
}

void FindingsView::checkAll()
{
    using Answer = std::vector<FindingCheck>;
    m_session->tasks()->run<Answer>(
        m_session->readers(), tr("Checking findings"),
        [file = m_session->file(), snapshot = m_session->snapshot(),
         findings = m_findings](const Progress& progress) -> Result<Answer> {
            Answer checks;
            for (const Finding& finding : findings) {
                if (progress.cancelled())
                    return Error{ErrorCode::Cancelled, QStringLiteral("Cancelled"), {}, {}};
                progress.report(static_cast<double>(checks.size()) / static_cast<double>(findings.size()));
                checks.push_back(checkFinding(*file, *snapshot, finding, progress));
            }
            return checks;
        },
        [this](Result<Answer> checks) {
            if (!checks)
                return;
            for (const FindingCheck& check : *checks)
                m_checks.insert(check.finding.id, check);
            rebuild();
        });
}

void FindingsView::pin(const MeasureResult& result)
{
    auto* dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Pin as finding"));
    dialog->setLabelText(tr("What does it show? %1").arg(result.headline.text));
    dialog->setTextValue(result.headline.text);
    connect(dialog, &QInputDialog::textValueSelected, this, [this, result](const QString& statement) {
        const Finding finding = makeFinding(result, statement, m_session->snapshot()->facts.info.author, now());
        m_session->write(tr("Pin finding"),
                         [finding](CaseFile& file, const Progress&) { return saveFinding(file, finding); });
    });
    dialog->open();
}

} // namespace tideline
