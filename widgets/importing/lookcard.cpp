// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/importing/lookcard.h"

#include "models/core/timetext.h"
#include "widgets/importing/effectplot.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/parts.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QSet>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace tideline {

namespace {

constexpr int linesNamed = 4;

QString linesText(const QList<qint64>& lines)
{
    QStringList texts;
    for (const qint64 line : lines.mid(0, linesNamed))
        texts += QString::number(line);
    const QString list = texts.join(QStringLiteral(", "));
    return lines.size() > linesNamed ? LookCard::tr("lines %1 …").arg(list)
           : lines.size() == 1       ? LookCard::tr("line %1").arg(list)
                                     : LookCard::tr("lines %1").arg(list);
}

void addRejected(const ParsedBlock& parsed, QList<Remark>& remarks)
{
    QMap<QString, QList<qint64>> byReason;
    for (const Problem& problem : parsed.problems)
        byReason[problem.reason.section(u'“', 0, 0).left(60).trimmed()] += problem.line;
    for (auto it = byReason.begin(); it != byReason.end(); ++it) {
        const auto first = std::find_if(parsed.problems.begin(), parsed.problems.end(),
                                        [&](const Problem& p) { return p.line == it.value().first(); });
        remarks += {Remark::Level::Danger,
                    LookCard::tr("%Ln row(s) cannot be taken (%1): %2", nullptr, int(it.value().size()))
                        .arg(linesText(it.value()), first->reason),
                    it.value().first()};
    }
}

void addEvents(const ParsedBlock& parsed, const std::vector<EventPtr>& known, QList<Remark>& remarks)
{
    QList<qint64> undated, unsourced, sameDay, twice;
    QSet<QString> days, ids;
    for (const EventPtr& event : known) {
        if (event->time.range)
            days += event->category + QString::number(event->time.range->from / microsPerDay);
    }
    for (const Event& event : parsed.events) {
        if (!event.time.range)
            undated += event.record;
        else if (days.contains(event.category + QString::number(event.time.range->from / microsPerDay)))
            sameDay += event.record;
        if (event.citations.empty())
            unsourced += event.record;
        if (ids.contains(event.id))
            twice += event.record;
        ids += event.id;
    }
    const auto add = [&](const QList<qint64>& lines, const QString& text) {
        if (!lines.isEmpty())
            remarks += {Remark::Level::Warning, text.arg(linesText(lines)), lines.first()};
    };
    add(undated, LookCard::tr("No date in %Ln row(s) (%1): listed, never plotted.", nullptr, int(undated.size())));
    add(unsourced, LookCard::tr("No source is named in %Ln row(s) (%1).", nullptr, int(unsourced.size())));
    add(sameDay, LookCard::tr("%Ln row(s) with day and category of an event in the case (%1): the check shows which of "
                              "them are the same event.",
                              nullptr, int(sameDay.size())));
    add(twice,
        LookCard::tr("%Ln row(s) with the same content as another one (%1): taken once.", nullptr, int(twice.size())));
}

/// 3/4/2019: the third of April or the fourth of March?
void addDateOrder(const ImportItem& item, QList<Remark>& remarks)
{
    const int column = item.mapping.columnOf(QStringLiteral("time"));
    if (!item.table || column < 0 || item.mapping.options.contains(QStringLiteral("epoch")))
        return;
    QStringList texts;
    for (const auto& entry : item.table->columns[column].values)
        texts += entry.first;
    const QList<DateOrder> orders = possibleOrders(texts);
    if (orders.contains(DateOrder::MonthDayYear) && orders.contains(DateOrder::DayMonthYear) &&
        !orders.contains(DateOrder::YearMonthDay))
        remarks += {Remark::Level::Warning,
                    LookCard::tr("Is the day or the month first? All dates can be read both ways."), 0};
}

} // namespace

QList<Remark> remarksOn(const ImportItem& item, const ParsedBlock& parsed, const std::vector<EventPtr>& known)
{
    QList<Remark> remarks;
    addRejected(parsed, remarks);
    addDateOrder(item, remarks);
    addEvents(parsed, known, remarks);
    for (const QString& note : parsed.notes)
        remarks += {Remark::Level::Warning, note, 0};
    if (item.table && !item.table->whole)
        remarks += {
            Remark::Level::Good,
            LookCard::tr("Seen so far: the first %Ln row(s). The check reads them all.", nullptr, int(parsed.read)), 0};
    if (remarks.isEmpty())
        remarks +=
            {Remark::Level::Good, LookCard::tr("Nothing stands out in %Ln row(s).", nullptr, int(parsed.read)), 0};
    return remarks;
}

LookCard::LookCard(QWidget* parent) : QFrame(parent), m_plot(new EffectPlot), m_remarks(new QVBoxLayout)
{
    setProperty("card", true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 4, 8);
    layout->setSpacing(6);
    layout->addWidget(plainLabel(tr("On the axis it will look like this"), "heading"));
    auto* plotRow = new QHBoxLayout;
    plotRow->setContentsMargins(0, 0, 8, 0);
    plotRow->addWidget(m_plot);
    layout->addLayout(plotRow);
    layout->addWidget(plainLabel(tr("To look at"), "heading"));
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* inside = new QWidget;
    inside->setProperty("panel", true);
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, 8, 0);
    m_remarks->setSpacing(6);
    column->addLayout(m_remarks);
    column->addStretch();
    scroll->setWidget(inside);
    layout->addWidget(scroll, 1);
}

void LookCard::showEffect(const ParsedBlock& parsed, const QList<Remark>& remarks, const Zone& zone)
{
    m_plot->setBars(parsed.events.empty() ? effectBars(parsed.points, zone) : effectBars(parsed.events, zone), zone);
    showRemarks(remarks);
}

void LookCard::showRemarks(const QList<Remark>& remarks)
{
    while (QLayoutItem* item = m_remarks->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const Remark& remark : remarks) {
        auto* row = new QWidget;
        auto* line = new QHBoxLayout(row);
        line->setContentsMargins(0, 0, 0, 0);
        line->setSpacing(8);
        const bool good = remark.level == Remark::Level::Good, danger = remark.level == Remark::Level::Danger;
        const QIcon icon = themedIcon(good     ? QStringLiteral("info")
                                      : danger ? QStringLiteral("circle-x")
                                               : QStringLiteral("triangle-alert"),
                                      good     ? Token::TextDim
                                      : danger ? Token::Danger
                                               : Token::Warning);
        if (remark.line > 0) { // leads to the row
            auto* button = new QToolButton;
            button->setIcon(icon);
            button->setToolTip(tr("Show line %1").arg(remark.line));
            button->setAccessibleName(tr("Show line %1: %2").arg(remark.line).arg(remark.text));
            button->setStyleSheet(QStringLiteral("QToolButton { padding: 0; height: 18px; }"));
            button->setFocusPolicy(Qt::StrongFocus);
            connect(button, &QToolButton::clicked, this, [this, at = remark.line] { emit lineChosen(at); });
            line->addWidget(button, 0, Qt::AlignTop);
        } else {
            auto* picture = new QLabel;
            picture->setPixmap(icon.pixmap(QSize(16, 16), devicePixelRatioF()));
            line->addWidget(picture, 0, Qt::AlignTop);
        }
        line->addWidget(wrappedLabel(remark.text), 1);
        m_remarks->addWidget(row);
    }
}

void LookCard::setStale(bool stale)
{
    m_plot->setEnabled(!stale);
}

} // namespace tideline
