// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/importing/fieldscard.h"

#include "widgets/theme/icons.h"
#include "widgets/theme/parts.h"
#include "widgets/theme/text.h"

#include <QGridLayout>
#include <QLineEdit>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

namespace tideline {

namespace {

QStringList listed(FileKind kind)
{
    if (kind == FileKind::Series)
        return {QStringLiteral("time"), QStringLiteral("value"), QStringLiteral("key"), QStringLiteral("unit"),
                QStringLiteral("quantity")};
    return {QStringLiteral("time"),         QStringLiteral("title"),    QStringLiteral("category"),
            QStringLiteral("country"),      QStringLiteral("actor"),    QStringLiteral("target"),
            QStringLiteral("amount_taken"), QStringLiteral("currency"), QStringLiteral("source"),
            QStringLiteral("certainty"),    QStringLiteral("tag")};
}

/// Names of columns are long: both ends stay to be read, and the tool tip has it all.
class GivenLabel : public QLabel
{
public:
    GivenLabel()
    {
        setProperty("role", QStringLiteral("dim"));
        setTextFormat(Qt::PlainText);
        setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // a long name must not widen the card
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setFont(font());
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(rect(), Qt::AlignRight | Qt::AlignVCenter,
                         fontMetrics().elidedText(text(), Qt::ElideMiddle, width()));
    }
};

bool isNeeded(const QString& field)
{
    return field == u"time" || field == u"title" || field == u"value";
}

} // namespace

FieldsCard::FieldsCard(QWidget* parent) : QFrame(parent), m_title(plainLabel({}, "heading")), m_grid(nullptr)
{
    setProperty("card", true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 4, 8);
    layout->setSpacing(6);
    layout->addWidget(m_title);
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* inside = new QWidget;
    inside->setProperty("panel", true);
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, 8, 0);
    m_grid = new QGridLayout;
    m_grid->setVerticalSpacing(2);
    m_grid->setHorizontalSpacing(8);
    m_grid->setColumnStretch(2, 1);
    column->addLayout(m_grid);
    column->addStretch();
    scroll->setWidget(inside);
    layout->addWidget(scroll, 1);
}

void FieldsCard::build(FileKind kind)
{
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_rows.clear();
    m_kind = kind;
    m_title->setText(kind == FileKind::Series ? tr("A series needs or can have") : tr("An event needs or can have"));
    int line = 0;
    for (const QString& key : listed(kind)) {
        const MappingField* field = mappingField(kind, key);
        Row row{new QLabel, new GivenLabel, nullptr};
        row.mark->setFixedWidth(18);
        m_grid->addWidget(row.mark, line, 0);
        m_grid->addWidget(plainLabel(mappingFieldTitle(kind, key)), line, 1);
        m_grid->addWidget(row.given, line, 2);
        m_grid->setRowMinimumHeight(line, 24);
        if (field && field->constant) {
            row.constant = new QLineEdit;
            row.constant->setPlaceholderText(tr("same for all rows"));
            row.constant->setAlignment(Qt::AlignRight);
            row.constant->setStyleSheet(QStringLiteral("QLineEdit { min-height: 20px; }"));
            row.constant->setAccessibleName(tr("%1 of all rows").arg(mappingFieldTitle(kind, key)));
            m_grid->addWidget(row.constant, line, 2);
            connect(row.constant, &QLineEdit::textEdited, this,
                    [this, key](const QString& text) { emit constantChosen(key, text.trimmed()); });
        }
        m_rows.insert(key, row);
        ++line;
    }
}

void FieldsCard::showMapping(const ColumnMapping& mapping, const QStringList& names)
{
    if (m_kind != mapping.kind)
        build(mapping.kind);
    for (auto it = m_rows.begin(); it != m_rows.end(); ++it) {
        const Row& row = it.value();
        QStringList columns;
        for (int i = 0; i < mapping.columns.size(); ++i) {
            for (const ColumnMapping::Rule& rule : mapping.columns[i]) {
                const bool flag = it.key() == u"tag" && rule.field == u"flag";
                const bool date = it.key() == u"time" && rule.field == u"date";
                if (rule.field != it.key() && !flag && !date)
                    continue;
                QString text = rule.values.isEmpty() || flag
                                   ? names.value(i)
                                   : tr("%1 → %n value(s)", nullptr, int(rule.values.size())).arg(names.value(i));
                if (!rule.whenEmpty.isEmpty())
                    text = tr("%1, else “%2”").arg(text, rule.whenEmpty);
                columns += text;
            }
        }
        if (it.key() == u"unit" && columns.isEmpty()) // said once for all values, see the bar above
            columns += mapping.options.value(QStringLiteral("unit")).toString();
        columns.removeAll(QString());
        const QString constant = mapping.constants.value(it.key());
        if (!columns.isEmpty() && !constant.isEmpty()) // of a recipe: beside what the columns say
            columns += tr("“%1”").arg(constant);
        const bool given = !columns.isEmpty() || !constant.isEmpty();
        const bool lacking = !given && isNeeded(it.key());
        const QString icon = given     ? QStringLiteral("check")
                             : lacking ? QStringLiteral("circle-alert")
                                       : QStringLiteral("minus");
        const Token color = given ? Token::Good : lacking ? Token::Danger : Token::Axis;
        row.mark->setPixmap(themedIcon(icon, color).pixmap(QSize(14, 14), devicePixelRatioF()));
        row.mark->setAccessibleName(given ? tr("given") : lacking ? tr("missing") : tr("none"));
        QString text = columns.join(QStringLiteral(" + ")); // merged
        if (text.isEmpty())
            text = lacking ? tr("choose a column") : tr("none chosen");
        row.given->setText(text);
        row.given->setToolTip(plainToolTip(text));
        row.given->setVisible(!row.constant || !columns.isEmpty());
        if (row.constant) {
            row.constant->setVisible(columns.isEmpty());
            if (!row.constant->hasFocus())
                row.constant->setText(constant);
        }
    }
}

} // namespace tideline
