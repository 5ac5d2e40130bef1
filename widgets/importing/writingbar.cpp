// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/importing/writingbar.h"

#include "widgets/case/flowlayout.h"
#include "widgets/dialogs/zonecombo.h"
#include "widgets/theme/parts.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>

namespace tideline {

namespace {
const QString epochPrefix = QStringLiteral("epoch:");
} // namespace

WritingBar::WritingBar(QWidget* parent) : QWidget(parent)
{
    setLayout(new FlowLayout(nullptr, 10));
    m_sheet = choice(tr("Sheet"), {}, {});
    m_sheet->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_kind = choice(tr("Kind"), {},
                    {{QStringLiteral("events"), tr("Events")}, {QStringLiteral("series"), tr("Numbers over time")}});
    m_dates = choice(tr("Dates are"), {},
                     {{QStringLiteral("ymd"), tr("year-month-day")},
                      {QStringLiteral("mdy"), tr("month/day/year")},
                      {QStringLiteral("dmy"), tr("day.month.year")},
                      {epochPrefix + QStringLiteral("any"), tr("epoch, unit by size")},
                      {epochPrefix + QStringLiteral("seconds"), tr("epoch seconds")},
                      {epochPrefix + QStringLiteral("ms"), tr("epoch milliseconds")},
                      {epochPrefix + QStringLiteral("us"), tr("epoch microseconds")},
                      {epochPrefix + QStringLiteral("ns"), tr("epoch nanoseconds")}});
    m_zone = new ZoneCombo;
    m_zone->setMinimumContentsLength(12);
    add(tr("in zone"), m_zone);
    m_decimal = choice(tr("Decimal sign"), QStringLiteral("decimal"),
                       {{QStringLiteral("."), tr("1,234.5")}, {QStringLiteral(","), tr("1.234,5")}});
    m_unit = new QLineEdit;
    m_unit->setMaximumWidth(110);
    m_unit->setPlaceholderText(tr("%, Mbit/s …"));
    add(tr("Unit"), m_unit);
    m_seriesOnly += m_unit->parentWidget();
    m_bin = choice(
        tr("A time is the"), QStringLiteral("bin"),
        {{QStringLiteral("start"), tr("start of its bin")}, {QStringLiteral("middle"), tr("middle of its bin")}});
    m_seriesOnly += m_bin->parentWidget();
    m_width = choice(tr("Bins last"), QStringLiteral("bin_width"),
                     {{QString(), tr("as the times say")},
                      {QStringLiteral("minute"), tr("a minute")},
                      {QStringLiteral("15min"), tr("15 minutes")},
                      {QStringLiteral("hour"), tr("an hour")},
                      {QStringLiteral("day"), tr("a day")},
                      {QStringLiteral("week"), tr("a week")},
                      {QStringLiteral("month"), tr("a month")},
                      {QStringLiteral("year"), tr("a year")}});
    m_seriesOnly += m_width->parentWidget();
    m_delimiter = choice(tr("Columns end at"), QStringLiteral("delimiter"),
                         {{QString(), tr("as found")},
                          {QStringLiteral(","), tr("comma")},
                          {QStringLiteral(";"), tr("semicolon")},
                          {QStringLiteral("tab"), tr("tab")},
                          {QStringLiteral("|"), tr("bar |")}});
    m_encoding = choice(tr("Encoding"), QStringLiteral("encoding"),
                        {{QString(), tr("as found")},
                         {QStringLiteral("utf-8"), QStringLiteral("UTF-8")},
                         {QStringLiteral("windows-1252"), QStringLiteral("Windows-1252")},
                         {QStringLiteral("iso-8859-1"), QStringLiteral("Latin-1")},
                         {QStringLiteral("utf-16"), QStringLiteral("UTF-16")}});
    m_header = choice(tr("First row"), QStringLiteral("header"),
                      {{QString(), tr("names the columns")}, {QStringLiteral("none"), tr("is data")}});

    for (QComboBox* box : {m_delimiter, m_encoding, m_header})
        m_bytesOnly += box->parentWidget();
    connect(m_sheet, &QComboBox::activated, this, [this] { emit sheetChosen(m_sheet->currentText()); });
    connect(m_kind, &QComboBox::activated, this, [this] {
        emit kindChosen(m_kind->currentData().toString() == u"series" ? FileKind::Series : FileKind::Events);
    });
    connect(m_dates, &QComboBox::activated, this, [this] {
        const QString value = m_dates->currentData().toString();
        const bool epoch = value.startsWith(epochPrefix);
        emit optionChosen(QStringLiteral("epoch"), epoch ? value.mid(epochPrefix.size()) : QString());
        if (!epoch)
            emit optionChosen(QStringLiteral("dates"), value);
    });
    connect(m_zone, &QComboBox::currentTextChanged, this, [this] {
        if (m_zone->problem().isEmpty())
            emit optionChosen(QStringLiteral("zone"), m_zone->zone());
    });
    connect(m_unit, &QLineEdit::textEdited, this,
            [this](const QString& text) { emit optionChosen(QStringLiteral("unit"), text.trimmed()); });
}

void WritingBar::add(const QString& title, QWidget* field)
{
    auto* pair = new QWidget;
    auto* row = new QHBoxLayout(pair);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(fieldLabel(title, field));
    row->addWidget(field);
    layout()->addWidget(pair);
}

QComboBox* WritingBar::choice(const QString& title, const QString& key,
                              const QList<std::pair<QString, QString>>& values)
{
    auto* box = new QComboBox;
    for (const auto& [value, text] : values)
        box->addItem(text, value);
    add(title, box);
    if (!key.isEmpty()) {
        connect(box, &QComboBox::activated, this,
                [this, box, key] { emit optionChosen(key, box->currentData().toString()); });
    }
    return box;
}

void WritingBar::select(QComboBox* box, const QString& value)
{
    int at = box->findData(value);
    if (at < 0) { // of a recipe that somebody wrote
        box->addItem(value, value);
        at = box->count() - 1;
    }
    box->setCurrentIndex(at);
}

void WritingBar::showFile(const QStringList& sheets, const QString& sheet, bool document)
{
    m_sheet->clear();
    m_sheet->addItems(sheets);
    m_sheet->setCurrentText(sheet);
    m_sheet->parentWidget()->setVisible(sheets.size() > 1);
    for (QWidget* pair : m_bytesOnly)
        pair->setVisible(!document);
    layout()->invalidate();
}

void WritingBar::showMapping(const ColumnMapping& mapping)
{
    const auto text = [&](const char* key, const QString& fallback = {}) {
        const QJsonValue value = mapping.options.value(QLatin1String(key));
        return value.isDouble() ? QString::number(value.toDouble()) : value.toString(fallback);
    };
    const bool series = mapping.kind == FileKind::Series;
    select(m_kind, series ? QStringLiteral("series") : QStringLiteral("events"));
    const QString epoch = text("epoch");
    select(m_dates, epoch.isEmpty() ? text("dates", QStringLiteral("ymd")) : epochPrefix + epoch);
    const QSignalBlocker quiet(m_zone);
    if (!m_zone->hasFocus() && m_zone->zone() != text("zone", QStringLiteral("UTC")))
        m_zone->setZone(text("zone", QStringLiteral("UTC")));
    select(m_decimal, text("decimal", QStringLiteral(".")));
    select(m_delimiter, text("delimiter"));
    select(m_encoding, text("encoding"));
    select(m_header, text("header"));
    if (!m_unit->hasFocus())
        m_unit->setText(text("unit"));
    select(m_bin, text("bin", QStringLiteral("start")));
    select(m_width, text("bin_width"));
    for (QWidget* pair : m_seriesOnly)
        pair->setVisible(series);
    layout()->invalidate();
}

} // namespace tideline
