// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/importing/roleheader.h"

#include "widgets/theme/parts.h"
#include "widgets/theme/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QFontMetrics>
#include <QPainter>
#include <QScrollBar>

namespace tideline {

namespace {
constexpr int headerHeight = 78;
constexpr int boxTop = 45;
constexpr int boxHeight = 26;
constexpr int inset = 8;
} // namespace

RoleHeader::RoleHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent)
{
    setSectionsClickable(false);
    setHighlightSections(false);
    setMinimumSectionSize(60);
    setAccessibleName(tr("Meaning of the columns"));
    connect(this, &QHeaderView::sectionResized, this, &RoleHeader::placeBoxes);
    connect(this, &QHeaderView::geometriesChanged, this, &RoleHeader::placeBoxes);
}

void RoleHeader::setTable(const RawTable& table, FileKind kind)
{
    qDeleteAll(m_boxes);
    m_boxes.clear();
    m_names = table.names();
    m_summaries.clear();
    for (int i = 0; i < table.columns.size(); ++i) {
        m_summaries += table.columns[i].summary(int(table.rows.size()));
        m_boxes += makeBox(i, kind, m_names[i]);
    }
    placeBoxes();
}

QComboBox* RoleHeader::makeBox(int column, FileKind kind, const QString& name)
{
    auto* box = new QComboBox(viewport());
    box->setAccessibleName(tr("Meaning of the column %1").arg(name));
    box->setToolTip(tr("Columns with the same meaning are merged into one field"));
    box->addItem(mappingFieldTitle(kind, {}), QString());
    for (const MappingField& field : mappingFields()) {
        if (field.kind == kind)
            box->addItem(mappingFieldTitle(kind, QLatin1String(field.key)), QLatin1String(field.key));
    }
    box->setMaxVisibleItems(30);
    box->setFocusPolicy(Qt::StrongFocus);
    box->installEventFilter(this);
    connect(box, &QComboBox::activated, this,
            [this, box, column] { emit fieldChosen(column, box->currentData().toString()); });
    box->show();
    return box;
}

void RoleHeader::showMapping(const ColumnMapping& mapping)
{
    m_mapping = mapping;
    for (int i = 0; i < m_boxes.size(); ++i) {
        QComboBox* box = m_boxes[i];
        QStringList titles;
        for (const ColumnMapping::Rule& rule : mapping.columns.value(i))
            titles += mappingFieldTitle(mapping.kind, rule.field);
        const int at = std::max(0, box->findData(mapping.fieldOf(i)));
        if (const int both = box->findData(QStringLiteral("*")); both >= 0)
            box->removeItem(both);
        box->setCurrentIndex(at);
        if (titles.size() > 1) { // one column with two meanings, as recipes may say
            box->addItem(titles.join(QStringLiteral(" + ")), QStringLiteral("*"));
            box->setCurrentIndex(box->count() - 1);
        }
        const Theme theme = Theme::of(this);
        const QColor ink = theme.color(titles.isEmpty() ? Token::TextDim : Token::Selection);
        const QColor edge = theme.color(titles.isEmpty() ? Token::Border : Token::Selection);
        box->setStyleSheet(
            QStringLiteral("QComboBox { min-height: 24px; padding: 0 6px; color: %1; border: 1px solid %2; }")
                .arg(ink.name(), edge.name()));
    }
}

QSize RoleHeader::sizeHint() const
{
    return {QHeaderView::sizeHint().width(), headerHeight};
}

void RoleHeader::placeBoxes()
{
    for (int i = 0; i < m_boxes.size() && i + 1 < count(); ++i) {
        const int left = sectionViewportPosition(i + 1);
        m_boxes[i]->setGeometry(left + inset, boxTop, sectionSize(i + 1) - 2 * inset, boxHeight);
    }
}

void RoleHeader::changeEvent(QEvent* event)
{
    QHeaderView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_boxes.isEmpty())
        showMapping(ColumnMapping(m_mapping));
}

void RoleHeader::resizeEvent(QResizeEvent* event)
{
    QHeaderView::resizeEvent(event);
    placeBoxes();
}

void RoleHeader::paintSection(QPainter* painter, const QRect& rect, int logicalIndex) const
{
    const Theme theme = Theme::of(this);
    painter->save();
    painter->fillRect(rect, theme.color(Token::SurfaceRaised));
    painter->setPen(theme.color(Token::Grid));
    painter->drawLine(rect.topRight(), rect.bottomRight());
    painter->setPen(theme.color(Token::Border));
    painter->drawLine(rect.bottomLeft(), rect.bottomRight());
    const QRect text = rect.adjusted(inset, 6, -inset, 0);
    const auto line = [&](const QString& words, const QFont& font, Token color, int top) {
        painter->setFont(font);
        painter->setPen(theme.color(color));
        const QString shown = QFontMetrics(font).elidedText(words, Qt::ElideRight, text.width());
        painter->drawText(QRect(text.left(), text.top() + top, text.width(), 18), Qt::AlignLeft | Qt::AlignVCenter,
                          shown);
    };
    if (logicalIndex == 0) {
        line(tr("line"), theme.font(TextRole::Secondary), Token::TextDim, 0);
    } else {
        line(m_names.value(logicalIndex - 1), theme.font(TextRole::Strong), Token::Text, 0);
        line(m_summaries.value(logicalIndex - 1), theme.font(TextRole::Secondary), Token::TextDim, 18);
    }
    painter->restore();
}

} // namespace tideline
