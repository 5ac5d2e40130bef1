// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/figurecard.h"

#include "widgets/charts/figurechart.h"
#include "widgets/charts/footer.h"
#include "widgets/exporting/figureoptions.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/parts.h"
#include "widgets/theme/text.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace tideline {

FigureCard::FigureCard(CaseSession* session, const QString& title, const Question& question, QWidget* parent)
    : QFrame(parent)
    , m_session(session)
    , m_title(title)
    , m_question(question)
    , m_query(new MeasureQuery(session, this))
    , m_chart(new FigureChart)
    , m_heading(plainLabel(title, "title"))
    , m_headline(wrappedLabel({}, "dim"))
    , m_badge(badgeLabel(tr("Simulated"), "simulated"))
{
    setProperty("card", true);
    m_badge->hide();
    auto* top = new QHBoxLayout;
    m_heading->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    top->addWidget(m_heading, 1);
    top->addWidget(m_badge);
    const auto tool = [&](const QString& icon, const QString& name, auto slot) {
        auto* button = new QToolButton;
        button->setAutoRaise(true);
        button->setIcon(themedIcon(icon, Token::TextDim));
        button->setToolTip(name);
        button->setAccessibleName(QStringLiteral("%1: %2").arg(title, name));
        connect(button, &QToolButton::clicked, this, slot);
        top->addWidget(button);
    };
    tool(QStringLiteral("pin"), tr("Pin as finding"), [this] {
        if (result())
            emit pinRequested(*result());
    });
    tool(QStringLiteral("table"), tr("Show as table"), [this] {
        if (result())
            emit tableRequested(*result());
    });
    tool(QStringLiteral("copy"), tr("Copy as CSV"), [this] { copyCsv(); });
    tool(QStringLiteral("image"), tr("Save picture…"), [this] { savePicture(); });
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 8, 8);
    layout->addLayout(top);
    layout->addWidget(m_headline);
    layout->addWidget(m_chart, 1);
    m_chart->setMinimumHeight(260);

    connect(m_query, &MeasureQuery::sketched, this, &FigureCard::draw);
    connect(m_query, &MeasureQuery::answered, this, [this](const MeasureResult& result) {
        draw(result);
        emit answered(result);
    });
    connect(m_query, &MeasureQuery::failed, this, [this](const Error& error) {
        m_headline->clear();
        m_badge->hide();
        m_chart->setResult({});
        m_chart->setEmptyText(error.text());
    });
    for (auto signal : {&CaseSession::snapshotChanged, &CaseSession::filterChanged, &CaseSession::subjectChanged,
                        &CaseSession::zoneChanged, &CaseSession::quantityChanged})
        connect(session, signal, this, &FigureCard::markStale);
}

void FigureCard::setTitle(const QString& title)
{
    m_title = title;
    m_heading->setText(title);
}

void FigureCard::setQuestion(const Question& question)
{
    m_question = question;
    markStale();
}

void FigureCard::markStale()
{
    m_stale = true;
    if (isVisible())
        ask();
}

void FigureCard::showEvent(QShowEvent* event)
{
    QFrame::showEvent(event);
    if (m_stale)
        ask();
}

void FigureCard::ask()
{
    if (!m_session->isOpen())
        return;
    m_stale = false;
    Question question = m_question;
    const Measure* measure = measureNamed(question.measure);
    const bool isOfFlows = measure && measure->ofFlows;
    const bool isOfSeries = !question.series.isEmpty();
    if (isOfFlows && !isOfSeries) {
        question.subject = m_session->subject();
        question.of = m_session->quantity();
    }
    // The events of a measure of something else are those that are seen.
    if (isOfFlows && measure->options.contains(QStringLiteral("events")) &&
        restrictedTo(m_session->filter(), Domain::Events))
        question.events = m_session->filterText();
    if (!isOfSeries && restrictedTo(m_session->filter(), isOfFlows ? Domain::Flows : Domain::Events))
        question.where = m_session->filterText();
    m_query->ask(question);
}

void FigureCard::draw(const MeasureResult& result)
{
    const QString headline = result.share < 1 ? firstPictureText(result.share) : result.headline.text;
    m_headline->setText(headline);
    m_headline->setToolTip(plainToolTip(headline));
    m_badge->setVisible(result.simulated());
    FigureOptions options = figureOptions(result, *m_session->snapshot(), m_chart->size());
    options.decorated = false;
    m_chart->setOptions(options);
    m_chart->setResult(result);
    m_chart->setToolTip(plainToolTip(result.notes.join(u'\n')));
}

void FigureCard::copyCsv() const
{
    if (result())
        QApplication::clipboard()->setText(QString::fromUtf8(toCsv(result()->table)));
}

void FigureCard::savePicture()
{
    if (!result())
        return;
    auto* dialog = new QFileDialog(this, tr("Save picture"), QString(), tr("SVG (*.svg);;PNG (*.png);;PDF (*.pdf)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("svg"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        FigureOptions options = figureOptions(*result(), *m_session->snapshot(), QSize(1200, 600));
        options.title = m_title;
        if (const auto saved = saveFigure(*result(), options, path); !saved)
            emit m_session->failed(saved.error());
    });
    dialog->open();
}

} // namespace tideline
