// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/case/filterrail.h"

#include "widgets/case/filterpanel.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/marks.h"

#include <QLocale>
#include <QPainter>
#include <QSet>
#include <QToolButton>
#include <QVBoxLayout>

namespace tideline {

namespace {

constexpr int railWidth = 36;
constexpr int markSize = 16;

/// A category that is switched off is struck through: its colour alone would not tell.
QIcon railIcon(const QIcon& mark, bool isOn, const Theme& theme, double ratio)
{
    if (isOn)
        return mark;
    QPixmap pixmap(QSizeF(markSize * ratio, markSize * ratio).toSize());
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(0.4);
    mark.paint(&painter, 1, 1, markSize - 2, markSize - 2);
    painter.setOpacity(1);
    painter.setPen(QPen(theme.color(Token::TextDim), 1.4));
    painter.drawLine(QPointF(1.5, markSize - 1.5), QPointF(markSize - 1.5, 1.5));
    return QIcon(pixmap);
}

QToolButton* railButton()
{
    auto* button = new QToolButton;
    button->setProperty("rail", true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setIconSize({markSize, markSize});
    return button;
}

} // namespace

FilterRail::FilterRail(FilterPanel* panel, QWidget* parent)
    : QWidget(parent), m_panel(panel), m_layout(new QVBoxLayout(this)), m_unfold(railButton())
{
    setFixedWidth(railWidth);
    setAccessibleName(tr("Filter, folded"));
    m_layout->setContentsMargins(3, 6, 3, 6);
    m_layout->setSpacing(4);
    m_unfold->setIcon(themedIcon(QStringLiteral("chevron-right")));
    m_unfold->setToolTip(tr("Unfold the filter panel (F9)"));
    m_unfold->setAccessibleName(tr("Unfold the filter panel"));
    m_layout->addWidget(m_unfold);
    m_layout->addStretch();
    connect(m_unfold, &QToolButton::clicked, this, &FilterRail::unfoldRequested);
    connect(panel, &FilterPanel::facetsShown, this, &FilterRail::refresh);
}

QToolButton* FilterRail::addMark(const QString& category)
{
    QToolButton* button = railButton();
    button->setCheckable(true);
    connect(button, &QToolButton::clicked, m_panel,
            [this, category](bool on) { m_panel->toggle(QStringLiteral("category"), category, on, false); });
    m_layout->insertWidget(m_layout->count() - 1, button); // above the stretch
    return button;
}

void FilterRail::refresh()
{
    const Facet* facet = m_panel->facet(QStringLiteral("category"));
    QStringList there;
    for (const Facet::Value& value : facet ? facet->values : std::vector<Facet::Value>())
        there += value.value;
    if (QSet<QString>(there.begin(), there.end()) != QSet<QString>(m_marks.keyBegin(), m_marks.keyEnd())) {
        qDeleteAll(m_marks);
        m_marks.clear();
        for (const QString& category : there)
            m_marks.insert(category, addMark(category));
    }
    const Theme theme = Theme::of(this);
    const CategoryMarks marks;
    for (const QString& category : there) {
        const auto value = std::find_if(facet->values.begin(), facet->values.end(),
                                        [&](const Facet::Value& each) { return each.value == category; });
        QToolButton* button = m_marks.value(category);
        const QString name =
            tr("%1: %2").arg(CategoryMarks::title(category), tr("%Ln event(s)", nullptr, int(value->count)));
        button->setChecked(value->chosen);
        button->setIcon(railIcon(markIcon(marks.mark(category), theme), value->chosen, theme, devicePixelRatioF()));
        button->setToolTip(value->chosen ? tr("%1. Click to hide them").arg(name)
                                         : tr("%1, hidden. Click to show them").arg(name));
        button->setAccessibleName(name);
    }
}

} // namespace tideline
