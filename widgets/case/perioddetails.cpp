// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/case/perioddetails.h"

#include "widgets/case/flowlayout.h"
#include "widgets/case/periodtext.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/parts.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <QtConcurrent>

namespace tideline {

PeriodDetails::PeriodDetails(CaseSession* session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_heading(wrappedLabel({}, "heading"))
    , m_simulated(badgeLabel(tr("Simulated"), "simulated"))
    , m_figure(wrappedLabel({}, "figure"))
    , m_explanation(wrappedLabel({}, "dim"))
    , m_table(new QWidget)
    , m_grid(new QGridLayout(m_table))
    , m_pin(new QPushButton(tr("Pin as finding")))
{
    m_figure->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setVerticalSpacing(0);
    m_grid->setColumnStretch(0, 1);
    m_pin->setProperty("primary", true);
    m_pin->setIcon(themedIcon(QStringLiteral("pin"), Token::OnSelection));
    auto* compare = new QPushButton(tr("Compare"));
    auto* rows = new QPushButton(tr("Rows"));
    auto* note = new QPushButton(tr("Note"));
    auto* top = new QHBoxLayout;
    top->addWidget(m_heading, 1);
    top->addWidget(m_simulated);
    auto* buttons = new FlowLayout;
    for (QPushButton* button : {m_pin, compare, rows, note})
        buttons->addWidget(button);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 12);
    layout->setSpacing(6);
    layout->addLayout(top);
    layout->addWidget(m_figure);
    layout->addWidget(m_explanation);
    layout->addWidget(m_table);
    layout->addLayout(buttons);

    connect(m_pin, &QPushButton::clicked, this, [this] {
        if (m_summary)
            emit pinRequested(m_summary->compare);
    });
    connect(compare, &QPushButton::clicked, this, &PeriodDetails::compareRequested);
    connect(rows, &QPushButton::clicked, this, &PeriodDetails::rowsRequested);
    connect(note, &QPushButton::clicked, this, &PeriodDetails::noteRequested);
}

void PeriodDetails::refresh()
{
    if (m_cancelled)
        m_cancelled->store(true);
    const quint64 generation = ++m_generation;
    const auto brush = m_session->brush();
    setVisible(m_session->isOpen() && brush.has_value());
    if (!isVisibleTo(parentWidget()) || !m_session->isOpen())
        return;
    m_summary.reset();
    m_pin->setEnabled(false);
    const auto& windows = m_session->snapshot()->facts.windows;
    m_heading->setText(windows.empty() ? periodText(*brush, m_session->zone())
                                       : tr("Brushed period against %1").arg(windows.front().name));
    if (windows.empty()) {
        showError(tr("Name a window to compare with (Measure › Windows)"));
        return;
    }
    Question common;
    common.subject = m_session->subject();
    common.of = m_session->quantity();
    if (restrictedTo(m_session->filter(), Domain::Flows))
        common.where = m_session->filterText();
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    using Answer = std::shared_ptr<Result<PeriodSummary>>;
    auto* watcher = new QFutureWatcher<Answer>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, generation] {
        watcher->deleteLater();
        if (generation != m_generation)
            return;
        const Answer answer = watcher->result();
        if (*answer)
            showSummary(**answer);
        else
            showError(answer->error().text());
    });
    watcher->setFuture(
        QtConcurrent::run(m_session->readers(), [file = m_session->file(), snapshot = m_session->snapshot(), common,
                                                 period = *brush, base = windows.front().name, flag = m_cancelled] {
            return std::make_shared<Result<PeriodSummary>>(
                summarisePeriod(*file, *snapshot, common, period, base, Progress({}, flag.get())));
        }));
}

void PeriodDetails::showError(const QString& text)
{
    m_figure->hide();
    m_table->hide();
    m_simulated->hide();
    m_explanation->setText(text);
}

void PeriodDetails::showSummary(const PeriodSummary& summary)
{
    m_summary = summary;
    m_pin->setEnabled(!m_session->isReadOnly());
    m_simulated->setVisible(summary.compare.simulated());
    m_figure->setVisible(true);
    m_figure->setText(summary.compare.headline.value ? ratioText(*summary.compare.headline.value) : tr("no base"));
    QString explanation = tr("volume per day");
    if (const auto interval = summary.compare.headline.interval)
        explanation +=
            tr(" · 95 % interval ×%1 to ×%2").arg(interval->first, 0, 'f', 1).arg(interval->second, 0, 'f', 1);
    m_explanation->setText(explanation + tr(" · gaps left out"));

    while (QLayoutItem* item = m_grid->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    const auto put = [this](int row, int column, const QString& text, bool isHeading) {
        const char* role = isHeading ? "heading" : column == 3 ? "strong" : nullptr;
        QLabel* label = column == 0 ? wrappedLabel(text, role) : plainLabel(text, role);
        label->setContentsMargins(0, 3, 0, 3);
        label->setAlignment((column == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
        m_grid->addWidget(label, row, column);
    };
    put(0, 0, tr("Measure"), true);
    put(0, 1, summary.baseName, true);
    put(0, 2, tr("Period"), true);
    put(0, 3, tr("Ratio"), true);
    int row = 1;
    for (const PeriodSummary::Line& line : summary.lines) {
        put(row, 0, line.title, false);
        put(row, 1, line.base, false);
        put(row, 2, line.period, false);
        put(row, 3, line.ratio, false);
        ++row;
    }
    m_table->show();
}

} // namespace tideline
