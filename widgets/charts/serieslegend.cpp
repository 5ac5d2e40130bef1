// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/serieslegend.h"

#include "widgets/theme/text.h"
#include "widgets/theme/theme.h"

#include <QFontMetricsF>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace tideline {

namespace {

constexpr int rowHeight = 18;

class LegendEntry : public QAbstractButton
{
public:
    LegendEntry(const QString& name, int series, QWidget* parent) : QAbstractButton(parent), m_series(series)
    {
        setText(name);
        setCheckable(true);
        setAccessibleName(name);
        setToolTip(plainToolTip(name + u'\n' + SeriesLegend::tr("Space shows or hides it, Alt+click shows it alone")));
        setFocusPolicy(Qt::StrongFocus);
    }

    bool alone = false; ///< the last click came with Alt

protected:
    void mousePressEvent(QMouseEvent* event) override
    {
        alone = event->modifiers() & Qt::AltModifier;
        QAbstractButton::mousePressEvent(event);
    }

    void keyPressEvent(QKeyEvent* event) override
    {
        alone = event->modifiers() & Qt::AltModifier;
        QAbstractButton::keyPressEvent(event);
    }

    void paintEvent(QPaintEvent*) override
    {
        const Theme theme = Theme::of(this);
        const QFont font = theme.font(TextRole::Axis);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QColor color = theme.series(m_series);
        painter.setPen(isChecked() ? QPen(Qt::NoPen) : QPen(color, 1.5));
        painter.setBrush(isChecked() ? QBrush(color) : QBrush(Qt::NoBrush));
        painter.drawRoundedRect(QRectF(0.75, 4.75, 9.5, 9.5), 2, 2);
        drawTabular(painter, {16, 13.5}, QFontMetricsF(font).elidedText(text(), Qt::ElideRight, width() - 18), font,
                    theme.color(isChecked() ? Token::Text : Token::TextDim));
        if (hasFocus()) {
            painter.setPen(QPen(theme.color(Token::Selection), 1));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(QRectF(rect()).adjusted(-2, 0.5, -0.5, -0.5), 3, 3);
        }
    }

private:
    int m_series;
};

} // namespace

SeriesLegend::SeriesLegend(QWidget* parent) : QWidget(parent)
{
    setAccessibleName(tr("Series"));
}

void SeriesLegend::setKeys(const QStringList& keys, const std::vector<bool>& hidden)
{
    qDeleteAll(m_entries);
    m_entries.clear();
    for (int i = 0; i < keys.size(); ++i) {
        auto* entry = new LegendEntry(keys[i], i, this);
        entry->setChecked(std::size_t(i) >= hidden.size() || !hidden[std::size_t(i)]);
        connect(entry, &QAbstractButton::clicked, this, [this, entry, i] {
            if (entry->alone)
                showAlone(i);
            emit hiddenChanged(this->hidden());
        });
        m_entries.push_back(entry);
    }
    // The last series lies on top of the stack, so it stands on top of the legend.
    const int n = int(m_entries.size());
    for (int i = 0; i < n; ++i) {
        m_entries[std::size_t(i)]->setGeometry(3, (n - 1 - i) * rowHeight, std::max(0, width() - 3), rowHeight);
        m_entries[std::size_t(i)]->show();
    }
    for (int i = n - 1; i > 0; --i)
        setTabOrder(m_entries[std::size_t(i)], m_entries[std::size_t(i - 1)]);
    setFixedHeight(n * rowHeight);
}

std::vector<bool> SeriesLegend::hidden() const
{
    std::vector<bool> result;
    for (const QAbstractButton* entry : m_entries)
        result.push_back(!entry->isChecked());
    return result;
}

void SeriesLegend::showAlone(int index)
{
    // Alone already: the same gesture brings the others back.
    const bool others = std::any_of(m_entries.begin(), m_entries.end(), [&](const QAbstractButton* entry) {
        return entry != m_entries[std::size_t(index)] && entry->isChecked();
    });
    for (std::size_t i = 0; i < m_entries.size(); ++i)
        m_entries[i]->setChecked(!others || int(i) == index);
}

} // namespace tideline
